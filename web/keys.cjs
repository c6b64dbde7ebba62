// Prints the keys of the program's words, one a line, in the order of its table: keys.cjs WHOLE.js WHOLE.wasm. web/pack.py packs other languages
// without them.
'use strict';
const [script, whole] = process.argv.slice(2).map((name) => require('path').resolve(name));
require(script)({
  noInitialRun: true, wasmBinary: require('fs').readFileSync(whole),
  print(line) { const found = /^([^ #=]+) = /.exec(line); if (found) console.log(found[1]); },
}).then((program) => { try { program.callMain(['strings']); } catch (error) { if (error.name !== 'ExitStatus') throw error; } })
  .catch((error) => { console.error(error); process.exit(1); });
