/* The application: one struct from which all state hangs; app_frame(input, dt) -> draw list, app_apply(line) for everything
   that can be done. Knows nothing of windows: platform/ and cli/ drive it. */
#ifndef UNROLL_APP_APP_H
#define UNROLL_APP_APP_H
#include "base/bytes.h"
#include "base/world.h"
#include "draw/output_note.h"
#include "experiment/compare.h"
#include "experiment/trial_set.h"
#include "gui/input.h"
#include "gui/settings.h"
#include "lab/lab.h"
#include "lab/setup_file.h"
#include "view/ui_state.h"

typedef struct App App;

/* NULL, with the reason, when memory is out. `world` is borrowed and outlives the app. */
App *app_new(const World *world, Diag *diag);
void app_free(App *app);
/* World's text once more, for one job on another thread (platform/fonts.h). Without it an export is made in the frame where there are threads. */
void app_set_text_beside(App *app, const TextApi *text);

/* What a saved setup, or several settings that are one, make of the experiment; as lab_play_all and lab_set_batch. */
bool app_open(App *app, const SetupFile *file, Diag *diag);
bool app_set_batch(App *app, const SetupBatch *batch, Diag *diag);

/* Applies one command line, whatever its owner. On false nothing changed. */
bool app_apply(App *app, const char *line, Diag *diag);
bool app_apply_text(App *app, Str line, Diag *diag); /* the same of text without a terminator */

/* Routes the input, moves time on, and builds the picture. The list belongs to the app until the next call. */
const DrawList *app_frame(App *app, const Input *input, double dt_s);

/* Surfaces: the app may show the experiment in more than one window. The first, 0, is the window of app_frame; each other one has its size,
   open screens, pointer, focus and regions to itself, and all share experiment, settings and time. `mirror on` asks for one. A frame of
   another surface routes its input, which may change everything, and builds its picture; time moves on only in app_frame. After input
   call app_frame, and then once more app_frame_surface without input, so that both show what it did. */
enum { APP_SURFACE_MAX = 2 };
bool app_wants_surface(const App *app, int index);
bool app_open_surface(App *app, int index, Diag *diag); /* as large as the first until an INPUT_RESIZE */
void app_close_surface(App *app, int index);
const DrawList *app_frame_surface(App *app, int index, const Input *input, double dt_s);
const RegionList *app_surface_regions(const App *app, int index); /* of its last frame */

/* True while something moves by itself (playing, training, a message that will go): the next frame is due at once. Else the
   caller may sleep until there is input. */
bool app_is_moving(const App *app);
bool app_wants_quit(const App *app);
bool app_wants_full_screen(const App *app); /* the window fills the screen, without a frame */
void app_resize(App *app, double width_px, double height_px, double pixel_ratio);

/* Commands and input that were applied are handed to this as printable lines, for --record. NULL: none. */
void app_set_recorder(App *app, void (*record)(void *user, const char *line), void *user);

/* The file that keeps the person's settings. `open` takes what it says and writes to it from then on what the person changes in the
   window; options and scripts hold for this sitting only. A file that is missing is made with the first change. What is wrong in
   it is added to `wrong` and told once; nothing of it is lost. Without `open` settings are neither read nor written. */
void app_open_settings(App *app, const char *path, DiagList *wrong);
void app_save_settings(App *app); /* at the end: what is still to be written, now */
/* The file that keeps the last experiment for the next time. `open` goes on with what it says where `goes_on`, and writes to it from then
   on, every few seconds while the experiment changes. A file that cannot be read is put aside and told in `wrong`. Without `open`
   nothing is read or written. */
void app_open_last(App *app, const char *path, bool goes_on, DiagList *wrong);
void app_save_last(App *app); /* at the end: what is still to be written, now */

/* The file that keeps which files were used lately: read now, and written when another one is used. Without `open` they are kept for this
   sitting only. */
void app_open_recent(App *app, const char *path);
/* What is being written, now; before the program ends. */
void app_finish_write(App *app);
/* The experiment with what the person looks at, as a file says it; then setup_file_deinit. */
bool app_take_file(SetupFile *file, const App *app, Diag *diag);

void app_finish_course(App *app); /* the course page's pictures that are still being made, now */

/* The file that keeps what was done in the lessons; as app_open_settings. */
void app_open_progress(App *app, const char *path, DiagList *wrong);
void app_save_progress(App *app);

/* While a lesson is open its file is to be looked at every so many seconds, by app_look, which says whether a frame is due. Negative: it
   need not be. */
double app_look_s(const App *app);
bool app_look(App *app);

/* Shows a message of what is wrong, as the last diagnostic is shown. */
void app_tell(App *app, const char *text);
/* One that the program sees for itself, such as where the window stands. */
void app_note_setting(App *app, SettingId id, double value);

/* Where the field is that has the keyboard, in window points, so that an input method can show its list there. False: there is none. */
bool app_find_text(const App *app, double *x, double *y, double *w, double *h);

const Lab *app_lab(const App *app);
const Compare *app_compare(const App *app); /* the runs of its variants */
const TrialSet *app_trials(const App *app); /* many seeds of them, or a sweep */
const UiState *app_ui(const App *app);
const Settings *app_settings(const App *app);
const RegionList *app_regions(const App *app); /* of the last frame */
/* What stands under the pointer: a number with its chain (*out), one that has none (*why says why, in a sentence), or neither. */
typedef enum AppChain { APP_CHAIN_NOTHING, APP_CHAIN_THERE, APP_CHAIN_NONE } AppChain;
AppChain app_find_chain(const App *app, TermsPlace *out, const char **why);
const char *app_title(const App *app);                      /* "Unroll: RNN, delayed recall, T = 16" */
void app_link(const App *app, char *out, int size);         /* "lesson=vanishing/draw-it", "cell=lstm&hidden=8"; "" on the course page */
void app_name_focus(const App *app, char *out, int size);   /* the control that has the keyboard; "" when none has it */
void app_name_message(const App *app, char *out, int size); /* what the window tells now, or refuses at a control; "" when nothing */
/* The index-th region that the pointer can reach: "path x y w h command", in window points, without what is scrolled away. "" where it cannot
   be reached. False: there are no more. */
bool app_name_region(const App *app, int index, char *out, int size);
void app_tell_hidden(App *app); /* nobody could see the window for a while, and nothing moved: says so where that matters */
void app_describe(const App *app, char *out, int size);      /* the moment in words, a paragraph a line (view/describe.h) */
bool app_write_line(Bytes *out, const App *app, Diag *diag); /* the whole experiment as a line to share, and the terminator */
/* A picture of the app's list as a file's bytes, with title, words and that line in it; is_clear: without background. */
bool app_output(OutputBytes *out, const App *app, const DrawList *list, OutputKind kind, bool is_clear, Diag *diag);

#endif
