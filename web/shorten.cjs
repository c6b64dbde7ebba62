// Prints the script that it reads, shortened by terser: local names, blanks and what can be said in fewer words. Where terser is not installed,
// the script stays as it is, and the page grows by 9 kB.
'use strict';
const script = require('fs').readFileSync(0, 'utf8');
let terser;
try {
  terser = require('terser');
} catch (_) {
  console.error('The scripts of the page are not shortened: terser is not there. On Debian: apt-get install node-terser');
}
const shortened = terser ? terser.minify(script, { compress: { passes: 2, ecma: 2020 }, mangle: true, ecma: 2020 }) : { code: script };
Promise.resolve(shortened).then(({ code, error }) => {
  if (error) throw error;
  process.stdout.write(code);
});
