// The functions of script_web.h: each hands its arguments to the page's script, Module.page (web/page.js). Under Node there is no page.
mergeInto(LibraryManager.library, {
  page_script_tell: function (what, text) { if (Module.page) Module.page.tell(what, UTF8ToString(text)); },
  page_script_ask: function (line, size) {
    var ask = Module.page ? Module.page.ask() : { kind: 5 };
    stringToUTF8(ask.line || '', line, size);
    return ask.kind;
  },
  page_script_open: function (window, title) { return Module.page && Module.page.open(window, UTF8ToString(title)) ? 1 : 0; },
  page_script_close: function (window) { if (Module.page) Module.page.close(window); },
  page_script_loop: function (loop) { if (Module.page) Module.page.loop(loop); },
  page_script_title: function (window, title) { if (Module.page) Module.page.title(window, UTF8ToString(title)); },
  page_script_full_screen: function (on) { if (Module.page) Module.page.fullScreen(!!on); },
  page_script_text_place: function (x, y, w, h) { if (Module.page) Module.page.textPlace(x, y, w, h); },
  page_script_show: function (window, pixels, stride, height, x, y, w, h) {
    if (Module.page) Module.page.show(window, HEAPU8.buffer, pixels, stride, height, x, y, w, h);
  },
  page_script_written: function (path) { if (Module.page) Module.page.written(UTF8ToString(path)); },
  page_script_copy: function (text) { if (Module.page) Module.page.copy(UTF8ToString(text)); },
  page_script_paste__deps: ['malloc'],
  page_script_paste: function () {
    var text = Module.page ? Module.page.paste() : '', size = lengthBytesUTF8(text) + 1, at = _malloc(size);
    if (at) stringToUTF8(text, at, size);
    return at;
  },
});
