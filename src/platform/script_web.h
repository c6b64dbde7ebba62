/* The functions of the page's script (script_web.js, which passes everything to web/page.js); private to platform/. */
#ifndef UNROLL_PLATFORM_SCRIPT_WEB_H
#define UNROLL_PLATFORM_SCRIPT_WEB_H

void page_script_tell(int what, const char *text);
int page_script_ask(char *line, int size); /* a PageAsk */
/* The first window is the page's canvas, the next a second browser window; each reports its size before it returns. 0: none was opened. */
int page_script_open(void *window, const char *title);
void page_script_close(void *window); /* a second browser window closes */
void page_script_loop(void *loop);    /* for page_turn */
void page_script_title(void *window, const char *title);
void page_script_full_screen(int on);
void page_script_text_place(double x, double y, double w, double h); /* CSS pixels */
/* (height, stride) pixels, R G B A, at `pixels`: the rectangle goes to the window's canvas. */
void page_script_show(void *window, const unsigned char *pixels, int stride, int height, int x, int y, int w, int h);
void page_script_written(const char *path); /* a file has been written whole */
void page_script_copy(const char *text);    /* to the clipboard */
char *page_script_paste(void);              /* the text pasted last; the caller frees it; NULL when memory is out */

#endif
