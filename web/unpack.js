// Unpacks a part of the page (web/unpack.c): the size of what was packed, 4 bytes, then its stream. The page, its service worker and its tests
// share this file; scripts/web puts the program in.
'use strict';
const unpackPart = (() => {
  const program = Uint8Array.from(atob('PROGRAM'), (c) => c.charCodeAt(0));
  let made = null;
  return async (buffer) => {
    made = made || WebAssembly.compile(program);
    const { memory, unpack, room } = (await WebAssembly.instantiate(await made)).exports;
    const packed = new Uint8Array(buffer), size = new DataView(buffer).getUint32(0, true), count = packed.length - 4, from = room(), to = from + count + 64;
    memory.grow(Math.ceil((to + size) / 65536));
    new Uint8Array(memory.buffer).set(packed.subarray(4), from);
    if (!unpack(from, count, to, size)) throw new Error('a part of the page is not as it was packed');
    return memory.buffer.slice(to, to + size);
  };
})();
if (typeof module === 'object') module.exports = unpackPart;
