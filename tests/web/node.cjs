// The page's program under Node: `verify` holds over every reference case, and `train` and `analyze` print what the program prints, to the
// last digit that both show.
'use strict';
process.setMaxListeners(0); // each program listens for its own errors
const fs = require('fs'), path = require('path'), { execFileSync, spawnSync } = require('child_process');
const site = process.env.UNROLL_SITE, native = process.env.UNROLL_PROGRAM;

const unpackPart = require(path.join(site, 'unpack.js')), parts = {};
async function part(name) {
  if (!parts[name]) parts[name] = await unpackPart(Uint8Array.from(fs.readFileSync(path.join(site, name))).buffer);
  return parts[name];
}

async function start() {
  const lines = [], [first, rest] = [new WebAssembly.Module(await part('unroll.first')), new WebAssembly.Module(await part('unroll.rest'))];
  const program = await require(path.join(site, 'unroll.js'))({
    noInitialRun: true, print: (line) => lines.push(line), printErr: (line) => lines.push(line),
    instantiateWasm(given, receive) { // both parts, as the page has them soon after its first picture
      WebAssembly.instantiate(first, { ...given, rest: new Proxy({}, { get: () => () => { throw new Error('the rest is not there'); } }) })
        .then(async (made) => {
          await WebAssembly.instantiate(rest, { first: made.exports });
          receive(made, first);
        });
      return {};
    },
  });
  for (const name of ['unroll.files', 'unroll.later']) {
    const packed = Buffer.from(await part(name)), count = packed.readUInt32LE(0);
    let at = 4 + count;
    for (const [name, size] of JSON.parse(packed.subarray(4, at).toString())) {
      program.FS.mkdirTree(path.posix.dirname(name));
      program.FS.writeFile(name, packed.subarray(at, at + size));
      at += size;
    }
  }
  return { program, lines };
}

async function run(args, files = {}) {
  const { program, lines } = await start();
  for (const [name, data] of Object.entries(files)) {
    program.FS.mkdirTree(path.posix.dirname(name));
    program.FS.writeFile(name, data);
  }
  let status = 0;
  try { status = program.callMain(args) || 0; } catch (error) {
    if (!error || error.name !== 'ExitStatus') throw error;
    status = error.status;
  }
  return { status, text: lines.join('\n'), program };
}

function collect(folder, to, out = {}) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const from = path.join(folder, entry.name);
    if (entry.isDirectory()) collect(from, to + '/' + entry.name, out);
    else out[to + '/' + entry.name] = fs.readFileSync(from);
  }
  return out;
}

let failed = 0;
function check(good, what, more = '') {
  console.log((good ? 'good: ' : 'FAILED: ') + what + (good ? '' : '\n' + more));
  failed += !good;
}

// Seconds are another thing on another machine; everything else is the same.
const strip = (text) => text.split('\n').filter((line) => !/seconds|_s"|per second|updates\/s/.test(line)).join('\n').trim();

(async () => {
  const reference = collect('tests/data/reference', '/reference');
  const cases = Object.keys(reference).filter((name) => name.endsWith('.txt')).sort();
  const verified = await run(['verify', ...cases], reference);
  check(verified.status === 0 && /worst|agree/i.test(verified.text), 'verify over ' + cases.length + ' reference cases', verified.text.slice(-2000));

  const setups = [['--set', 'cell=rnn'], ['--set', 'cell=lstm', '--set', 'hidden=8'], ['--set', 'cell=gru', '--set', 'steps=24'], ['--set', 'batch=8', '--set', 'optimizer=adam']];
  for (const setup of setups) {
    const args = ['train', '--json', '--updates', '60', ...setup];
    const here = await run(args), there = execFileSync(native, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [a, b] = [here.text, there].map((text) => JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)));
    check(same(a, b), 'train ' + setup.join(' '), strip(here.text).slice(0, 1500) + '\n---\n' + strip(there).slice(0, 1500));
  }
  // The unit tests of the lower rooms, each in a process of its own: one that stops by a fault stops alone.
  // Emscripten's loader takes a fetch for the sign of a page.
  const unit = path.resolve('build/web/tests/unit-tests.js'), wrong = [];
  const names = spawnSync(process.execPath, ['--no-experimental-fetch', unit], { encoding: 'utf8' }).stdout.trim().split('\n');
  for (const name of names) {
    const done = spawnSync(process.execPath, ['--no-experimental-fetch', unit, name], { encoding: 'utf8' });
    if (done.status === 0) continue;
    wrong.push(name);
    console.log((done.stdout + done.stderr).split('\n').filter((line) => /ERROR|error|FAILED|abort/.test(line)).slice(0, 8).join('\n'));
  }
  check(names.length > 50 && !wrong.length, names.length + ' unit tests of base, engine, data, task, lab and lesson', wrong.join(' '));

  // Pictures of the page's program, the same as those of the program: every lesson's first step, every page, every cell; as a list of what is
  // drawn, and byte for byte. In two of them one letter stands a quarter of a pixel elsewhere (the course shows that lesson small).
  const scenes = fs.readdirSync('lessons').filter((name) => /^[0-9]/.test(name)).map((name) => ['--do', 'lesson ' + name.slice(3, -3)]);
  for (const name of ['course', 'cell', 'microscope', 'compare', 'activation', 'weights', 'history', 'cliff', 'search', 'files', 'settings']) scenes.push(['--do', 'show ' + name]);
  for (const cell of ['rnn', 'lstm', 'gru']) {
    for (const moment of ['seek forward 7', 'seek backward 5', 'seek update end', 'cell 5', 'show microscope']) scenes.push(['--set', 'cell=' + cell, '--do', moment]);
    scenes.push(['--set', 'cell=' + cell, '--set', 'direction=both', '--set', 'layers=2', '--theme', 'light', '--do', 'seek backward 5']);
  }
  for (const shown of ['show settings', 'lesson vanishing']) scenes.push(['--do', shown, '--language', 'de']); // its words are packed without keys
  const quarter = ['lesson forecasting', 'show course'], differ = [], work = fs.mkdtempSync(path.join(require('os').tmpdir(), 'unroll-node-'));
  for (const scene of scenes) {
    for (const kind of quarter.includes(scene[1]) ? ['txt'] : ['txt', 'png']) {
      const args = ['render', '--size', '1280x800', ...scene, '-o'], file = path.join(work, 'there.' + kind), here = await run([...args, '/here.' + kind]);
      execFileSync(native, [...args, file], { stdio: 'ignore' });
      if (here.status !== 0 || !fs.readFileSync(file).equals(Buffer.from(here.program.FS.readFile('/here.' + kind)))) differ.push(kind + ': ' + scene.join(' '));
    }
  }
  check(!differ.length, scenes.length + ' pictures, as a list and by pixel', differ.join('\n'));

  // Every claim of every lesson; what takes long in three of them.
  const lessons = await run(['check', '/share/unroll/lessons']);
  check(lessons.status === 0, 'the claims of every lesson', lessons.text.slice(-1500));
  for (const name of ['05-vanishing', '10-lstm', '12-race']) {
    const slow = await run(['check', '--slow', '/share/unroll/lessons/' + name + '.md']);
    check(slow.status === 0, 'and what takes long: ' + name, slow.text.slice(-1500));
  }
  process.exit(failed ? 1 : 0);
})().catch((error) => { console.error(error); process.exit(1); });

// Numbers to 12 digits: the kernels of another machine add in another order.
function same(a, b, key = '') {
  if (/second|_s$|kernel|version|machine/.test(key)) return true;
  if (typeof a === 'number' && typeof b === 'number') return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-3);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((one) => same(a[one], b[one], one));
}
