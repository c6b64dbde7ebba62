// What the page's tests share: a host of files below a folder, as in a course page's, and how to open, ask and watch the page.
'use strict';
const fs = require('fs'), path = require('path'), http = require('http');
const { chromium } = require('playwright-core');
const site = process.env.UNROLL_SITE;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.txt': 'text/plain' };
const size = { width: 1280, height: 800 };
const host = { failed: 0, own: '', cut: '', harm: '', how: null }; // own: the lesson my/own.md, '': no answer; cut: a file of which only half is sent; harm: one that how() changes first

function check(good, what, more = '') {
  console.log((good ? 'good: ' : 'FAILED: ') + what + (good || !more ? '' : ': ' + more));
  host.failed += !good;
}

const server = http.createServer((request, answer) => {
  const name = decodeURIComponent(request.url.split('?')[0]).replace(/^\/some\/where\//, '').replace(/^$/, 'index.html');
  const file = path.join(site, name);
  if (name === 'frame.html') {
    answer.writeHead(200, { 'content-type': 'text/html' });
    return answer.end('<!DOCTYPE html><p>A course page.</p><iframe src="./#cell=lstm&chrome=none" width="1000" height="640"></iframe>');
  }
  if (name === 'my/own.md') {
    if (!host.own) return request.socket.destroy();
    answer.writeHead(200, { 'content-type': 'text/plain' });
    return answer.end(host.own);
  }
  if (!request.url.startsWith('/some/where/') || !file.startsWith(site) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
    answer.writeHead(404);
    return answer.end();
  }
  if (name === host.harm) {
    const sent = host.how(Buffer.from(fs.readFileSync(file)));
    answer.writeHead(200, { 'content-type': types[path.extname(file)] || 'application/octet-stream', 'content-length': sent.length });
    return answer.end(sent);
  }
  const bytes = fs.statSync(file).size;
  answer.writeHead(200, { 'content-type': types[path.extname(file)] || 'application/octet-stream', 'content-length': bytes });
  if (name !== host.cut) return fs.createReadStream(file).pipe(answer);
  fs.createReadStream(file, { end: bytes >> 1 }).on('end', () => answer.destroy()).pipe(answer, { end: false });
});

async function start() {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const address = 'http://127.0.0.1:' + server.address().port + '/some/where/', foreign = [];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  // A page at this address, after `before` has run in it; `waits: false` where no picture will come.
  const open = async (where, { before, waits = true, ...options } = {}) => {
    const context = await browser.newContext({ viewport: size, colorScheme: 'dark', reducedMotion: 'reduce', ...options });
    context.on('request', (request) => { if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) foreign.push(request.url()); });
    const page = await context.newPage();
    page.on('pageerror', (error) => { if (waits && !/starts again with all/.test(String(error))) check(false, 'no error in the page', String(error)); });
    if (before) await page.addInitScript(before);
    await page.goto(address + where);
    if (waits) await shown(page);
    return page;
  };
  const stop = async () => { await browser.close(); server.close(); };
  return { address, browser, foreign, open, stop };
}

const shown = (page) => page.waitForFunction(() => performance.getEntriesByName('unroll-first-picture').length > 0, null, { timeout: 180000 });
const still = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
// Asked again until it is so, six seconds long: a machine may be busy.
async function until(ask) {
  for (let i = 0; i < 40 && !(await ask()); i++) await new Promise((done) => setTimeout(done, 150));
  return ask();
}
const line = (page, text) => page.evaluate((text) => window.unroll.line(text), text);
const textOf = (page, id) => page.evaluate((id) => document.getElementById(id).textContent, id);
const hash = (page) => page.evaluate(() => location.hash);
// Where what can be pressed stands, says the program.
const places = (page) => page.evaluate(() => window.unroll.places());
const centre = (at) => [at.x + at.w / 2, at.y + at.h / 2];

module.exports = { check, host, start, shown, still, until, line, textOf, hash, places, centre };
