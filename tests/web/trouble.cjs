// What may be missing or go wrong around the page, each with the sentence that says so and with what still works; then hands and senses: a finger
// that rests, two that spread, one that scrolls, and the keyboard's way out.
'use strict';
const { check, host, start, shown, still, until, line, textOf, hash, places, centre } = require('./page.cjs');
const path = require('path');

const told = async (page, wanted) => { // the message may come some frames later
  let text = '';
  await until(async () => wanted.test(text = await textOf(page, 'message')));
  return wanted.test(text) ? text : '';
};
const works = async (page) => {
  await line(page, 'show stage');
  await line(page, 'seek backward 5');
  return until(async () => /Backward pass/.test(await textOf(page, 'description')));
};

async function missing(open) {
  let page = await open('', { waits: false, before: () => { WebAssembly.validate = () => false; } });
  await page.waitForTimeout(500);
  check(/no WebAssembly with SIMD/.test(await textOf(page, 'words')), 'without SIMD it says which browsers have it', await textOf(page, 'words'));
  await page.context().close();
  page = await open('', { waits: false, locale: 'de-AT', before: () => { WebAssembly.validate = () => false; } });
  await page.waitForTimeout(500);
  check(/fehlt WebAssembly mit SIMD/.test(await textOf(page, 'words')), 'and in German where the browser is German', await textOf(page, 'words'));
  await page.context().close();

  page = await open('', { before: () => { Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } }); } });
  check(/keeps nothing/.test(await told(page, /keeps nothing/)), 'without storage it says that nothing is kept', await textOf(page, 'message'));
  check(await works(page), 'and works');
  await page.context().close();

  page = await open('', { before: () => { Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: { register: () => Promise.reject(new Error('no')) } }); } });
  check(/without a network/.test(await told(page, /without a network/)), 'without a service worker it says what is lost', await textOf(page, 'message'));
  check(await works(page), 'and works');
  await page.reload();
  await shown(page);
  await still(page);
  check(!/without a network/.test(await textOf(page, 'message')), 'and says it once');
  await page.context().close();
}

async function broken(open) {
  for (const [where, wanted] of [['#lesson=my/none.md', /no lesson my\/none\.md/], ['#lesson=nothing', /nothing/], ['#lesson=vanishing/nowhere', /nowhere/],
    ['#cell=quantum', /quantum/], ['#hidden=-3', /-3/], ['#colour=red', /colour/], ['#%E0%A4%A', /./]]) {
    const page = await open(where);
    check(wanted.test(await told(page, wanted)), 'a broken link is told: ' + where, await textOf(page, 'message'));
    check(await works(page), 'and the rest works');
    await page.context().close();
  }
  let again = 0; // what no start was expected to need makes the page start again, with all of it
  for (const where of ['#init=orthogonal&cell=gru&hidden=33', '#task=parity&optimizer=rmsprop&layers=3', '#cell=lstm&layers=3&batch=7&dropout=0.2&direction=both&truncate=3']) {
    const page = await open(where);
    check(await works(page), 'a start out of the way works: ' + where, await textOf(page, 'message'));
    again += (await page.evaluate(() => window.unroll.starts)) - 1;
    await page.context().close();
  }
  check(again > 0, 'and at least one of them began again with all of the program');
  for (const name of ['unroll.first', 'unroll.rest', 'unroll.files', 'unroll.js']) {
    host.cut = name;
    const page = await open('', { waits: false });
    let text = '';
    for (let i = 0; i < 40 && !/connection/i.test(text); i++) { await page.waitForTimeout(250); text = await textOf(page, 'words'); }
    check(/[Cc]onnection/.test(text), 'a connection that is lost half-way through ' + name + ' is told', text);
    host.cut = '';
    await page.reload();
    await shown(page);
    check(await works(page), 'and loading again helps');
    await page.context().close();
  }
  const page = await open('#cell=rnn');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array((64 << 20) + 1)], 'huge.csv'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));
  });
  check(/huge\.csv is larger than 64 MB/.test(await told(page, /huge/)), 'a huge file is refused', await textOf(page, 'message'));
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['a,b\n1,2\n3,x\n'], 'small.csv'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));
  });
  check(/small\.csv/.test(await told(page, /small\.csv/)), 'a bad one is told by its name and line', await textOf(page, 'message'));
  const early = await open(''); // before all of the program is there, too
  await early.evaluate(() => {
    const data = new DataTransfer(), rows = Array.from({ length: 200 }, (_, i) => i + ',' + (10 + Math.sin(i / 5)));
    data.items.add(new File(['day,sales\n' + rows.join('\n')], 'sales.csv'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));
  });
  check(await until(async () => /series/i.test(await hash(early) + await textOf(early, 'description'))), 'a table opens, dropped on the course', (await hash(early)) + ' ' + (await textOf(early, 'message')));
  await early.context().close();
  await line(page, 'set steps 100');
  await line(page, 'setting stop_solved off'); // however fast the machine is
  await line(page, 'training on');
  const updates = async () => Number((/after ([0-9,]+) updates/.exec(await textOf(page, 'description')) || ['', '0'])[1].replace(/,/g, ''));
  check(await until(async () => (await updates()) > 0), 'it trains', await textOf(page, 'description'));
  const hide = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await hide(true);
  await still(page);
  const then = await updates();
  await still(page);
  check((await updates()) === then, 'a hidden page waits, whatever frames the browser gives', then + ' ' + (await updates()));
  await hide(false);
  check((await told(page, /hidden|see/)).length > 0, 'a page that was hidden while it trained says that it waited', await textOf(page, 'message'));
  await page.context().close();
}

