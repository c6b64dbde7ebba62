/* The page that the window is in (platform/page.h); on a desktop there is none. */
#ifndef UNROLL_CLI_RUN_PAGE_H
#define UNROLL_CLI_RUN_PAGE_H
#include "app/app.h"

bool run_page_do(App *app);   /* the page's requests; false: none */
void run_page_tell(App *app); /* address, description, and the control that has the keyboard */

#endif
