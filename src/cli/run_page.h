/* What the loop of `unroll run` does differently in a page (platform/page.h). There the browser paces the turns, and nothing may wait; the
   page has requests, and it is told the address, a description, and the control that has the keyboard. On a desktop there is no page: the
   loop sleeps until the next frame is due. */
#ifndef UNROLL_CLI_RUN_PAGE_H
#define UNROLL_CLI_RUN_PAGE_H
#include "app/app.h"
#include "cli/frame_pace.h"
#include "platform/window.h"

typedef struct RunPage {
    FramePace pace;
    double told_s; /* time of the last message to the page */
} RunPage;

void run_page_init(RunPage *page);

/* Around a turn. Begin gives the worker its share of the turn and does what the page asks for; it returns true if its change must be
   shown. */
bool run_page_begin(RunPage *page, App *app, World *world);
void run_page_end(RunPage *page, const World *world);

/* Appends the turn's input of the app's windows to input[], one for each surface. On a desktop it first sleeps until due_s, gathering input,
   and until there is input if nothing moves. */
void run_page_gather(const App *app, const World *world, Window *const window[], Input input[], double due_s, bool moving);

#endif