// A part that is not what was packed: one bit is another, it ends early, or the host answers with a page of its own.
async function damaged(open) {
  const ways = { 'one bit is another': (data) => { data[data.length >> 1] ^= 16; return data; },
    'one bit of its end is another': (data) => { data[data.length - 6] ^= 16; return data; }, 'it ends early': (data) => data.subarray(0, data.length >> 1),
    'it is another file': () => Buffer.from('<!DOCTYPE html><p>Not found.</p>'), 'it is empty': () => Buffer.alloc(0) };
  const alone = () => { Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: { register: () => Promise.reject(new Error('no')) } }); };
  for (const [name, how] of [['unroll.first', 'one bit is another'], ['unroll.first', 'it is another file'], ['unroll.rest', 'it ends early'],
    ['unroll.files', 'one bit of its end is another'], ['unroll.files', 'it is empty']]) {
    [host.harm, host.how] = [name, ways[how]];
    const page = await open('', { waits: false, before: alone });
    let text = '';
    await until(async () => /damaged/.test(text = await textOf(page, 'words')));
    check(text.includes(name) && /damaged/.test(text) && /Load the page again/.test(text), 'a damaged part is told: ' + name + ', ' + how, text);
    host.harm = '';
    await page.reload();
    await shown(page);
    check(await works(page), 'and loading again helps');
    await page.context().close();
  }
  [host.harm, host.how] = ['unroll.later', ways['one bit is another']];
  const page = await open('', { before: alone });
  check(/Other languages/.test(await told(page, /Other languages/)), 'damaged words of other languages are told', await textOf(page, 'message'));
  check(await works(page), 'and the rest works, in English');
  host.harm = '';
  await page.context().close();
}

// Two addresses with several wrong parts: all of them are told, and what is right counts.
async function mistakes(open) {
  for (const [where, ...wanted] of [['#cell=lstmm&hidden=-3&foo=1', /lstmm/, /-3/, /foo/], ['#cell=lstmm&hidden=8&task=none', /lstmm/, /none/],
    ['#lesson=my/none.md&cell=quantum', /none\.md/]]) {
    const page = await open(where);
    const all = async () => wanted.every((one) => one.test(text)), read = async () => { text = await textOf(page, 'message'); return all(); };
    let text = '';
    check(await until(read), 'every wrong part of a link is told: ' + where, text);
    check(await works(page), 'and the rest works');
    await page.context().close();
  }
}

async function away(open, browser, address) {
  const count = () => { // only the program that unpacks is so small
    const compile = WebAssembly.compile;
    window.unpackings = 0;
    WebAssembly.compile = (bytes) => { if (bytes.byteLength < 20000) window.unpackings++; return compile(bytes); };
  };
  let page = await open('#cell=lstm', { before: count });
  check((await page.evaluate(() => window.unpackings)) > 0, 'a first visit unpacks');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(async () => (await (await caches.open((await caches.keys())[0])).keys()).length >= 6);
  await page.context().setOffline(true);
  await page.reload();
  await shown(page);
  check(await works(page), 'it opens again without a network');
  // The worker keeps the parts unpacked. So a next visit does not even prepare the program that unpacks (web/unpack.js), as the first one did.
  check((await page.evaluate(() => window.unpackings)) === 0, 'a next visit unpacks nothing again', String(await page.evaluate(() => window.unpackings)));
  await page.context().close();

  // A lesson of one's own is kept, too, on the first visit already; with a network the newest one is shown.
  const lesson = (units) => '---\ntitle: Own\nid: own\nminutes: 3\nlevel: basic\ngoals:\n  - see it\n---\n\n## A step {#step}\n\nWords.\n\n```setup start\nhidden ' + units + '\n```\n';
  const opens = async (units, what) => {
    const read = async () => (await hash(page)) + ' ' + (await textOf(page, 'description')) + ' ' + (await textOf(page, 'message'));
    check(await until(async () => { const text = await read(); return /own\.md/.test(text) && text.includes('with ' + units + ' hidden units'); }), what, await read());
  };
  host.own = lesson(5);
  page = await open('#lesson=my/own.md');
  await opens(5, 'a lesson of one’s own opens');
  check(await until(() => page.evaluate(async () => (await (await caches.open('unroll-own')).keys()).length === 1)), 'and is kept on the first visit');
  host.own = lesson(7);
  await page.reload();
  await shown(page);
  await opens(7, 'its newest text is shown');
  host.own = '';
  await page.reload();
  await shown(page);
  await opens(7, 'and without a network the one that came last');
  await page.context().close();

  page = await open('frame.html', { waits: false });
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  await shown(frame);
  await still(frame);
  const names = (await places(frame)).map((one) => one.path);
  check(names.includes('transport/play') && !names.some((name) => name.startsWith('top/')), 'it works within another page', names.join(' '));
  await page.context().close();

  const context = await browser.newContext();
  page = await context.newPage();
  await page.goto('file://' + path.join(process.env.UNROLL_SITE, 'index.html'));
  await page.waitForTimeout(300);
  check(/opened as a file[^]*http\.server/.test(await textOf(page, 'words')), 'opened as a file it says what to do', await textOf(page, 'words'));
  await context.close();

  page = await open('', { colorScheme: 'light', reducedMotion: 'no-preference' });
  const top = () => page.evaluate(() => document.getElementById('picture').getContext('2d').getImageData(3, 3, 1, 1).data[0]);
  const light = await top();
  await page.context().close();
  page = await open('');
  check(light > 200 && (await top()) < 60, 'light and dark are those of the browser', light + ' ' + (await top()));
  await page.context().close();
}

