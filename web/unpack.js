// Unpacks a part of the page (web/unpack.c). A part is a checksum of the rest (4 bytes), the unpacked size (4 bytes) and the packed stream. It
// refuses a part that is damaged or incomplete. The page, its service worker and its tests share this file; scripts/web inserts the program.
'use strict';
const unpackPart = (() => {
  const program = Uint8Array.from(atob('PROGRAM'), (c) => c.charCodeAt(0)), HEAD = 8;
  let made = null;
  return async (buffer) => {
    made = made || WebAssembly.compile(program);
    const { memory, unpack, sum, room } = (await WebAssembly.instantiate(await made)).exports;
    const refuse = () => { throw new Error('a part of the page is not as it was packed'); };
    if (buffer.byteLength < HEAD) refuse();
    const view = new DataView(buffer), size = view.getUint32(4, true), count = buffer.byteLength - HEAD, at = room(), from = at + 4, to = from + count + 64;
    const grow = (end) => memory.grow(Math.max(0, Math.ceil((end - memory.buffer.byteLength) / 65536)));
    grow(to);
    new Uint8Array(memory.buffer).set(new Uint8Array(buffer, 4), at);
    if (sum(at, 4 + count) >>> 0 !== view.getUint32(0, true)) refuse();
    grow(to + size);
    if (!unpack(from, count, to, size)) refuse();
    return memory.buffer.slice(to, to + size);
  };
})();
if (typeof module === 'object') module.exports = unpackPart;
