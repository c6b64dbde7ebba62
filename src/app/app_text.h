/* Typing into a field: its text, its selection, the clipboard and the input method. app_edit.c ends an edit and sets what was typed. */
#ifndef UNROLL_APP_APP_TEXT_H
#define UNROLL_APP_APP_TEXT_H
#include "app/app.h"

bool app_is_typing(const App *app);                 /* a field has the keyboard: it is edited, and no modal screen lies over it */
void app_begin_edit(App *app, const Region *field); /* NULL, and a field that is disabled: nothing */
void app_route_text(App *app, const char *text);
void app_compose(App *app, const char *text); /* the text that an input method shows */
typedef enum EditCommand { EDIT_COPY, EDIT_CUT, EDIT_PASTE, EDIT_ALL, EDIT_UNDO, EDIT_REDO } EditCommand; /* as `edit` has its words */
bool app_edit(App *app, EditCommand what, Diag *diag);
bool app_is_paste_command(const Command *command);
bool app_is_paste(App *app, const InputEvent *event); /* a key that pastes into the field in edit */
bool app_paste(App *app, Diag *diag);                 /* types and records what the clipboard holds */

#endif
