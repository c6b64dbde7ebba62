// The page in Chromium: its canvas is `unroll render`'s picture, pixel by pixel, at five scenes; a lesson is played from the course page to its
// end by keys, by mouse and by touch; settings and progress outlive a reload; and no request goes anywhere but to the page's own files.
'use strict';
const fs = require('fs'), os = require('os'), path = require('path'), { execFileSync } = require('child_process');
const { check, host, start, shown, still, until, line, textOf, hash, places, centre } = require('./page.cjs');
const native = process.env.UNROLL_PROGRAM, work = fs.mkdtempSync(path.join(os.tmpdir(), 'unroll-web-'));

// Each with the hash that makes it, or lines that do, and the same for the program.
const scenes = [
  { name: 'the first setup', hash: '#seed=1', args: ['--set', 'seed=1'] },
  { name: 'LSTM, backward', hash: '#cell=lstm&hidden=8', lines: ['seek backward 5'], args: ['--set', 'cell=lstm', '--set', 'hidden=8', '--do', 'seek backward 5'] },
  { name: 'light, GRU, update', hash: '#cell=gru', lines: ['theme light', 'seek update end'], args: ['--set', 'cell=gru', '--do', 'theme light', '--do', 'seek update end'] },
  { name: 'the microscope', hash: '#steps=24', lines: ['show microscope'], args: ['--set', 'steps=24', '--do', 'show microscope'] },
  { name: 'inside a cell', hash: '#cell=lstm', lines: ['cell 5'], args: ['--set', 'cell=lstm', '--do', 'cell 5'] },
];

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
  const { foreign, open, stop } = await start();

  for (const scene of scenes) {
    const png = path.join(work, 'scene.png'), page = await open(scene.hash);
    for (const text of scene.lines || []) await line(page, text);
    execFileSync(native, ['render', '--size', '1280x800', ...scene.args, '-o', png]);
    let count = -1;
    for (let i = 0; i < 10 && count !== 0; i++) { await still(page); count = await differing(page, png); }
    check(count === 0, 'the canvas is the program’s picture: ' + scene.name + ', ' + count + ' pixels differ');
    if (count !== 0) await page.screenshot({ path: path.join(work, scene.name.replace(/\W+/g, '-') + '.png') });
    await page.context().close();
  }

  // The address: read at the start, followed, and kept up to date.
  let page = await open('#lesson=vanishing/1');
  check(/^#lesson=vanishing/.test(await hash(page)), 'the address names the lesson', await hash(page));
  await page.evaluate(() => { location.hash = '#cell=lstm&hidden=8'; });
  await until(async () => /LSTM/.test(await page.title()));
  check(/cell=lstm/.test(await hash(page)) && /LSTM/.test(await page.title()), 'a changed address is followed', (await page.title()) + ' ' + (await hash(page)));
  check((await textOf(page, 'description')).length > 20, 'a description is there for a screen reader');
  await page.context().close();

  // An address leaves of the window what a teacher wants; a phone has the lesson's text below its picture.
  page = await open('#cell=rnn&controls=radius,seed&chrome=none');
  let names = [];
  await until(async () => { // the rest of the program comes after the first picture
    names = (await places(page)).map((one) => one.path);
    return !names.some((name) => name.startsWith('top/'));
  });
  const listed = names.filter((name) => /^controls\/(radius|seed|steps|hidden|cell)$/.test(name)).sort();
  check(listed.join() === 'controls/radius,controls/seed', 'an address names the controls', listed.join());
  check(!names.some((name) => name.startsWith('top/')) && names.includes('transport/play'), 'and leaves out the bar at the top', names.join(' '));
  check(/controls=radius,seed/.test(await hash(page)) && /chrome=none/.test(await hash(page)), 'it keeps both', await hash(page));
  await page.evaluate(() => { location.hash = '#cell=rnn'; });
  await until(async () => (await places(page)).some((one) => one.path.startsWith('top/')));
  names = (await places(page)).map((one) => one.path);
  check(names.some((name) => name.startsWith('top/')) && names.includes('controls/open'), 'another address has all of it again', names.join(' '));
  await page.context().close();
  page = await open('#lesson=vanishing', { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true });
  await still(page);
  const onPhone = await places(page), find = (name) => onPhone.find((one) => one.path === name), text = find('lesson/close'), play = find('transport/play');
  check(text && play && text.y > play.y && onPhone.every((one) => one.x + one.w <= 361), 'a phone has the text below the picture', JSON.stringify([text, play]));
  await page.screenshot({ path: path.join(work, 'phone.png') });
  await page.context().close();

  // Lesson 5 from the course page to its end, by mouse, by touch and by keys. Where a thing stands the program says; what is pressed is what a
  // person presses: an answer, the field for a number, the chart to draw in, the slider of the last step, the button that leads on.
  const hands = {
    mouse: (page) => ({
      press: async (at) => page.mouse.click(...centre(at)),
      drag: async (from, to) => {
        await page.mouse.move(...from);
        await page.mouse.down();
        for (let i = 1; i <= 40; i++) await page.mouse.move(from[0] + (to[0] - from[0]) * i / 40, from[1] + (to[1] - from[1]) * i / 40);
        await page.mouse.up();
      },
    }),
    touch: (page) => ({
      press: async (at) => page.touchscreen.tap(...centre(at)),
      drag: async (from, to) => {
        const client = await page.context().newCDPSession(page), send = (type, touchPoints) => client.send('Input.dispatchTouchEvent', { type, touchPoints });
        await send('touchStart', [{ x: from[0], y: from[1] }]);
        for (let i = 1; i <= 40; i++) {
          await send('touchMove', [{ x: from[0] + (to[0] - from[0]) * i / 40, y: from[1] + (to[1] - from[1]) * i / 40 }]);
          await page.waitForTimeout(20);
        }
        await send('touchEnd', []);
        await client.detach();
      },
    }),
  };
  const inLesson = async (page) => /lesson=vanishing/.test(await hash(page));

  async function playByHand(page, hand, log) {
    const done = new Set();
    for (let i = 0; i < 90 && await inLesson(page); i++) {
      const all = await places(page), find = (path) => all.find((one) => one.path === path), step = await hash(page);
      if (find('course/page')) { log.ended = true; break; }
      log.steps.add(step);
      const once = (what) => !done.has(step + what) && done.add(step + what);
      const sketch = find('stage/sketch'), compare = all.find((one) => one.command === 'answer done'), field = find('lesson/answer/value');
      const choice = all.find((one) => /^lesson\/answer\d+$/.test(one.path) && /^answer \d+$/.test(one.command)), slider = find('controls/radius');
      if (compare && once('compare')) { await hand.press(compare); log.drawn++; }
      else if (sketch && once('sketch')) {
        await hand.drag([sketch.x + 3, sketch.y + sketch.h * 0.8], [sketch.x + sketch.w - 3, sketch.y + sketch.h * 0.2]);
      } else if (field && once('field')) {
        await hand.press(field);
        await page.keyboard.type('0.16');
        await page.keyboard.press('Enter');
        log.numbers++;
      } else if (choice && once('choice')) { await hand.press(choice); log.choices++; }
      else if (/your-turn/.test(step) && slider && once('slider')) {
        await hand.drag(centre(slider), [slider.x + slider.w * 0.95, slider.y + slider.h / 2]);
        log.tried++;
      } else {
        const next = find('lesson/next');
        if (!next) { log.stuck = step + ' ' + all.map((one) => one.path).join(' '); break; }
        await hand.press(next);
      }
      await page.waitForTimeout(450);
    }
  }

  async function playByKeys(page, log) {
    const done = new Set();
    for (let i = 0; i < 90 && await inLesson(page); i++) {
      const all = await places(page), step = await hash(page), once = (what) => !done.has(step + what) && done.add(step + what);
      if (all.some((one) => one.path === 'course/page')) { log.ended = true; break; }
      log.steps.add(step);
      if (all.some((one) => one.path === 'lesson/answer/value') && once('field')) {
        for (let n = 0; n < 60 && !/^lesson answer value/.test(await page.evaluate(() => document.getElementById('focus').textContent)); n++) {
          await page.keyboard.press('Tab');
          await page.waitForTimeout(300);
        }
        await page.keyboard.press('Enter');
        await page.keyboard.type('0.16');
        await page.keyboard.press('Enter');
        log.numbers++;
      } else if (all.some((one) => /^answer 2$/.test(one.command)) && once('choice')) { await page.keyboard.press('2'); log.choices++; }
      else await page.keyboard.press('Enter');
      await page.waitForTimeout(450);
    }
  }

  for (const kind of ['mouse', 'touch', 'keys']) {
    const page = await open('', { hasTouch: kind === 'touch' }), log = { steps: new Set(), choices: 0, numbers: 0, drawn: 0, tried: 0, stuck: '', ended: false };
    await still(page);
    if (kind === 'keys') {
      await page.keyboard.press('Escape');
      await still(page);
      await line(page, 'lesson vanishing');
    } else {
      const row = (await places(page)).find((one) => one.path === 'course/lesson5');
      if (row) await hands[kind](page).press(row);
    }
    await still(page);
    check(await inLesson(page), 'lesson 5 opens from the course page, by ' + kind, await hash(page));
    if (kind === 'keys') await playByKeys(page, log);
    else await playByHand(page, hands[kind](page), log);
    const far = log.steps.size + ' steps, ' + log.choices + ' answers chosen, ' + log.numbers + ' typed, ' + log.drawn + ' drawn, ' + log.tried + ' tried';
    const all = kind === 'keys' || (log.drawn === 1 && log.tried === 1);
    check(log.steps.size >= 9 && log.choices >= 4 && log.numbers >= 1 && all && (log.ended || !(await inLesson(page))), 'lesson 5 is played to its end by ' + kind + ': ' + far,
      log.stuck || [...log.steps].join(' '));
    await page.evaluate(() => window.unroll.keep());
    await page.reload();
    await shown(page);
    check(await page.evaluate(() => Object.keys(localStorage).some((name) => name.includes('progress'))), 'progress is kept, by ' + kind);
    await page.context().close();
  }

  // Presenting: the notes stand in a second browser window, which leads on by its own keys, and may be closed and opened again.
  page = await open('#lesson=vanishing');
  await line(page, 'present on');
  await still(page);
  const opened = page.context().waitForEvent('page', { timeout: 10000 }).catch(() => null);
  await page.keyboard.press('n');
  const notes = await opened;
  check(notes !== null, 'N opens a second browser window while presenting', await textOf(page, 'message'));
  if (notes) {
    const shades = () => notes.evaluate(() => {
      const board = document.querySelector('canvas');
      if (!board || !board.width) return 0;
      return new Set(new Uint32Array(board.getContext('2d').getImageData(0, 0, board.width, board.height).data.buffer)).size;
    });
    check(await until(async () => (await shades()) > 50), 'a picture is in it', String(await shades()));
    await notes.screenshot({ path: path.join(work, 'notes.png') });
    const before = await hash(page);
    for (let i = 0; i < 8 && (await hash(page)) === before; i++) { // from stop to stop to the next step
      await notes.keyboard.press('PageDown');
      await still(page);
    }
    check((await hash(page)) !== before, 'and its keys lead on', before + ' ' + (await hash(page)));
    await notes.close();
    await still(page);
    const anew = page.context().waitForEvent('page', { timeout: 10000 }).catch(() => null);
    await page.bringToFront();
    await page.keyboard.press('n');
    check((await anew) !== null, 'closed, it opens again', await textOf(page, 'message'));
  }
  await page.screenshot({ path: path.join(work, 'presented.png') });
  await page.context().close();

  check(foreign.length === 0, 'no request goes to another host', foreign.join(' '));
  await stop();
  if (host.failed || process.env.UNROLL_KEEP) console.log('what was seen: ' + work);
  process.exit(host.failed ? 1 : 0);
})().catch((error) => { console.error(error); process.exit(1); });
