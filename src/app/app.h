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

/* Returns NULL, with the reason, if there is no memory. `world` is borrowed and outlives the app. */
App *app_new(const World *world, Diag *diag);
void app_free(App *app);
/* A second text service, for one job on another thread (platform/fonts.h). Without it exports run in the frame. */
void app_set_text_beside(App *app, const TextApi *text);

/* Applies a saved setup, or several settings as one; as lab_play_all and lab_set_batch. */
bool app_open(App *app, const SetupFile *file, Diag *diag);
bool app_set_batch(App *app, const SetupBatch *batch, Diag *diag);

/* Applies one command line of any owner. On false nothing changed. */
bool app_apply(App *app, const char *line, Diag *diag);
bool app_apply_text(App *app, Str line, Diag *diag); /* the same of text without a terminator */

/* Routes the input, moves time on, and builds the picture. The list belongs to the app until the next call. */
const DrawList *app_frame(App *app, const Input *input, double dt_s);

/* Surfaces: the app may show the experiment in more than one window. The first, 0, is the window of app_frame; each other one has its size,
   open screens, pointer, focus and regions to itself, and all share experiment, settings and time. `mirror on` asks for one. A frame of
   another surface routes its input, which may change everything, and builds its picture; time advances only in app_frame. After input call
   app_frame, and then app_frame_surface again without input, so that both show the effect. */
enum { APP_SURFACE_MAX = 2 };
bool app_wants_surface(const App *app, int index);
bool app_open_surface(App *app, int index, Diag *diag); /* has the size of the first until an INPUT_RESIZE */
void app_close_surface(App *app, int index);
const DrawList *app_frame_surface(App *app, int index, const Input *input, double dt_s);
const RegionList *app_surface_regions(const App *app, int index); /* of its last frame */

/* True while something moves by itself (playing, training, a message that will disappear): the next frame is due at once. Else the caller
   may sleep until there is input. */
bool app_is_moving(const App *app);
bool app_wants_quit(const App *app);
bool app_wants_full_screen(const App *app); /* the window fills the screen, without a frame */
void app_resize(App *app, double width_px, double height_px, double pixel_ratio);

/* Commands and input that were applied are handed to this as printable lines, for --record. NULL: none. */
void app_set_recorder(App *app, void (*record)(void *user, const char *line), void *user);

/* The file that keeps the person's settings. `open` reads it and from then on writes the person's changes in the window to it; options and
   scripts apply only to this session. A missing file is made with the first change. Errors in it are added to `wrong` and reported once;
   nothing in it is lost. Without `open` settings are neither read nor written. */
void app_open_settings(App *app, const char *path, DiagList *wrong);
void app_save_settings(App *app); /* call it at the end: writes now what is still unwritten */
/* The file that keeps the last experiment for the next time. `open` continues with its experiment if `goes_on`, and from then on writes to
   it, every few seconds while the experiment changes. A file that cannot be read is renamed and reported in `wrong`. Without `open` nothing
   is read or written. */
void app_open_last(App *app, const char *path, bool goes_on, DiagList *wrong);
void app_save_last(App *app); /* call it at the end: writes now what is still unwritten */

/* The file with the list of recent files: read now, and written when another file is used. Without `open` the list lasts only for this
   session. */
void app_open_recent(App *app, const char *path);
/* Finishes pending writes; call it before the program ends. */
void app_finish_write(App *app);
/* The experiment with the person's view, as a saved setup; call setup_file_deinit afterwards. */
bool app_take_file(SetupFile *file, const App *app, Diag *diag);

void app_finish_course(App *app); /* finishes the pending pictures of the course page */

/* The file with the progress in the lessons; as app_open_settings. */
void app_open_progress(App *app, const char *path, DiagList *wrong);
void app_save_progress(App *app);

/* The interval in seconds at which app_look should check the file of the open lesson; app_look returns whether a frame is due. Negative:
   not needed. */
double app_look_s(const App *app);
bool app_look(App *app);

/* Shows an error message, as the last diagnostic is shown. */
void app_tell(App *app, const char *text);
/* Shows it below the error message that stands there; the two belong to one request. */
void app_tell_also(App *app, const char *text);
/* A setting that the program itself changes, such as the window's position. */
void app_note_setting(App *app, SettingId id, double value);

/* The box of the field with the keyboard, in window points, so that an input method can show its list there. False: there is none. */
bool app_find_text(const App *app, double *x, double *y, double *w, double *h);

const Lab *app_lab(const App *app);
const Compare *app_compare(const App *app); /* the runs of its variants */
const TrialSet *app_trials(const App *app); /* many seeds of them, or a sweep */
const UiState *app_ui(const App *app);
const Settings *app_settings(const App *app);
const RegionList *app_regions(const App *app); /* of the last frame */
/* Finds what is under the pointer: a number with its chain (*out), a number without a chain (*why says why, in a sentence), or neither. */
typedef enum AppChain { APP_CHAIN_NOTHING, APP_CHAIN_THERE, APP_CHAIN_NONE } AppChain;
AppChain app_find_chain(const App *app, TermsPlace *out, const char **why);
const char *app_title(const App *app);                      /* "Unroll: RNN, delayed recall, T = 16" */
void app_link(const App *app, char *out, int size);         /* "lesson=vanishing/draw-it", "cell=lstm&hidden=8"; "" on the course page */
void app_name_focus(const App *app, char *out, int size);   /* name of the control with the keyboard focus; "" if there is none */
void app_name_message(const App *app, char *out, int size); /* the window's present message, or the error at a control; "" if there is
                                                               none */
/* The index-th region that the pointer can reach: "path x y w h command", in window points, without what is scrolled away. "" where it cannot
   be reached. False: there are no more. */
bool app_name_region(const App *app, int index, char *out, int size);
void app_tell_hidden(App *app); /* the window was hidden for a while and nothing moved: shows a message if that matters */
void app_describe(const App *app, char *out, int size);      /* a description of the picture, one paragraph per line (view/describe.h) */
bool app_write_line(Bytes *out, const App *app, Diag *diag); /* the whole experiment as a line to share, and the terminator */
/* A picture of the app's list as a file's bytes, with title, words and that line in it; is_clear: without background. */
bool app_output(OutputBytes *out, const App *app, const DrawList *list, OutputKind kind, bool is_clear, Diag *diag);

#endif