async function hands(open) {
  const page = await open('#cell=rnn', { hasTouch: true, viewport: { width: 1600, height: 700 } });
  await line(page, 'seek backward 5');
  await still(page);
  const client = await page.context().newCDPSession(page), send = (type, ...touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
  const find = async (name) => (await places(page)).find((one) => one.path === name);
  const picture = () => page.evaluate(() => {
    const canvas = document.getElementById('picture'), data = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum = (Math.imul(sum, 31) + data[i]) | 0;
    return sum;
  });
  const [x, y] = centre(await find('controls/steps')), before = await picture(), was = await hash(page);
  await send('touchStart', { x, y });
  await page.waitForTimeout(1500);
  check((await picture()) !== before && (await hash(page)) === was, 'a finger that rests shows what is there and changes nothing');
  const rests = await picture();
  await send('touchEnd');
  await still(page);
  check((await picture()) === rests, 'what it showed stays for reading');
  await send('touchStart', { x: 500, y: 400 }, { x: 600, y: 400 });
  check(await until(async () => (await picture()) === before), 'until the next fingers come');
  await send('touchEnd');
  await still(page);
  const small = (await find('transport/play')).h;
  await send('touchStart', { x: 500, y: 400 }, { x: 600, y: 400 });
  for (let i = 1; i <= 8; i++) await send('touchMove', { x: 500 - 10 * i, y: 400 }, { x: 600 + 10 * i, y: 400 });
  await send('touchEnd');
  await still(page);
  const large = (await find('transport/play')).h;
  check(large > small * 1.05, 'two fingers that spread make it larger', small + ' ' + large);
  await line(page, 'zoom reset');
  await still(page);
  const moved = async (name) => (await find(name) || { y: -1 }).y;
  const from = await moved('controls/hidden'), at = await find('controls/input_scale');
  await send('touchStart', { x: at.x + 4, y: at.y + at.h / 2 });
  for (let i = 1; i <= 10; i++) { await send('touchMove', { x: at.x + 4, y: at.y + at.h / 2 - 12 * i }); await page.waitForTimeout(20); }
  await send('touchEnd');
  await still(page);
  check((await moved('controls/hidden')) !== from && (await hash(page)) === was, 'one finger scrolls a panel and sets nothing', from + ' ' + (await moved('controls/hidden')) + ' ' + (await hash(page)));
  await page.context().close();

  const keys = await open('#cell=rnn'), seen = new Set();
  await keys.evaluate(() => { const a = document.createElement('button'); a.id = 'behind'; document.body.append(a); });
  let out = false;
  for (let i = 0; i < 150 && !out; i++) {
    const before = await textOf(keys, 'focus');
    await keys.keyboard.press('Tab');
    for (let n = 0; n < 30 && (await textOf(keys, 'focus')) === before; n++) await keys.waitForTimeout(20);
    seen.add(await textOf(keys, 'focus'));
    out = await keys.evaluate(() => document.activeElement.id !== 'picture');
  }
  check(out, 'Tab goes round once and then leaves the picture', seen.size + ' controls');
  check(seen.size > 10 && ![...seen].some((name) => /^[a-z]+\/[a-z0-9/]+$/.test(name)), 'what has the keyboard is named', [...seen].join(' | '));
  await keys.context().close();
}

(async () => {
  const { address, browser, foreign, open, stop } = await start();
  await missing(open);
  await broken(open);
  await mistakes(open);
  await damaged(open);
  await away(open, browser, address);
  await hands(open);
  check(foreign.filter((one) => !one.startsWith('file:')).length === 0, 'no request goes to another host', foreign.join(' '));
  await stop();
  process.exit(host.failed ? 1 : 0);
})().catch((error) => { console.error(String(error.stack || error).slice(0, 2000)); process.exit(1); });
