// The page in Chromium: its canvas is `unroll render`'s picture, pixel by pixel, at five scenes; a lesson is played from the course page to its
// end by keys, by mouse and by touch; settings and progress outlive a reload; and no request goes anywhere but to the page's own files.
'use strict';
const fs = require('fs'), os = require('os'), path = require('path'), http = require('http'), { execFileSync } = require('child_process');
const { chromium } = require('playwright-core');
const site = process.env.UNROLL_SITE, native = process.env.UNROLL_PROGRAM;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.txt': 'text/plain' };
const size = { width: 1280, height: 800 };
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'unroll-web-'));
let failed = 0;
function check(good, what, more = '') {
  console.log((good ? 'good: ' : 'FAILED: ') + what + (good || !more ? '' : ': ' + more));
  failed += !good;
}

// Under a folder of the host, as in a course page's: /some/where/.
const server = http.createServer((request, answer) => {
  const name = decodeURIComponent(request.url.split('?')[0]).replace(/^\/some\/where\//, '').replace(/^$/, 'index.html');
  const file = path.join(site, name);
  if (!request.url.startsWith('/some/where/') || !file.startsWith(site) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
    answer.writeHead(404);
    return answer.end();
  }
  answer.writeHead(200, { 'content-type': types[path.extname(file)] || 'application/octet-stream' });
  fs.createReadStream(file).pipe(answer);
});

// Each with the hash that makes it, or lines that do, and the same for the program.
const scenes = [
  { name: 'the first setup', hash: '#seed=1', args: ['--set', 'seed=1'] },
  { name: 'LSTM, backward', hash: '#cell=lstm&hidden=8', lines: ['seek backward 5'], args: ['--set', 'cell=lstm', '--set', 'hidden=8', '--do', 'seek backward 5'] },
  { name: 'light, GRU, update', hash: '#cell=gru', lines: ['theme light', 'seek update end'], args: ['--set', 'cell=gru', '--do', 'theme light', '--do', 'seek update end'] },
  { name: 'the microscope', hash: '#steps=24', lines: ['show microscope'], args: ['--set', 'steps=24', '--do', 'show microscope'] },
  { name: 'inside a cell', hash: '#cell=lstm', lines: ['cell 5'], args: ['--set', 'cell=lstm', '--do', 'cell 5'] },
];

const shown = (page) => page.waitForFunction(() => performance.getEntriesByName('unroll-first-picture').length > 0, null, { timeout: 30000 });
const still = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
const line = (page, text) => page.evaluate((text) => window.unroll.line(text), text);
const say = (page) => page.evaluate(() => document.getElementById('description').textContent);
const hash = (page) => page.evaluate(() => location.hash);

async function differing(page, png) {
  return page.evaluate(async (data) => {
    const canvas = document.getElementById('picture'), image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const other = document.createElement('canvas');
    [other.width, other.height] = [image.width, image.height];
    if (canvas.width !== image.width || canvas.height !== image.height) return 'sizes ' + canvas.width + 'x' + canvas.height;
    const there = other.getContext('2d');
    there.drawImage(image, 0, 0);
    const a = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, image.width, image.height).data.buffer);
    const b = new Uint32Array(there.getImageData(0, 0, image.width, image.height).data.buffer);
    let count = 0;
    for (let i = 0; i < a.length; i++) count += a[i] !== b[i];
    return count;
  }, fs.readFileSync(png).toString('base64'));
}

(async () => {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const address = 'http://127.0.0.1:' + server.address().port + '/some/where/';
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const foreign = [];
  const open = async (where, options = {}) => {
    const context = await browser.newContext({ viewport: size, colorScheme: 'dark', reducedMotion: 'reduce', ...options });
    context.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) foreign.push(request.url()); });
    const page = await context.newPage();
    page.on('pageerror', (error) => check(false, 'no error in the page', String(error)));
    await page.goto(address + where);
    await shown(page);
    return page;
  };

  for (const scene of scenes) {
    const png = path.join(work, 'scene.png'), page = await open(scene.hash);
    for (const text of scene.lines || []) await line(page, text);
    execFileSync(native, ['render', '--size', '1280x800', ...scene.args, '-o', png]);
    let count = -1;
    for (let i = 0; i < 10 && count !== 0; i++) { await still(page); count = await differing(page, png); }
    check(count === 0, 'the canvas is the program’s picture: ' + scene.name, count + ' pixels differ');
    if (count !== 0) await page.screenshot({ path: path.join(work, scene.name.replace(/\W+/g, '-') + '.png') });
    await page.context().close();
  }

  // The address: read at the start, followed, and kept up to date.
  let page = await open('#lesson=vanishing/1');
  check(/^#lesson=vanishing/.test(await hash(page)), 'the address names the lesson', await hash(page));
  await page.evaluate(() => { location.hash = '#cell=lstm&hidden=8'; });
  await still(page); await still(page);
  check(/cell=lstm/.test(await hash(page)) && /LSTM/.test(await page.title()), 'a changed address is followed', (await page.title()) + ' ' + (await hash(page)));
  check((await say(page)).length > 20, 'a description is there for a screen reader');
  await page.context().close();

  // Lesson 5 from the course page to its end, by keys; its progress outlives a reload.
  page = await open('');
  await page.keyboard.press('Escape');
  await line(page, 'lesson vanishing');
  await still(page);
  const seen = new Set();
  for (let i = 0; i < 60; i++) {
    seen.add(await hash(page));
    await page.keyboard.press('s'); // an open question is skipped
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    if (!/lesson=/.test(await hash(page))) break;
  }
  check(seen.size >= 5, 'keys lead through lesson 5', [...seen].join(' '));
  await page.evaluate(() => window.unroll.keep());
  await page.reload();
  await shown(page);
  check(await page.evaluate(() => Object.keys(localStorage).some((name) => name.includes('progress'))), 'progress is kept');
  await page.context().close();

  // The same by mouse: from the course page, by what is written on the buttons; where that stands the program says.
  const place = (text, ...args) => {
    const list = path.join(work, 'list.txt');
    execFileSync(native, ['render', '--size', '1280x800', ...args, '-o', list]);
    const found = fs.readFileSync(list, 'utf8').split('\n').find((one) => one.endsWith(' "' + text + '"'));
    return found ? found.trim().split(' ').slice(1, 3).map(Number) : null;
  };
  for (const kind of ['mouse', 'touch']) {
    page = await open('', { hasTouch: kind === 'touch' });
    const press = (at) => (kind === 'mouse' ? page.mouse.click(at[0], at[1] - 4) : page.touchscreen.tap(at[0], at[1] - 4));
    const row = place('Why gradients vanish', '--do', 'show course'), on = place('Go on', '--do', 'lesson vanishing');
    await still(page);
    await press(row);
    await still(page);
    check(/lesson=vanishing/.test(await hash(page)), 'a press on the course page opens lesson 5, by ' + kind, await hash(page));
    const steps = new Set();
    for (let i = 0; i < 60 && /lesson=vanishing/.test(await hash(page)); i++) {
      steps.add(await hash(page));
      await press(on);
      await page.waitForTimeout(350);
    }
    check(steps.size >= 5 && !/lesson=vanishing/.test(await hash(page)), 'lesson 5 is read to its end by ' + kind, [...steps].join(' '));
    await page.context().close();
  }

  check(foreign.length === 0, 'no request goes to another host', foreign.join(' '));
  await browser.close();
  server.close();
  if (failed) console.log('what was seen: ' + work);
  process.exit(failed ? 1 : 0);
})().catch((error) => { console.error(error); process.exit(1); });
