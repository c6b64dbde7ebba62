// Figures of the page on this machine, printed and not judged: what is loaded until the first picture, how soon it comes, frames a second while it
// plays and trains, a slider's way to the picture, memory, and updates a second. tests/web/run figures.
'use strict';
const fs = require('fs'), path = require('path'), zlib = require('zlib');
const { start, shown, still, until, line, textOf, places } = require('./page.cjs');
const site = process.env.UNROLL_SITE, view = { viewport: { width: 1280, height: 800 }, reducedMotion: 'no-preference' };

function sizes() {
  const first = ['index.html', 'unpack.js', 'page.js', 'unroll.js', 'unroll.first', 'unroll.files'], all = [...first, 'sw.js', 'unroll.rest', 'unroll.later'];
  const sum = (names, pack) => names.reduce((bytes, name) => bytes + pack(fs.readFileSync(path.join(site, name))).length, 0) / 1000;
  const gzip = (data) => zlib.gzipSync(data, { level: 9 }), brotli = (data) => zlib.brotliCompressSync(data);
  console.log(`kB until the first picture: gzip ${sum(first, gzip).toFixed(0)}, brotli ${sum(first, brotli).toFixed(0)}; in all: gzip ${sum(all, gzip).toFixed(0)}`);
}

const firstPicture = (page) => page.evaluate(() => performance.getEntriesByName('unroll-first-picture')[0].startTime);
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const frames = (page, ms) => page.evaluate((ms) => new Promise((done) => {
  const begin = performance.now(), gaps = [];
  let last = begin;
  const step = (now) => {
    gaps.push(now - last);
    last = now;
    if (now - begin < ms) requestAnimationFrame(step);
    else done({ rate: 1000 * gaps.length / (now - begin), longest: Math.max(...gaps.slice(2)) });
  };
  requestAnimationFrame(step);
}), ms);
const updates = async (page) => Number(((await textOf(page, 'description')).match(/after ([\d,]+) updates?/) || [0, '0'])[1].replace(/,/g, ''));
const show = (what, found) => console.log(`${what}: ${found.rate.toFixed(1)} frames a second, longest ${found.longest.toFixed(0)} ms`);

// From a motion of the pointer to the picture that answers it. A motion that leaves the value as it is has none; the next one begins anew.
async function slider(page, name) {
  await line(page, 'show controls');
  let at = null;
  await until(async () => (at = (await places(page)).find((one) => one.path === name)));
  const y = at.y + at.h / 2;
  await page.evaluate(() => {
    const { page } = window.unroll, showPicture = page.show;
    [window.waits, window.same] = [[], 0];
    page.show = (...given) => { showPicture(...given); if (window.began) { window.waits.push(performance.now() - window.began); window.began = 0; } };
    document.getElementById('picture').addEventListener('pointermove', () => { if (window.began) window.same++; window.began = performance.now(); }, { capture: true });
  });
  await page.mouse.move(at.x + 0.3 * at.w, y);
  await page.mouse.down();
  for (let i = 0; i < 60; i++) {
    await page.mouse.move(at.x + (0.3 + 0.4 * (i % 20) / 20) * at.w, y);
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
  const { waits, same } = await page.evaluate(() => ({ waits: window.waits, same: window.same }));
  console.log(`slider to picture (${name}), the wait for the next frame included: median ${median(waits).toFixed(1)} ms, longest ${Math.max(...waits).toFixed(1)}; ${same} of 60 motions changed nothing`);
}

(async () => {
  sizes();
  const { open, stop } = await start();
  for (let i = 0; i < 3; i++) {
    const page = await open('', view), cold = await firstPicture(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await still(page);
    await page.reload();
    await shown(page);
    console.log(`first picture: cold ${cold.toFixed(0)} ms, warm ${(await firstPicture(page)).toFixed(0)} ms`);
    await page.context().close();
  }
  const page = await open('#cell=rnn', view);
  const memory = () => page.evaluate(() => window.unroll.program.HEAPU8.length / (1 << 20));
  console.log(`memory with the first setup: ${(await memory()).toFixed(0)} MiB`);
  await line(page, 'play');
  show('playing', await frames(page, 4000));
  await page.context().close();
  const lstm = await open('#cell=lstm&hidden=16&steps=60', view);
  await slider(lstm, 'controls/hidden');
  await line(lstm, 'set hidden 16');
  await line(lstm, 'setting stop_solved off'); // else it would stop some seconds later, and what was measured were half a pause
  await line(lstm, 'training on');
  await lstm.waitForTimeout(1500);
  const from = await updates(lstm), begin = Date.now();
  show('training an LSTM of 16 over 60 steps', await frames(lstm, 4000));
  await lstm.waitForTimeout(200);
  const to = await updates(lstm), took = Date.now() - begin;
  await lstm.waitForTimeout(500);
  if ((await updates(lstm)) === to) throw new Error('the training had stopped: its updates a second were not measured');
  console.log(`updates a second: ${Math.round(1000 * (to - from) / took)}`);
  await stop();
  process.exit(0);
})().catch((error) => { console.error(String(error.stack || error).slice(0, 2000)); process.exit(1); });
