/* See run_page.h. */
#include "cli/run_page.h"
#include "platform/page.h"

static void tell_places(const App *app) {
    char text[PAGE_LINE_MAX];
    for (int i = 0; app_name_region(app, i, text, (int)sizeof text); i++)
        if (text[0]) page_tell(PAGE_PLACE, text);
}

static void keep(App *app) {
    app_save_settings(app);
    app_save_last(app);
    app_save_progress(app);
}

bool run_page_do(App *app) {
    char line[PAGE_LINE_MAX];
    Diag diag;
    DiagList wrong;
    bool any = false;
    diag_list_reset(&wrong);
    for (PageAsk ask; (ask = page_ask(line)) != PAGE_NOTHING; any = true) {
        if (ask == PAGE_LINE && !app_apply(app, line, &diag)) diag_list_push(&wrong, &diag);
        if (ask == PAGE_KEEP) keep(app);
        if (ask == PAGE_HIDDEN) app_tell_hidden(app);
        if (ask == PAGE_TELL) diag_list_fail_at(&wrong, "", 0, 0, "%s", line);
        if (ask == PAGE_PLACES) tell_places(app);
    }
    /* An address may have several wrong parts. They are told at the end, because a right part takes away the message before it. */
    for (int i = 0; i < wrong.count; i++) (i == 0 ? app_tell : app_tell_also)(app, wrong.item[i].text);
    return any;
}

void run_page_tell(App *app) {
    char text[PAGE_LINE_MAX];
    app_link(app, text, (int)sizeof text);
    page_tell(PAGE_LINK, text);
    app_describe(app, text, (int)sizeof text);
    page_tell(PAGE_DESCRIPTION, text);
    app_name_focus(app, text, (int)sizeof text);
    page_tell(PAGE_FOCUS, text);
    app_name_message(app, text, (int)sizeof text);
    page_tell(PAGE_MESSAGE, text);
}
