// The page around the program: it loads the parts (the first picture's, then the rest), hands events to the program's window
// (src/platform/window_web.c), shows its pictures on the canvas, keeps settings and progress in the browser's storage, and follows the address.
'use strict';
(() => {
  const canvas = document.getElementById('picture'), words = document.getElementById('words'), bar = document.getElementById('bar');
  const context = canvas.getContext('2d', { alpha: false });
  const HOME = '/home/web_user', KEPT = [HOME + '/.config/unroll/', HOME + '/.local/state/unroll/'];
  const POINTER = 0, PRESS = 1, RELEASE = 2, WHEEL = 3, KEY = 4, TEXT = 5, COMPOSE = 6, CTRL = 8, LEAVE = 9, CLOSE = 11; // gui/input.h
  const LINE = 0, KEEP = 1, HIDDEN = 2, TELL = 3, PLACES = 4, NOTHING = 5; // platform/page.h
  const DROP_MAX = 64 << 20, LEAST_W = 800, TALL_W = 480, TALL_FROM = 1.25, LEAST_H = 500; // gui/theme.h, view/screen.c
  let program = null, handle = 0, loop = 0, points = 1, asked = [], pasted = '', link = null, given = {};
  // Where a window of the program is shown: the page's own canvas, and that of a second browser window while there is one.
  const own = { context, image: null, buffer: null };
  let second = null;

  const say = (text) => { words.textContent = text; bar.style.width = '0'; };
  const fail = (text) => { say(text); canvas.style.display = 'none'; throw new Error(text); };

  // ---- Storage: there may be none (private windows, an iframe without permission)
  const storage = (() => {
    try {
      localStorage.setItem('unroll', '1');
      return localStorage;
    } catch (error) { return null; }
  })();
  const key = (path) => 'unroll:' + path.slice(HOME.length + 1);

  // Until the program is there the page speaks for itself, in the language that was chosen here, else in the browser's.
  const isGerman = (() => {
    let text = '';
    try { text = atob(storage.getItem(key(KEPT[0] + 'settings'))); } catch (error) { /* none yet */ }
    const chosen = /^language (\S+)/m.exec(text);
    return /^de\b/i.test(chosen ? chosen[1] : navigator.language);
  })();
  const tongue = (english, german) => (isGerman ? german : english);
  const LOADING = words.textContent = tongue(words.textContent, 'Unroll wird geladen.');
  const tellMissing = (name) => fail(tongue('A part of Unroll (' + name + ') could not be loaded. Check the connection, and load the page again.',
    'Ein Teil von Unroll (' + name + ') konnte nicht geladen werden. Prüfe die Verbindung und lade die Seite neu.'));

  function loadKept() {
    for (const folder of KEPT) program.FS.mkdirTree(folder);
    for (let i = 0; storage && i < storage.length; i++) {
      const name = storage.key(i);
      if (!name.startsWith('unroll:')) continue;
      const text = storage.getItem(name);
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      program.FS.writeFile(HOME + '/' + name.slice(7), bytes);
    }
  }

  // What the browser says about colours and motion goes first; what the person chose here comes before it.
  function addPreferences() {
    const path = KEPT[0] + 'settings';
    let text = '';
    try { text = program.FS.readFile(path, { encoding: 'utf8' }); } catch (error) { /* none yet */ }
    const wish = { theme: matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark',
                   motion: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'reduced' : 'full' };
    for (const name of Object.keys(wish)) {
      if (new RegExp('^' + name + ' ', 'm').test(text)) continue;
      text += name + ' ' + wish[name] + '\n';
      given[name] = wish[name];
    }
    program.FS.writeFile(path, text);
  }

  function keep(path, bytes) {
    if (!storage) return;
    if (path.endsWith('/settings')) {
      let text = new TextDecoder().decode(bytes);
      for (const name of Object.keys(given)) text = text.replace(new RegExp('^' + name + ' ' + given[name] + '\n', 'm'), '');
      bytes = new TextEncoder().encode(text);
    }
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    try { storage.setItem(key(path), btoa(binary)); } catch (error) { /* full: the program goes on without */ }
  }

  // ---- The address: "#lesson=vanishing/draw-it", "#cell=lstm&hidden=8", and what only the page heeds
  function readAddress() {
    const found = { lesson: null, sets: [], page: {} };
    for (const part of location.hash.slice(1).split('&')) {
      if (!part) continue;
      const at = part.indexOf('='), name = decode(at < 0 ? part : part.slice(0, at)), value = at < 0 ? '' : decode(part.slice(at + 1));
      if (name === 'lesson') found.lesson = value;
      else if (name === 'controls' || name === 'chrome') found.page[name] = value;
      else found.sets.push([name, value]);
    }
    return found;
  }
  function decode(text) { try { return decodeURIComponent(text.replace(/\+/g, ' ')); } catch (error) { return text; } }
  const quote = (text) => text.replace(/[\r\n]/g, ' ');

  // A lesson of one's own lies beside the page: its file is fetched into the program's files first, with what it includes and the pictures
  // that they name. What of these is missing the lesson says at its place.
  const ownFiles = new Set(); // those that came
  async function fetchFile(name) {
    if (name.includes('..') || name.includes(':')) return null;
    let answer = null;
    try { answer = await fetch(name, { cache: 'no-cache' }); } catch (error) { /* told by who needs it */ }
    if (!answer || !answer.ok) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer()), path = '/' + name;
    program.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')) || '/');
    program.FS.writeFile(path, bytes);
    ownFiles.add(name);
    return new TextDecoder().decode(bytes);
  }
  async function fetchLesson(lesson) {
    const file = lesson.replace(/^\/+/, '').replace(/(\.md)[/#?].*$/, '$1');
    if (!file.endsWith('.md') || file.includes('..') || file.includes(':') || file.startsWith('dropped/')) return true;
    const text = await fetchFile(file), folder = file.slice(0, file.lastIndexOf('/') + 1);
    if (text === null) return false;
    const texts = [text];
    for (const match of text.matchAll(/\{\{\s*include\s+([^\s}]+)\s*\}\}/g)) texts.push((await fetchFile(folder + match[1])) || '');
    for (const match of texts.join('\n').matchAll(/!\[[^\]]*\]\(([^)\s]+\.png)\)/g)) await fetchFile(folder + match[1]);
    return true;
  }
  const lessonWord = (lesson) => (lesson.includes('.md') ? '/' + lesson.replace(/^\/+/, '') : lesson);

  async function followAddress() {
    const now = location.hash.slice(1);
    if (now === link) return;
    link = now;
    const address = readAddress();
    if (address.lesson !== null) {
      if (!(await fetchLesson(address.lesson))) ask(TELL, 'There is no lesson ' + quote(address.lesson) + ' beside this page.');
      else ask(LINE, 'lesson ' + quote(lessonWord(address.lesson)));
    } else if (address.sets.length) {
      ask(LINE, 'lesson close');
      ask(LINE, 'show stage');
      ask(LINE, 'reset');
      for (const [name, value] of address.sets) ask(LINE, 'set ' + quote(name) + ' ' + quote(value));
    } else {
      ask(LINE, 'show course');
    }
    followLimits(address.page);
  }
  // What a teacher leaves of the window: only these controls, no bar at the top.
  let limited = {};
  function followLimits(wanted) {
    if (wanted.chrome !== limited.chrome) ask(LINE, 'chrome ' + (wanted.chrome === undefined ? 'full' : quote(wanted.chrome)));
    if (wanted.controls !== limited.controls) ask(LINE, 'limit ' + (wanted.controls === undefined ? 'all' : quote(wanted.controls)));
    limited = wanted;
  }
  const ask = (kind, line) => { if (asked.length < 64) asked.push({ kind, line: line || '' }); };

  // ---- What the program calls (src/platform/script_web.js)
  const page = {
    open(window, title) {
      if (handle) return openSecond(window, title);
      handle = window;
      document.title = title;
      resize();
      return true;
    },
    close(window) {
      const closing = second;
      if (!closing || closing.window !== window) return;
      second = null;
      closing.screen.close();
    },
    loop(at) { loop = at; },
    title(window, title) { (second && second.window === window ? second.screen.document : document).title = title; },
    ask() {
      if (asked.length) return asked.shift();
      if (told) { told(places); told = null; }
      return { kind: NOTHING };
    },
    tell(what, text) {
      if (what === 0) {
        const page = readAddress().page;
        for (const name of Object.keys(page)) text += (text ? '&' : '') + name + '=' + page[name];
        text = text.replace(/ /g, '+');
        if (text === link) return;
        link = text;
        history.replaceState(null, '', text ? '#' + text : location.pathname + location.search);
      } else if (what === 3) {
        const [path, x, y, w, h, ...command] = text.split(' ');
        places.push({ path, x: +x * points, y: +y * points, w: +w * points, h: +h * points, command: command.join(' ') });
      } else {
        const place = document.getElementById(what === 1 ? 'description' : what === 2 ? 'focus' : 'message');
        if (place.textContent !== text) place.textContent = text;
        if (what === 2) { focusPath = text; focusAsked = false; }
      }
    },
    fullScreen(on) {
      if (on && document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
      else if (!on && document.fullscreenElement) document.exitFullscreen().catch(() => {});
    },
    textPlace() {},
    show(window, buffer, at, stride, height, x, y, w, h) {
      const view = second && second.window === window ? second : own;
      if (!view.image || view.buffer !== buffer || view.image.at !== at || view.image.width !== stride / 4 || view.image.height !== height) {
        view.image = new ImageData(new Uint8ClampedArray(buffer, at, stride * height), stride / 4, height);
        view.image.at = at;
        view.buffer = buffer;
      }
      view.context.putImageData(view.image, 0, 0, x, y, w, h);
      if (!shown) { shown = true; say(''); performance.mark('unroll-first-picture'); }
      if (!whole && !completing) complete();
    },
    written(path) {
      const bytes = program.FS.readFile(path);
      if (KEPT.some((folder) => path.startsWith(folder))) return keep(path, bytes);
      const a = document.createElement('a');
      a.href = URL.createObjectURL(new Blob([bytes]));
      a.download = path.slice(path.lastIndexOf('/') + 1);
      a.click();
      setTimeout(() => URL.revokeObjectURL(a.href), 60000);
    },
    copy(text) { if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => {}); pasted = text; },
    paste() { return pasted; },
  };
  // Where what can be pressed stands, in CSS pixels: the tests of the page press there.
  let places = [], told = null;
  const findPlaces = () => new Promise((done) => { places = []; told = done; ask(PLACES); });
  let shown = false, focusPath = '', firstFocus = null;

  const eventOf = (window, kind, x, y, clicks, shift, text) => {
    if (window) program.ccall('page_event', null, ['number', 'number', 'number', 'number', 'number', 'number', 'string'],
      [window, kind, x, y, clicks || 0, shift ? 1 : 0, text || '']);
  };
  const event = (...given) => eventOf(handle, ...given);

  function resize() {
    const w = innerWidth, h = innerHeight, dpr = devicePixelRatio || 1;
    const small = Math.min(1, w / (h >= TALL_FROM * w ? TALL_W : LEAST_W), h / LEAST_H); // a phone shows the least window, smaller
    canvas.width = Math.max(1, Math.round(w * dpr));
    canvas.height = Math.max(1, Math.round(h * dpr));
    points = small;
    own.image = null;
    if (handle) program.ccall('page_resize', null, ['number', 'number', 'number', 'number'], [handle, canvas.width, canvas.height, dpr * small]);
  }

  // ---- Mouse and pen
  const at = (e) => [e.offsetX / points, e.offsetY / points];
  let clicks = 0, clickAt = 0, clickX = 0, clickY = 0;
  function count(e) {
    const near = Math.hypot(e.clientX - clickX, e.clientY - clickY) < 5;
    clicks = near && e.timeStamp - clickAt < 400 ? clicks + 1 : 1;
    [clickAt, clickX, clickY] = [e.timeStamp, e.clientX, e.clientY];
    return clicks;
  }
  canvas.addEventListener('pointermove', (e) => {
    if (e.pointerType === 'touch') return touchMove(e);
    event(POINTER, ...at(e));
  });
  canvas.addEventListener('pointerdown', (e) => {
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(e.pointerId);
    if (e.pointerType === 'touch') return touchDown(e);
    if (e.button === 0) event(PRESS, ...at(e), count(e), e.shiftKey);
  });
  const up = (e) => {
    if (e.pointerType === 'touch') return touchUp(e);
    if (e.button === 0) event(RELEASE, ...at(e));
  };
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('pointerleave', (e) => { if (e.pointerType !== 'touch') event(LEAVE); });
  canvas.addEventListener('wheel', (e) => {
    if (e.ctrlKey) { e.preventDefault(); ask(LINE, e.deltaY < 0 ? 'zoom in' : 'zoom out'); return; }
    const unit = e.deltaMode === 1 ? 3 : e.deltaMode === 2 ? 0.3 : 100;
    e.preventDefault();
    event(WHEEL, -e.deltaX / unit, -e.deltaY / unit);
  }, { passive: false });
  canvas.addEventListener('contextmenu', (e) => e.preventDefault());

  // ---- Touch: a tap clicks; a finger that rests is a pointer without a button; one that moves down or up scrolls, along a row drags; two zoom
  const fingers = new Map();
  let touch = null, spread = 0;
  const SLOP = 8, LONG_MS = 450, SCROLL_LINE = 48; // of a notch (app/app_inside.h): what a finger is on goes with it
  let rested = false; // the last finger: what it showed stays for reading until another comes
  function touchDown(e) {
    fingers.set(e.pointerId, [e.clientX, e.clientY]);
    if (rested || (touch && touch.kind === 'hover')) event(LEAVE);
    rested = false;
    if (fingers.size === 2) {
      if (touch && touch.kind === 'drag') event(RELEASE, ...touch.last);
      if (touch) clearTimeout(touch.timer);
      touch = null;
      spread = distance();
      return;
    }
    if (fingers.size > 2) return;
    const place = at(e);
    touch = { kind: 'new', start: place, last: place, x: e.clientX, y: e.clientY, clicks: count(e) };
    touch.timer = setTimeout(() => { if (touch && touch.kind === 'new') { touch.kind = 'hover'; event(POINTER, ...touch.start); } }, LONG_MS);
  }
  const distance = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a[0] - b[0], a[1] - b[1]); };
  function touchMove(e) {
    if (!fingers.has(e.pointerId)) return;
    fingers.set(e.pointerId, [e.clientX, e.clientY]);
    if (fingers.size === 2) {
      const now = distance();
      if (now > 1.15 * spread) { ask(LINE, 'zoom in'); spread = now; }
      if (now < spread / 1.15) { ask(LINE, 'zoom out'); spread = now; }
      return;
    }
    if (!touch) return;
    const dx = e.clientX - touch.x, dy = e.clientY - touch.y, place = at(e);
    if (touch.kind === 'new' && Math.hypot(dx, dy) > SLOP) {
      clearTimeout(touch.timer);
      touch.kind = Math.abs(dy) > Math.abs(dx) ? 'scroll' : 'drag';
      event(POINTER, ...touch.start);
      if (touch.kind === 'drag') event(PRESS, ...touch.start, 1, false);
    }
    if (touch.kind === 'hover' || touch.kind === 'drag') event(POINTER, ...place);
    if (touch.kind === 'scroll') event(WHEEL, 0, (place[1] - touch.last[1]) / SCROLL_LINE, 1);
    touch.last = place;
  }
  function touchUp(e) {
    if (!fingers.delete(e.pointerId) || !touch) return;
    clearTimeout(touch.timer);
    if (touch.kind === 'new') { event(POINTER, ...touch.start); event(PRESS, ...touch.start, touch.clicks, false); event(RELEASE, ...touch.start); }
    if (touch.kind === 'drag') event(RELEASE, ...touch.last);
    rested = touch.kind === 'hover';
    if (!rested) event(LEAVE);
    touch = null;
  }

  // ---- Keys. The browser's own stay its own: what reloads, opens tools, or closes the page.
  const NAMED = { ' ': 'Space', Enter: 'Return', Escape: 'Escape', Tab: 'Tab', Backspace: 'Backspace', Delete: 'Delete', Insert: 'Insert',
    ArrowLeft: 'Left', ArrowRight: 'Right', ArrowUp: 'Up', ArrowDown: 'Down', Home: 'Home', End: 'End', PageUp: 'PageUp', PageDown: 'PageDown' };
  const OURS_WITH_CTRL = new Set(['Z', 'Y', 'A', 'C', 'X', 'F', 'T', 'Insert', 'Plus', 'Minus', '0', ',', 'Home', 'End', 'Left', 'Right']);
  const sign = (c) => (c === '+' ? 'Plus' : c === '-' ? 'Minus' : c);
  function keyName(e) {
    const ctrl = e.ctrlKey && !e.getModifierState('AltGraph'), alt = e.altKey && !e.getModifierState('AltGraph');
    let base = NAMED[e.key] || (/^F([1-9]|1[0-2])$/.test(e.key) ? e.key : ''), shift = e.shiftKey;
    if (!base && /^[a-zA-Z]$/.test(e.key)) base = e.key.toUpperCase();
    else if (!base && /^Key[A-Z]$/.test(e.code) && e.key.length === 1 && e.key.charCodeAt(0) > 127) base = e.code[3];
    if (!base && (ctrl || alt) && e.key.length === 1) { base = e.key === '=' ? 'Plus' : sign(e.key); shift = false; }
    return base ? { base, name: (ctrl ? 'Ctrl+' : '') + (alt ? 'Alt+' : '') + (shift ? 'Shift+' : '') + base, ctrl, alt } : null;
  }
  const isBrowsers = (made) => made && (made.base === 'F5' || made.base === 'F12'
    || (made.ctrl && (made.base === 'V' || !OURS_WITH_CTRL.has(made.base)))); // Ctrl+V comes as a paste
  canvas.addEventListener('keydown', (e) => {
    if (e.isComposing || e.metaKey) return;
    if (e.key === 'Control' && !e.repeat) event(CTRL, 0, 0, 1);
    const made = keyName(e);
    if (isBrowsers(made)) return;
    if (made && made.name === 'Shift+Insert') return;
    if (made && (made.name === 'Tab' || made.name === 'Shift+Tab')) {
      // Once round: out of the canvas. Where the keys are quicker than the pictures, what has the focus is not known yet.
      if (!focusAsked && firstFocus && focusPath === firstFocus && stepped) {
        firstFocus = null;
        stepped = false;
        event(KEY, 0, 0, 0, false, 'Escape');
        return;
      }
      if (!focusAsked) { if (!firstFocus) firstFocus = focusPath; else stepped = true; }
      focusAsked = true;
    } else { firstFocus = null; stepped = false; }
    sendKey(e, made, event);
  });
  function sendKey(e, made, send) {
    if (made) send(KEY, 0, 0, 0, false, made.name);
    const types = e.key.length === 1 || (e.key.length === 2 && e.key.charCodeAt(0) > 0xD7FF);
    if (types && !(made && (made.ctrl || made.alt))) {
      const c = e.key.charCodeAt(0), letter = /^[a-zA-Z]$/.test(e.key);
      if (c > 32 && c < 127 && !letter) send(KEY, 0, 0, 0, false, sign(e.key));
      send(TEXT, 0, 0, 0, false, e.key);
    }
    if (made || types) e.preventDefault();
  }
  let stepped = false, focusAsked = false; // focusAsked: since the last Tab no picture has come
  canvas.addEventListener('keyup', (e) => { if (e.key === 'Control') event(CTRL, 0, 0, 0); });
  canvas.addEventListener('blur', () => event(CTRL, 0, 0, 0));
  document.addEventListener('paste', (e) => {
    pasted = e.clipboardData.getData('text/plain');
    event(KEY, 0, 0, 0, false, 'Ctrl+V');
    e.preventDefault();
  });

  // ---- A second browser window, as for the lecturer's notes: mouse, fingers as a mouse, and keys. The page's own frames draw it.
  function openSecond(window, title) {
    const screen = second ? null : globalThis.open('', 'unroll-second', 'popup,width=1000,height=720');
    if (!screen) return false;
    const there = screen.document, board = there.createElement('canvas'), send = (...given) => { if (second) eventOf(second.window, ...given); };
    there.documentElement.lang = 'en';
    there.title = title;
    there.body.replaceChildren(board);
    there.body.style.cssText = 'margin: 0; height: 100vh; overflow: hidden; background: #0c0f14';
    board.style.cssText = 'display: block; width: 100%; height: 100%; outline: none; touch-action: none';
    board.tabIndex = 0;
    board.setAttribute('role', 'application');
    board.setAttribute('aria-label', title);
    second = { window, screen, context: board.getContext('2d', { alpha: false }), image: null, buffer: null };
    let scale = 1;
    const measure = () => {
      const w = Math.max(1, screen.innerWidth), h = Math.max(1, screen.innerHeight), dpr = screen.devicePixelRatio || 1;
      scale = Math.min(1, w / LEAST_W, h / LEAST_H);
      board.width = Math.round(w * dpr);
      board.height = Math.round(h * dpr);
      if (!second) return;
      second.image = null;
      program.ccall('page_resize', null, ['number', 'number', 'number', 'number'], [second.window, board.width, board.height, dpr * scale]);
    };
    const place = (e) => [e.offsetX / scale, e.offsetY / scale];
    board.addEventListener('pointermove', (e) => send(POINTER, ...place(e)));
    board.addEventListener('pointerdown', (e) => {
      board.focus({ preventScroll: true });
      board.setPointerCapture(e.pointerId);
      send(POINTER, ...place(e));
      if (e.button === 0) send(PRESS, ...place(e), count(e), e.shiftKey);
    });
    for (const name of ['pointerup', 'pointercancel']) board.addEventListener(name, (e) => { if (e.button <= 0) send(RELEASE, ...place(e)); });
    board.addEventListener('pointerleave', () => send(LEAVE));
    board.addEventListener('contextmenu', (e) => e.preventDefault());
    board.addEventListener('wheel', (e) => {
      const unit = e.deltaMode === 1 ? 3 : e.deltaMode === 2 ? 0.3 : 100;
      e.preventDefault();
      send(WHEEL, -e.deltaX / unit, -e.deltaY / unit);
    }, { passive: false });
    screen.addEventListener('keydown', (e) => {
      const made = keyName(e);
      if (!e.isComposing && !e.metaKey && !isBrowsers(made)) sendKey(e, made, send);
    });
    screen.addEventListener('resize', measure);
    screen.addEventListener('pagehide', () => send(CLOSE));
    measure();
    board.focus();
    return true;
  }

  // ---- Files: dropped, or chosen
  async function take(file) {
    if (file.size > DROP_MAX) return ask(TELL, file.name + ' is larger than 64 MB, the most that is read.');
    while (!whole) await new Promise((done) => setTimeout(done, 50)); // dropped before all of the program was there
    const path = '/dropped/' + file.name.replace(/[/\\]/g, '_');
    program.FS.mkdirTree('/dropped');
    program.FS.writeFile(path, new Uint8Array(await file.arrayBuffer()));
    program.ccall('page_drop', null, ['number', 'string'], [handle, path]);
  }
  addEventListener('dragover', (e) => e.preventDefault());
  addEventListener('drop', (e) => {
    e.preventDefault();
    if (handle && e.dataTransfer.files.length) take(e.dataTransfer.files[0]);
  });
  const chooser = document.getElementById('file');
  chooser.addEventListener('change', () => { if (chooser.files.length) take(chooser.files[0]); chooser.value = ''; });
  canvas.addEventListener('keydown', (e) => { if (e.ctrlKey && e.key === 'o') { e.preventDefault(); chooser.click(); } });

  // ---- The page's life
  let wasHidden = false;
  const hold = () => { if (loop) program.ccall('page_hide', null, ['number'], [wasHidden || !whole ? 1 : 0]); };
  document.addEventListener('visibilitychange', () => {
    if (!loop || document.hidden === wasHidden) return;
    wasHidden = document.hidden;
    if (wasHidden) saveNow(); else ask(HIDDEN);
    hold();
  });
  addEventListener('pagehide', () => { saveNow(); if (second) second.screen.close(); });
  function saveNow() { // frames stop in a page that nobody sees: this turn is outside of them
    if (!loop || !whole) return;
    ask(KEEP);
    program.ccall('page_turn', null, ['number'], [loop]);
  }
  addEventListener('resize', () => handle && resize());
  addEventListener('hashchange', followAddress);

  // ---- Loading
  const WASM_SIMD = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);

  async function load(name, before, all) {
    let answer = null;
    try { answer = await fetch(name); } catch (error) { /* told below */ }
    if (!answer || !answer.ok) tellMissing(name);
    const reader = answer.body.getReader(), parts = [];
    let got = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        got += value.length;
        bar.style.width = Math.min(100, 100 * (before + got) / all) + '%';
      }
    } catch (error) {
      fail(tongue('The connection was lost while Unroll was loading. Load the page again; what has arrived is not lost.',
        'Die Verbindung brach ab, während Unroll geladen wurde. Lade die Seite neu; was schon da ist, geht nicht verloren.'));
    }
    return unpacked(answer, await new Blob(parts).arrayBuffer()).catch(() => fail(tongue('A part of Unroll (' + name + ') came damaged: it is not what was '
      + 'packed. Load the page again. If that does not help, the file on the host is damaged, and who keeps the page should copy it there anew.'
      + (handle ? ' Nothing was lost: settings and progress are kept.' : ''),
      'Ein Teil von Unroll (' + name + ') kam beschädigt an: Er ist nicht, was gepackt wurde. Lade die Seite neu. Hilft das nicht, so ist die Datei auf dem '
      + 'Server beschädigt, und wer die Seite betreut, sollte sie neu dorthin kopieren.'
      + (handle ? ' Nichts ging verloren: Einstellungen und Fortschritt sind gespeichert.' : ''))));
  }
  const unpacked = async (answer, data) => (answer.headers.get('x-unroll') === 'unpacked' ? data : unpackPart(data)); // as web/sw.js keeps it

  function unpack(buffer) {
    const view = new DataView(buffer), count = view.getUint32(0, true);
    const list = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, count)));
    let at = 4 + count;
    for (const [path, size] of list) {
      program.FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
      program.FS.writeFile(path, new Uint8Array(buffer, at, size));
      at += size;
    }
  }

  // The program comes in two parts (web/split.cjs): what the first picture needs, and the rest. What the first part calls of the rest before that
  // is there ends this start, and the page starts again with both.
  const sizes = SIZES;
  let first = null, rest = null, exported = null, whole = false, completing = false, missed = false, again = null, starts = 0;
  let restComes = null, others = null;

  async function create() {
    const missing = () => {
      missed = true;
      if (again) again().catch(tellFailed);
      throw new Error('Unroll starts again with all of its parts.');
    };
    [whole, completing, missed] = [rest !== null, false, false];
    starts++;
    program = await createUnroll({
      page, noInitialRun: true, print: (text) => console.log(text), printErr: (text) => console.warn(text),
      instantiateWasm(given, receive) {
        WebAssembly.instantiate(first, { ...given, rest: new Proxy({}, { get: () => missing }) }).then(async (made) => {
          exported = made.exports;
          if (rest) await WebAssembly.instantiate(rest, { first: exported });
          receive(made, first);
        });
        return {};
      },
    });
  }
  async function loadRest() {
    restComes = restComes || load('unroll.rest', 0, sizes['unroll.rest']).then(WebAssembly.compile);
    rest = await restComes;
    bar.style.width = '0';
  }

  async function complete() { // the first picture is there; nothing moves until the rest is
    completing = true;
    hold();
    try {
      await loadRest();
      if (missed) return;
      await WebAssembly.instantiate(rest, { first: exported });
      whole = true;
      hold();
      if (!others) loadOthers();
    } catch (error) { tellFailed(error); }
  }

  const loadOthers = () => (others = fetch('unroll.later')
    .then(async (answer) => unpack(await unpacked(answer, answer.ok ? await answer.arrayBuffer() : null)))
    .catch(() => ask(TELL, 'Other languages than English could not be loaded. Load the page again to try once more.')));

  async function open(files) {
    await create();
    unpack(files);
    loadKept();
    addPreferences();
    if (/^language (?!en\s)/m.test(program.FS.readFile(KEPT[0] + 'settings', { encoding: 'utf8' }))) await loadOthers(); // only who reads one waits
    const address = readAddress(), args = ['run'];
    link = location.hash.slice(1);
    followLimits(address.page);
    if (address.lesson !== null) {
      if (await fetchLesson(address.lesson)) {
        const word = lessonWord(address.lesson), cut = word.includes('#') || word.endsWith('.md') ? word : word.replace(/\/([^/]*)$/, '#$1');
        args.push(cut);
      } else ask(TELL, 'There is no lesson ' + quote(address.lesson) + ' beside this page. The course has others.');
    }
    for (const [name, value] of address.sets) args.push('--set', name + '=' + value);
    window.unroll = { program, page, args, starts, line: (text) => ask(LINE, text), keep: saveNow, places: findPlaces };
    run(args);
    if (missed) return;
    if (!handle && args.length > 1) { // the address names what is not there: the course opens, and the message says what is wrong
      run(['run']);
      if (address.lesson !== null) ask(LINE, 'lesson ' + quote(lessonWord(address.lesson)));
      for (const [name, value] of address.sets) ask(LINE, 'set ' + quote(name) + ' ' + quote(value));
    }
    if (completing) hold(); // the first picture comes before there is a loop
  }

  async function start() {
    if (location.protocol === 'file:') {
      fail(tongue('This page was opened as a file, and browsers do not let such a page load its parts.\nServe the folder instead: in it run',
        'Diese Seite wurde als Datei geöffnet, und dann lassen Browser sie ihre Teile nicht laden.\nStarte stattdessen in ihrem Ordner')
        + '\npython3 -m http.server 8000\n' + tongue('and open', 'und öffne') + ' http://127.0.0.1:8000/');
    }
    if (typeof WebAssembly !== 'object' || !WebAssembly.validate(WASM_SIMD)) {
      fail(tongue('This browser is too old for Unroll: it has no WebAssembly with SIMD. Chrome and Edge have it from version 91, Firefox from 89, '
        + 'Safari from 16.4. The program for Linux and Windows works without a browser.',
      'Dieser Browser ist zu alt für Unroll: Ihm fehlt WebAssembly mit SIMD. Chrome und Edge haben es ab Version 91, Firefox ab 89, Safari ab 16.4. '
        + 'Das Programm für Linux und Windows läuft ohne Browser.'));
    }
    const all = sizes['unroll.first'] + sizes['unroll.files'], script = Object.assign(document.createElement('script'), { src: 'unroll.js' });
    const ready = new Promise((done, wrong) => { script.onload = done; script.onerror = wrong; document.head.appendChild(script); });
    const [wasm, files] = await Promise.all([load('unroll.first', 0, all).then(WebAssembly.compile), load('unroll.files', sizes['unroll.first'], all),
      ready.catch(() => tellMissing('unroll.js'))]);
    first = wasm;
    await open(files);
    again = async () => { // a start that needs of the rest what no start was expected to need: with all of it, from the beginning
      again = null;
      if (second) page.close(second.window);
      [handle, loop, limited] = [0, 0, {}]; // what was asked meanwhile is still to be done
      await loadRest();
      await open(files);
    };
    if (missed) await again();
    if (!handle) fail(tongue('Unroll could not start here. The browser’s console says why.', 'Unroll konnte hier nicht starten. Die Konsole des Browsers sagt, warum.'));
    if (!storage) ask(TELL, 'This browser keeps nothing for this page: settings and progress last until it is closed.');
    canvas.focus({ preventScroll: true });
    const alone = () => { // said once
      if (!storage || storage.getItem('unroll-no-worker')) return;
      storage.setItem('unroll-no-worker', '1');
      ask(TELL, 'All of Unroll works here, but this browser does not keep the page for times without a network.');
    };
    const keepOwn = () => ownFiles.forEach((name) => fetch(name, { cache: 'no-cache' }).catch(() => {})); // they came before who keeps them
    const watch = ({ installing }) => { // its first change: the files are kept, or they could not be, and it is given up
      if (!installing) return;
      installing.addEventListener('statechange', () => { if (installing.state === 'redundant') alone(); }, { once: true });
      installing.addEventListener('statechange', () => { if (installing.state === 'activated') keepOwn(); });
    };
    if ('serviceWorker' in navigator && isSecureContext) navigator.serviceWorker.register('sw.js').then(watch).catch(alone);
    else alone();
  }

  function run(args) {
    try { program.callMain(args); } catch (error) { if (!missed && error !== 'unwind' && !(error && error.name === 'ExitStatus')) throw error; }
  }

  const tellFailed = (error) => { console.error(error); if (!words.textContent || words.textContent === LOADING) say(tongue('Unroll could not start: ', 'Unroll konnte nicht starten: ') + error.message); };
  start().catch(tellFailed);
})();
