// Splits the page's program in two: what is called until the first picture, and the rest, which the page loads when that picture is there. Which
// functions those are is found by starting the program in the ways a page starts: split.cjs WHOLE.js WHOLE.wasm FILES FIRST.wasm REST.wasm.
// What a start calls that is not among them is no error: the page waits for the rest then, and starts again (web/page.js).
'use strict';
const fs = require('fs'), os = require('os'), path = require('path'), { execFileSync } = require('child_process');
const [script, whole, files, first, rest] = process.argv.slice(2).map((name) => path.resolve(name));
process.setMaxListeners(0); // each program listens for its own errors
const FEATURES = ['--enable-simd', '--enable-mutable-globals', '--enable-sign-ext', '--enable-nontrapping-float-to-int', '--enable-bulk-memory'];

const LINE = 0, KEEP = 1, TELL = 3, NOTHING = 5; // platform/page.h
const DESKTOP = [1280, 800, 1], PHONE = [720, 1480, 2];
const some = (sets) => ({ args: ['run', ...sets.flatMap((set) => ['--set', set])] });
const lessons = fs.readdirSync(path.join(__dirname, '../lessons')).filter((name) => /^[0-9]/.test(name)).map((name) => name.slice(3, -3));
const starts = [
  { args: ['run'] }, { args: ['run'], size: PHONE }, { args: ['run'], settings: 'theme light\nmotion full\n' },
  ...['rnn', 'lstm', 'gru'].flatMap((cell) => [some(['cell=' + cell, 'hidden=8']), some(['cell=' + cell, 'layers=2']), some(['cell=' + cell, 'direction=both'])]),
  ...['adding', 'order', 'copy', 'latch', 'parity', 'reber', 'anbn', 'sine', 'sines', 'ahead', 'text', 'words', 'sentiment', 'series'].map((task) => some(['task=' + task])),
  some(['optimizer=adam', 'clip=1']), some(['activation=relu']), some(['cell=quantum']),
  some(['optimizer=rmsprop', 'activation=leaky']), some(['init=orthogonal', 'truncate=5', 'batch=16', 'seed=3']), some(['targets=every', 'dropout=0.2']),
  ...[PHONE, DESKTOP].map((size) => ({ ...some(['cell=' + (size === PHONE ? 'lstm' : 'rnn')]), lines: ['limit radius,seed', 'chrome none'], size })),
  ...[...lessons, 'vanishing#draw-it', 'race#1', '/my/none.md'].map((lesson) => ({ args: ['run', lesson] })), { args: ['run', 'vanishing'], size: PHONE },
];

// What a browser says of itself and Node does not.
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-US'] }, configurable: true });
const KEPT = ['/home/web_user/.config/unroll/', '/home/web_user/.local/state/unroll/'];

// One start, as web/page.js makes it, up to its first picture; `made` is the instrumented program. `kept` has what an earlier start left there.
async function observe(made, { args, lines = [], settings = 'theme dark\nmotion reduced\n', size = DESKTOP }, kept) {
  let handle = 0, loop = 0, shown = false, exported = null;
  const asked = [...lines.map((line) => ({ kind: LINE, line })), { kind: TELL, line: 'a message of the page' }];
  const page = {
    open(window) { handle = window; program.ccall('page_resize', null, ['number', 'number', 'number', 'number'], [window, ...size]); return true; },
    loop(at) { loop = at; },
    ask() { return asked.length ? asked.shift() : { kind: NOTHING }; },
    show() { shown = true; },
    title() {}, tell() {}, fullScreen() {}, textPlace() {}, written(file) { if (KEPT.some((folder) => file.startsWith(folder))) kept[file] = program.FS.readFile(file); }, copy() {}, paste() { return ''; },
  };
  const program = await require(script)({
    page, noInitialRun: true, print() {}, printErr() {},
    instantiateWasm(given, receive) {
      WebAssembly.instantiate(made, given).then((instance) => { exported = instance.exports; receive(instance, made); });
      return {};
    },
  });
  const packed = fs.readFileSync(files), count = packed.readUInt32LE(0);
  let at = 4 + count;
  for (const [name, bytes] of JSON.parse(packed.subarray(4, at).toString())) {
    program.FS.mkdirTree(path.posix.dirname(name));
    program.FS.writeFile(name, packed.subarray(at, at + bytes));
    at += bytes;
  }
  for (const folder of KEPT) program.FS.mkdirTree(folder);
  program.FS.writeFile(KEPT[0] + 'settings', settings);
  for (const file of Object.keys(kept)) program.FS.writeFile(file, kept[file]);
  const run = (given) => { try { program.callMain(given); } catch (error) { if (error !== 'unwind' && error.name !== 'ExitStatus') throw error; } };
  run(args);
  if (!handle) run(['run']); // what the address names is not there
  for (let i = 0; i < 300 && !shown && loop; i++) await new Promise((done) => setTimeout(done, 10)); // the loop's own turns, as in a page
  await new Promise((done) => setTimeout(done, 100)); // a turn goes on behind its picture
  if (!shown) throw new Error('no picture came of: ' + args.join(' '));
  // What the page's script calls at any time is of the first part, too.
  program.ccall('page_event', null, ['number', 'number', 'number', 'number', 'number', 'number', 'string'], [handle, 0, 1, 1, 0, 0, 'x']);
  asked.push({ kind: KEEP });
  program.ccall('page_turn', null, ['number'], [loop]);
  program.ccall('page_hide', null, ['number'], [1]);
  const length = exported.__write_profile(0, 0), profile = Buffer.alloc(length), to = program._malloc(length);
  exported.__write_profile(to, length);
  const memory = Object.values(exported).find((one) => one instanceof WebAssembly.Memory);
  Buffer.from(memory.buffer, to, length).copy(profile);
  return profile;
}

(async () => {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'unroll-split-')), run = (...args) => execFileSync('wasm-split', [...args, ...FEATURES], { stdio: 'inherit' });
  const watched = path.join(work, 'watched.wasm');
  run('--instrument', whole, '-o', watched);
  const made = await WebAssembly.compile(fs.readFileSync(watched)), profiles = [];
  for (const start of starts) {
    const kept = {};
    for (let i = 0; i < 2; i++) { // a first visit, and the next
      profiles.push(path.join(work, String(profiles.length)));
      fs.writeFileSync(profiles[profiles.length - 1], await observe(made, start, kept));
    }
  }
  const profile = path.join(work, 'profile');
  execFileSync('wasm-split', ['--merge-profiles', ...profiles, '-o', profile]);
  run(whole, '--profile=' + profile, '-o1', first, '-o2', rest, '--import-namespace=first', '--placeholder-namespace=rest', '--export-prefix=%');
  for (const part of [first, rest]) execFileSync('wasm-opt', ['-Oz', ...FEATURES, part, '-o', part], { stdio: 'inherit' }); // what led from one to the other
  fs.rmSync(work, { recursive: true });
  process.exit(0); // the programs' own turns go on
})().catch((error) => { console.error(error); process.exit(1); });
