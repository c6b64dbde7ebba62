/* What the files of app/ share; nobody else includes this. */
#ifndef UNROLL_APP_INSIDE_H
#define UNROLL_APP_INSIDE_H
#include "app/app.h"
#include "app/app_chart.h"
#include "app/app_files.h"
#include "app/app_morph.h"
#include "app/app_page_undo.h"
#include "app/app_text.h"
#include "app/app_work.h"
#include "app/lesson_host.h"
#include "base/job.h"
#include "draw/text.h"
#include "engine/analysis/account.h"
#include "experiment/compare.h"
#include "experiment/forecast.h"
#include "experiment/microscope.h"
#include "experiment/random_search.h"
#include "experiment/terms_alone.h"
#include "experiment/trial_set.h"
#include "experiment/value_curve.h"
#include "experiment/writer.h"
#include "lesson/progress.h"
#include "view/page/course.h"
#include "view/page/files.h"
#include "view/page/reader.h"
#include "view/panel/control_value.h"
#include "view/strings.h"
#include "view/view.h"

/* The part of a screen that scrolls: where it is in this picture, how tall its content is. Present only while it is drawn. */
typedef struct Panel {
    bool present;
    Rect area;
    double content;
} Panel;

/* The state that a training burst on, while its page is shown. */
typedef struct AppBurst {
    Run run;                /* owned */
    bool is_used, is_there; /* something may be in `run`; it is the state */
    unsigned long version;  /* version of the lab that it was measured for */
} AppBurst;

/* The numbers of the cell's close-up, and the state that they were measured for. Could be thrown away at any moment. */
typedef struct AppCell {
    CellAccount *account; /* owned; NULL before the first */
    unsigned long version;
    int layer, direction, step, loss;
    double scale;
    bool of_all;
} AppCell;

enum { LESSON_PICTURE_MAX = 16, APP_LAST_SLICE = 500 };

/* The file of the person's settings. */
typedef struct AppKept {
    char path[APP_PATH_MAX];     /* "": none, nothing is kept */
    bool changed[SETTING_COUNT]; /* in this sitting, by the person */
    bool is_due;                 /* true while a change waits to be written, in left_s seconds */
    double left_s;
} AppKept;

/* The file of the last experiment. */
typedef struct AppLast {
    char path[APP_PATH_MAX]; /* "": none */
    unsigned long version;   /* version of the lab that was written last */
    bool is_due, is_told;    /* true if it has changed since; true if a failed write was reported */
    double left_s;           /* until it is written */
    AppWrite write;          /* of the text beside it */
} AppLast;

/* The lesson that is open (app_lesson.c). */
typedef struct AppLesson {
    Lesson *lesson; /* owned; NULL: none is open */
    Reader reader;  /* of it */
    char path[APP_PATH_MAX], name[80];
    uint64_t hash;             /* hash of its file when it was read; 0: unknown */
    double look_s;             /* since the file was last looked at */
    bool has_changed;          /* the file has, since */
    bool is_unbegun;           /* the step's experiment could not be begun: the stage shows another one */
    const LessonBlock *block;  /* the step's blocks from here on have not been done */
    const LessonLine *line;    /* the next line to do; NULL: the next block's */
    const LessonBlock *passed; /* the question answered earlier at which the lines have stopped already */
    int revealed;              /* the question whose answer's lines are being done; -1: none */
    bool was_sketching;        /* a curve is being drawn by the pointer */
    bool must_burst;           /* of the running training */
    long expected;             /* the update at which its queued slice ends; 0: none is queued */
    ValueCurve curve;          /* what is so where a curve over a setting was drawn, while it is made: then nothing else runs */
    int curve_of;              /* the question whose curve was made since the step began; -1: none */
    struct {
        const LessonSpan *span;
        Picture picture; /* owned; without cells where it cannot be shown */
    } shown[LESSON_PICTURE_MAX];
    int shown_count;
    double try_s; /* since the step began */
    unsigned long try_version;
} AppLesson;

/* The file of what was done in lessons. */
typedef struct AppProgress {
    char path[APP_PATH_MAX]; /* "": nothing is kept */
    ProgressBook book;
    unsigned long version; /* version of the book that was written last */
    bool is_due, is_told;  /* true if it has changed since; true if a failed write was reported */
    double left_s;
} AppProgress;

/* The fields of App for an experiment, its lesson and the person's view of it, kept to be restored later (app_scene.c). */
typedef struct AppScene {
    Experiment main;
    Compare compare;
    TrialSet trials;
    RandomSearch search;
    AppLesson *study; /* owned; NULL: none */
    UiState ui;
    Ghost ghost;
    unsigned long ghost_version, trials_version, trials_of, search_version, compared_version;
    int search_told, trials_told, settled_steps, settled_losses, wraps, held_count;
    bool lets_go, fault_told, stepping;
} AppScene;

typedef struct AppPresent AppPresent;    /* app_present.c */
typedef struct AppThumb AppThumb;        /* app_thumb.c */
typedef struct AppSurface AppSurface;    /* app_memory.c */
bool app_has_memory(App *app, bool has); /* of what a picture needs; where it has not, the picture fails instead of showing less */

/* app_surface.c */

/* A held number while a person drags it. */
typedef struct AppPull {
    bool is_on, has_moved;
    WhatIf what;
    double from, x, y, by_px, least, most; /* its value at the press; where the hand is now; what a pixel is; its range */
    char path[REGION_PATH_SIZE];           /* of what was pressed */
} AppPull;

struct App {
    const World *world;                      /* borrowed */
    JobQueue jobs;                           /* for world's worker */
    Experiment main;                         /* what the picture shows and the controls change */
    Compare compare;                         /* the runs of its variants */
    TrialSet trials;                         /* many seeds of them, or a sweep */
    unsigned long trials_version, trials_of; /* in the last picture; of the laboratory that was compared with them */
    RandomSearch search;                     /* weights at random, beside gradient descent */
    unsigned long search_version;            /* in the last picture */
    int search_told;                         /* progress of the training beside it then, in thousandths */
    int trials_told;                         /* their progress in the last picture, in hundredths */
    unsigned long compared_version;          /* of them, in the last picture */
    UiState ui;
    Settings settings;
    AppKept kept;
    AppLast last;
    AppFiles files;
    AppWork work[WORK_MAX];
    int work_count, measured_told; /* the second: whole per cent of a held-out measure, as last drawn */
    AppLoad load;
    ExportPlan exports;
    TextApi beside;       /* for it; NULL functions: none */
    AppExport exported;   /* the file that is being made */
    Description words;    /* of the page of words, as they were when it was opened */
    AppLesson *study;     /* owned; NULL: no lesson was open yet */
    AppPresent *present;  /* owned; NULL: nothing is presented */
    double next_px;       /* width of the next stop in the lecturer's window, screen pixels; 0: it is not shown */
    unsigned long scenes; /* that were made so far */
    bool is_ahead;        /* lines are done in small pieces though no window waits: the next stop is made beside the one that is shown */
    AppProgress progress;
    Course *course;    /* owned; NULL: not listed yet */
    char language[16]; /* "de"; empty in English */
    char course_folder[APP_PATH_MAX];
    AppThumb *thumb;   /* owned; makes the pictures of the course page; NULL: none was made yet */
    LessonScene scene; /* the experiment, for */
    bool (*run_line)(App *app, const char *line, bool animate, Diag *diag); /* app_run_line, for lessons: they lie below the commands */
    /* app_new, app_free and app_frame, for films, which lie below them. */
    App *(*make)(const World *world, Diag *diag);
    void (*free)(App *app);
    const DrawList *(*frame)(App *app, const Input *input, double dt_s);
    ConditionSource quantities; /* what lessons ask of the experiment */
    Keymap keymap;              /* of the setting "keys" */
    Strings strings;            /* of the chosen language */
    TextCache measures;         /* of world's text */
    TextApi text;               /* what measures and draws: world's, through the cache */
    DrawList list;
    RegionList region;
    Panel panel[SCREEN_COUNT];
    HeatCache heat; /* of the pictures */
    HeatCache compared_heat[VARIANT_MAX];
    double curve[(VARIANT_MAX + 1) * VIEW_CURVE_ROOM]; /* View.curve */
    Ghost ghost;                                       /* of the stage before its last update */
    unsigned long ghost_version;                       /* of the laboratory, just after it */
    AppMorph morph;
    AppCell cell;
    GradientCheck *check; /* owned; NULL before it was shown */
    bool checks_all;      /* true while weights remain to be checked */
    AppBurst burst;
    TermsAlone terms_alone;            /* owned: the passes of one loss that the numbers below are read from */
    Terms terms;                       /* owned */
    Terms terms_chain[TERMS_PATH_MAX]; /* owned; the numbers that most of it comes from */
    int terms_chain_count;
    unsigned long terms_version;
    char lost[192];               /* app_find_lost has written it */
    CliffNumbers *cliff;          /* owned; NULL before it was shown */
    Writer *writer;               /* owned; NULL before it was shown */
    bool writer_busy;             /* it has not written all yet */
    double writer_waits_s;        /* until it is made anew, while a training runs */
    unsigned long writer_version; /* version of the lab that it was measured for */
    Microscope *microscope;       /* owned; NULL before the first */
    Forecast *forecast;           /* owned; NULL before it was shown */
    Sentence *sentence;           /* owned; NULL before it was shown */
    bool is_window;               /* true if the last picture was for a frame of the window, not for a script */
    Rect stage;                   /* of the last picture */
    bool built;                   /* there is a picture, with its regions */
    bool stale;                   /* something changed since */
    bool lacks_memory;            /* for what the picture that is built shows: it fails, instead of showing less */
    bool quit;
    bool has_asked_quit;                  /* that a film is being made was said */
    bool is_full_screen;                  /* the person's wish for the window */
    bool is_mirrored;                     /* and of a second one */
    AppSurface *surface[APP_SURFACE_MAX]; /* owned; [0] is NULL: its state stands here. NULL where none is open */
    int at_surface;                       /* whose frame runs */
    /* Time */
    int settled_steps, settled_losses; /* T and K that the cursor was last put right for; 0 at first */
    bool stepping;                     /* one step is running as a transition; it stops at its end */
    int wraps;                         /* number of consecutive `update`s made by playing or stepping past the end */
    double play_clock_s;               /* reduced motion: time since the last jump */
    bool is_live;                      /* in a frame of the window, whose input may be put off */
    bool is_scripted;                  /* in a `frame` line */
    double busy_s;                     /* for how long somebody has been waiting for an answer */
    int held_count;                    /* numbers that a what-if held when the experiment last settled */
    AppPull pull;
    PageHistory pages;
    bool lets_go;    /* the command itself names the held number */
    bool fault_told; /* the message about a number that is not finite was given for this run of them */
    /* Pointer and keyboard */
    char typed[GUI_TYPED_MAX];       /* the text of the field in edit: ui.gui.edit's buffer */
    double field_x;                  /* where in it the button went down */
    bool field_is_fresh;             /* that press has opened it, with everything selected */
    bool field_is_dragged;           /* the pointer has moved on since, and selects */
    bool pressing;                   /* a press is being routed: nothing may move away under the pointer */
    bool is_held;                    /* a region is being dragged */
    bool dragging;                   /* and its commands can be undone: an undo bracket is open */
    bool press_moved;                /* the last press moved a slider, or went to a place on a chart: a double-click did not mean that */
    double grab_x, grab_y;           /* how far from the middle of its handle it was taken */
    double wheel_rest, wheel_lock_s; /* part of a notch; a panel is being scrolled: sliders under the pointer stay as they are */
    double hover_s;                  /* how long the pointer has rested on hot */
    bool tip_spent;                  /* something was done here: no tooltip until the pointer moves on from (tip_x, tip_y) */
    double tip_x, tip_y;
    int error_key;       /* the parameter that was refused, or -1 */
    double error_value;  /* its value then */
    double error_left_s; /* seconds until an error that keeps nothing typed goes; 0: it stays */
    char from[48];       /* where Tab starts if nothing has the focus: the control that was pressed last */
    /* Scripts */
    InputEvent queue[INPUT_EVENT_MAX];
    int queue_count;
    InputEvent routed[2 * INPUT_EVENT_MAX]; /* of the frame that is running: the queue's, then what happened; too large for the stack */
    int replay_train;                       /* updates that the next frame trains instead of a slice by the clock */
    double recorded_x, recorded_y;
    void (*record)(void *user, const char *line);
    void *record_user;
    char title[128];
};

static const double APP_BUSY_TOLD_S = 0.3, APP_MESSAGE_S = 6, APP_KEEP_S = 0.5, APP_LAST_S = 3, APP_LAST_MOST_S = 1, APP_LAST_HOPE = 4,
                    APP_LAST_SLICE_S = 0.05, APP_TIP_DELAY_S = 0.45, APP_WHEEL_LOCK_S = 0.6;
static const double APP_CHECK_COST = 4e6; /* multiplications of forward passes in a frame: about a millisecond */
enum { APP_STEP_MAX = COMMAND_STEP_MAX, APP_REPLAY_MAX = 1000000 };
static const double APP_SCROLL_LINE = 48;                       /* design pixels that a notch of the wheel or an arrow key scrolls */
enum { APP_SIDE_MOST_PX = 16384 };                              /* of a window: what the rasteriser can draw */
static const double APP_RATIO_LEAST = 0.25, APP_RATIO_MOST = 8; /* pixels per point */

/* From bottom to top: a file calls only those that stand above it here. */

/* app_state.c */
int app_find_step(int *layer, int *direction, const App *app); /* at the cursor, from 0, of the chain that is shown */
double app_scale(const App *app);                              /* screen pixels per design pixel, clamped so that the least screen fits */
bool app_is_narrow(const App *app);                            /* both panels are drawers */
bool app_has_both_panels(const App *app);                      /* both are docked; between the two there is one column for them */
double app_top_height(const App *app);                         /* height of the bar; 0 if there is none */
bool app_motion_is_reduced(const App *app);
bool app_may_wait(const App *app);    /* may the commands of this frame be queued, where they take long? */
bool app_may_put_off(const App *app); /* may a job of this frame end in a later one? Where there are no threads the frames do it */
double app_setup_value(const App *app, SetupKey key); /* as its control shows it (view/panel/control_value.h) */
void app_find_queue(const App *app, ControlQueue *queue);
Command app_set_command(SetupKey key, double value); /* set KEY VALUE */
int app_setup_line(char *out, int size, SetupKey key, double value);
/* The parameter has that value, or will have when the queued commands are done: setting it would change nothing. */
bool app_is_set(const App *app, SetupKey key, double value);
bool app_inside_is_moving(const App *app); /* a screen is opening in the place of the stage, or closing */
void app_finish_inside(App *app);
void app_finish_transition(App *app); /* the single step that is running; playing goes on */
void app_cancel_edit(App *app);       /* the field keeps the text of an earlier try */
void app_spend_tip(App *app);         /* no tooltip until the pointer moves on: a person who acts on a control knows what it is */

bool app_is_mouse_locked(const App *app);          /* of the window whose frame runs */
void app_rescale_pointer(App *app, double before); /* it stays where it is on the screen; before: app_scale then */

/* app_surface.c */
void app_exchange_surface(App *app, int index); /* the state of a window that is here with that one's, and back */
const DrawList *app_surface_list(const App *app, int index);
void app_spoil_surfaces(App *app); /* the other ones show something that has changed */
bool app_surfaces_are_moving(const App *app);

/* app_record.c */
void app_record_line(App *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_record_command(App *app, const Command *command);
void app_record_place(App *app, double x, double y);
void app_record_size(App *app, double width_px, double height_px, double ratio);
void app_record_event(App *app, const InputEvent *event);

/* app_cell.c: screens inside the stage */
void app_turn_inside(App *app, bool animate); /* after the stack has changed: opens or closes the screen in the place of the stage */
void app_advance_inside(App *app, double dt_s);
bool app_open_cell(App *app, const Command *command, bool animate, Diag *diag);
bool app_set_unit(App *app, int unit, Diag *diag); /* from 0 */
const CellAccount *app_measure_cell(App *app);     /* of the selected step; NULL if no cell is shown or there is no memory */
void app_walk_units(App *app, int by);             /* 1: the next, then the first of the layer below in the picture */

/* app_check_page.c */
bool app_have_check(App *app);                    /* false when memory is out */
const GradientCheck *app_measure_check(App *app); /* NULL where it is not shown, or cannot be measured now */
void app_advance_check(App *app);

/* app_check.c */
bool app_check(App *app, const Command *command, Diag *diag);

/* app_burst.c */
bool app_burst(App *app, int what, Diag *diag); /* 0: look, 1: again with clipping */
const LabBurst *app_find_burst(const App *app);
const Run *app_form_burst(App *app); /* NULL if its page is not shown, it does not exist, or there is no memory */
void app_free_burst(App *app);

/* app_cliff.c */
bool app_cliff(App *app, const Command *command, bool animate, Diag *diag);
bool app_cliff_is_moving(const App *app); /* a descent plays */
void app_advance_cliff(App *app, double dt_s);
const CliffNumbers *app_measure_cliff(App *app); /* NULL if it is not shown or there is no memory */

/* app_forecast.c, app_own_data.c */
const Forecast *app_measure_forecast(App *app); /* NULL if it is not shown or there is no memory; so is the next */
const Sentence *app_measure_sentence(App *app);
bool app_series(App *app, Str text, Diag *diag);
bool app_sentence(App *app, Str text, Diag *diag);

/* app_writer.c, app_pen.c */
bool app_text(App *app, Str word, Str rest, Diag *diag);
void app_show_text(App *app);               /* one that was just opened */
const Writer *app_measure_writer(App *app); /* NULL if it is not shown, the task has no symbols, or there is no memory */
void app_advance_writer(App *app, double dt_s);
void app_free_writer(App *app);
/* app_microscope.c */
const Microscope *app_measure_microscope(App *app); /* NULL if no picture shows it or there is no memory */
bool app_microscope_is_busy(const App *app);        /* true while part of it is unmeasured */
void app_advance_microscope(App *app);
void app_free_microscope(App *app);
bool app_set_block(App *app, Str name, Diag *diag); /* a gate by its letter */
bool app_set_temperature(App *app, double temperature, Diag *diag);

/* app_compare.c: before the comparison is shown. Without variants it lays RNN, GRU and LSTM over the setup, as one undo entry, or fails. */
bool app_open_compare(App *app, Diag *diag);
/* Trials on the workers, or here and now in a script. */
bool app_match(App *app, bool by_weights, Diag *diag); /* widths of the variants: the setup's units, or as many weights */
bool app_begin_seeds(App *app, int seeds, long updates, Diag *diag);
bool app_begin_sweep(App *app, SetupKey key, Str values, Diag *diag);

/* app_terms.c */
bool app_terms(App *app, Str text, bool animate, Diag *diag);

/* app_terms_page.c */
const Terms *app_form_terms(App *app); /* NULL where they are not shown, the number is not there, or something is held */
void app_look_at_terms(App *app, const TermsPlace *place); /* goes to the next number of the walk, or back to an earlier one */
TermsPlace app_find_terms(const App *app);                 /* the number that the cursor of time is at */
int app_followed_loss(const App *app);                     /* as a TermsPlace has it: 0 where all are followed, or there is one */
void app_follow_terms(App *app);                           /* gradients of the walk become those of the loss that is followed */

/* app_search.c */
bool app_begin_search(App *app, long tries, double range, Diag *diag);
void app_cancel_search(App *app);
void app_advance_search(App *app); /* drops that of another setup */

/* app_trials.c */
void app_check_trials(App *app); /* drops those of another experiment */
void app_advance_trials(App *app);

/* app_screen.c */
void app_fill_view(App *app, View *view, const Gui *gui); /* all that a picture is made of, as it is now */
void app_draw_middle(const View *view, Rect area);        /* the stage, or the screen that stands in its place */
/* The picture of a next stop, into a list and regions of its own. */
void app_draw_elsewhere(App *app, DrawList *list, RegionList *region, HeatCache *heat, HeatCache compared_heat[VARIANT_MAX]);
void app_build(App *app);
void app_refresh(App *app); /* builds when something changed since the last picture */
/* Lists the items of a drop-down: a parameter's choices, or the named setups. Returns their number; *chosen is the current one, or -1. */
enum { APP_MENU_MAX = GUI_MENU_MAX };
int app_list_menu(const App *app, const Region *dropdown, MenuItem item[APP_MENU_MAX], int *chosen);
void app_scroll_into_view(App *app, const char *path);
void app_scroll_screen(App *app, ScreenId id, double by);
bool app_scroll_at(App *app, double x, double y, double by); /* the topmost screen there; false when none can scroll there */
const Region *app_hot_region(const App *app);                /* under the pointer; NULL when nothing is */
void app_update_hover(App *app);
void app_set_focus(App *app, const char *path, bool by_keyboard);

/* app_notice.c */
void app_say(App *app, bool bad, const char *format, ...) __attribute__((format(printf, 3, 4)));
void app_say_why(App *app, StringId words, const char *reason); /* an error: words with a place for the reason, which is still English */
void app_forget_message(App *app);
/* Says at a control, or else in the message, why something cannot be; `typed` stays in its field ("": nothing was typed). */
void app_refuse(App *app, const char *control, int key, const char *typed, const char *why); /* key: its parameter, or -1 */
void app_show_error(App *app); /* one that waited for the release of the button */
void app_forget_error(App *app);

/* app_experiment.c */
bool app_run_lab(App *app, const Command *command, Diag *diag); /* a command of the laboratory's */
void app_settle(App *app);      /* call it after a change of the experiment: puts cursor and chain within bounds, reports faults */
void app_follow(App *app);      /* the run follows the loss that the person looks at */
void app_tell_events(App *app); /* reports what the experiment did; call it after everything that may change it */
void app_set_training(App *app, bool on);
void app_end_drag(App *app);
void app_finish(App *app);         /* does all queued commands now */
bool app_train_replayed(App *app); /* the updates of a recording that wait for their frame, now; false when there are none */
void app_take_training(App *app);  /* the newest snapshot */

/* app_settings.c */
bool app_change_setting(App *app, Str name, Str value, Diag *diag);
bool app_change_number(App *app, SettingId id, double value, Diag *diag);
bool app_choose_setting(App *app, SettingId id, int choice, Diag *diag); /* index of the word; one behind the last: the next */
void app_record_settings(App *app);                                      /* those that the picture depends on */
void app_keep_settings(App *app, double dt_s);                           /* writes what has changed, a moment later */

/* app_view.c: what the person looks at, as lines of a saved experiment */
void app_write_view(SetupFile *file, const App *app);
bool app_read_view(App *app, const SetupFile *file, Diag *diag); /* false: part of it cannot be shown now; the rest is shown */

/* app_output.c: app.h; app_files.c, app_export.c: app_files.h; app_film.c: app_film.h; app_work.c, app_load.c: app_work.h */

/* app_last.c */
void app_free_last(App *app);
void app_keep_last(App *app, double dt_s); /* writes the experiment when it has changed, a few seconds later */

/* app_open.c */
/* app_open; `made`: a laboratory in which the file's training was done already (lab_take_lab), or NULL. */
bool app_open_made(App *app, const SetupFile *file, Lab *made, Diag *diag);
void app_record_run(App *app, const Setup *from); /* lines that lead from the start of such a setup to where the run is */

/* app_time.c */
void app_advance_pointer(App *app, double dt_s); /* of the surface whose frame runs: tooltips, errors, a screen on its way */
void app_advance(App *app, double dt_s);         /* everything else as well */
void app_pause(App *app);                        /* at a whole step: the one under way is completed */
bool app_step(App *app, int direction, bool animate, Diag *diag);
bool app_jump_phase(App *app, int direction, Diag *diag);
bool app_play(App *app, bool on, Diag *diag); /* on: beyond the ends of phases, to the end of the update */

/* app_progress.c */
void app_note_progress(App *app, bool is_walked);                 /* of the open lesson; is_walked: this step was gone through */
void app_recall_progress(const App *app, Str id, Reader *reader); /* copies the place and the answers into a reader that has the lesson */
Str app_lesson_id(const AppLesson *study);
void app_keep_progress(App *app, double dt_s);

/* app_thumb.c: pictures for the course page and the menu of presets */
void app_free_thumbs(App *app);
bool app_thumbs_are_due(const App *app);
void app_advance_thumbs(App *app);
const Picture *app_find_preset_picture(const App *app, int preset); /* without cells until it is made */

/* app_language.c */
/* Takes a language ("en", "de", a file). False if it cannot be read. What is wrong in it is told, and those texts stay English. */
bool app_read_language(App *app, const char *name, DiagList *wrong);
void app_find_translation(const App *app, const char *path, char out[APP_PATH_MAX]); /* the file of a lesson that is shown for it */

/* app_course.c */
int app_compare_words(Str a, Str b); /* by the alphabet, small letters as capitals */
bool app_list_course(App *app);      /* false when there is none */
void app_free_course(App *app);
void app_note_course(App *app);                                      /* takes over the progress in its lessons */
bool app_find_in_course(App *app, Str name, char out[APP_PATH_MAX]); /* the file of "vanishing", "05-vanishing.md" or "5" */
void app_place_in_course(App *app);                                  /* the number of the open lesson in it */

/* app_lesson_host.c */
LessonHost app_lesson_host(const App *app);
const Picture *app_find_picture(void *user, const LessonSpan *span); /* user: the app */
void app_forget_pictures(AppLesson *study);
void app_format_live(void *user, const LessonSpan *span, char *out, int size); /* user: the app */

/* app_lesson_do.c */
void app_start_step(App *app, const LessonStep *step); /* puts its setup on the stage and discards the old experiment */
void app_go_on(App *app);               /* also runs the step's commands: in a frame of the window as many as fit, else all */
void app_end_training(App *app);        /* of a lesson's line */
void app_finish_lines(App *app);        /* what runs, now */
void app_hold_back(App *app, int at);   /* hides what is said to this question's answer */
void app_explain_when_due(App *app);    /* shows it once the stage shows what it speaks of */
void app_do_waiting(App *app);          /* runs the step's commands up to its next question, without a stop */
void app_begin_curve(App *app, int at); /* points to draw, none of them drawn yet */

/* app_scene.c */
AppScene *app_scene_new(App *app, Diag *diag);  /* without a lesson; it begins where the person looks at nothing */
void app_scene_free(App *app, AppScene *scene); /* NULL is fine */
void app_exchange_scene(App *app, AppScene *scene);
bool app_is_still(const App *app); /* no job is under way, so that it may be exchanged */
void app_make_still(App *app);     /* ends them now: does the queued commands, stops the trials */

/* app_present.c */
bool app_present(App *app, int choice, Diag *diag); /* on, off, toggle */
bool app_presenter(App *app, int choice, Str text, Diag *diag);
bool app_present_key(App *app, const char *key); /* while all votes are typed; false: the key is not theirs */
void app_begin_present_frame(App *app);          /* a press in the lecturer's window */
void app_advance_present(App *app);
bool app_present_is_moving(const App *app);
void app_free_present(App *app);

/* app_words.c: glossary, search, and what the course page lists */
bool app_glossary(App *app, Str text, Diag *diag); /* "", "lstm", "show lstm" */
bool app_explain(App *app);                        /* what the pointer is on; false: nothing that the glossary knows */
bool app_search(App *app, Str text, Diag *diag);
void app_follow_search(App *app);               /* searches for what is typed into the field of a search */
bool app_search_key(App *app, const char *key); /* Down, Up, Tab, Return between that field and what it found; Escape lists all */
bool app_course(App *app, int choice, int number, Diag *diag);

/* app_kept.c */
bool app_progress(App *app, int choice, Str name, Diag *diag); /* copy, export FILE, reset [LESSON] */

/* app_answer.c */
bool app_answer(App *app, Str text, Diag *diag);
void app_reveal(App *app, int at, ReaderState state);           /* the question of this number is answered, or skipped */
bool app_sketch(App *app, int point, double value, Diag *diag); /* point from 1 */
/* Where an answer is typed; and does this key begin one: a digit, a sign or a point, while a number or a time step is asked for? */
#define APP_SAVE_FIELD "files/save/value"
#define APP_EXPORT_FIELD "export/name/value"
#define APP_ANSWER_FIELD "lesson/answer/value"
bool app_begins_answer(const App *app, const char *key);
bool app_write_answer(App *app);                /* opens the field where words are asked for; false where none are */
bool app_sketch_key(App *app, const char *key); /* false: the key is not the curve's */

/* app_link.c: what an address says. `keys`: names with commas between them, all, or none; false when one is no setting, said of `what` */
bool app_read_keys(bool shows[KEY_COUNT], Str keys, const char *what, Diag *diag);
bool app_limit(App *app, Str keys, Diag *diag); /* the controls list only these */

/* app_lesson.c: the command lesson, and what a lesson does by itself */
/* What the next press does: ends the running training, waits for compared variants, goes on after a stop, shows an answer, ... */
typedef enum LessonGo { GO_FINISH, GO_WAIT, GO_STOP, GO_ANSWER, GO_STEP, GO_END } LessonGo;
LessonGo app_find_go(const App *app);
bool app_look_at_lesson(App *app);                     /* has its file changed? */
void app_press_next(App *app);                         /* of the first four */
void app_enter_afresh(App *app, int index);            /* its questions are open again */
AppLesson *app_read_study(App *app, const char *path); /* with its own lesson; NULL if there is no memory */
void app_free_study(App *app, AppLesson *study);       /* NULL is fine */
bool app_lesson(App *app, Str text, Diag *diag);
bool app_is_folder(const App *app, const char *path);
bool app_open_folder(App *app, const char *path, Diag *diag);                     /* lists its lessons on the course page, for good */
bool app_open_lesson(App *app, Str text, Diag *diag);                             /* "FILE", "FILE#step", as the command says it */
bool app_show_experiment(App *app, const SetupFile *file, Lab *made, Diag *diag); /* on the stage; `made`: as app_open_made */
void app_free_lesson(App *app);
void app_advance_lesson(App *app, double dt_s);

/* app_bind.c: keys that the person gives another command */
bool app_bind(App *app, Str key, Str line, Diag *diag);
bool app_rebind(App *app, Str key, Str line, Diag *diag); /* the next key takes its place */
void app_end_rebind(App *app);                            /* without one */
bool app_rebind_key(App *app, const char *key);           /* false: none was waited for */

/* app_commands.c: applies one command whose owner is the lab or the app. `animate`: a step may run as a transition. */
bool app_run(App *app, const Command *command, bool animate, Diag *diag);
bool app_run_line(App *app, const char *line, bool animate, Diag *diag); /* the same of text: of a view's region, a key, a field */
void app_try(App *app, const Command *command);                          /* a failure becomes the message */
void app_try_line(App *app, const char *line);
/* Runs a command for the control of this path, which shows the message if it fails. */
bool app_try_at(App *app, const char *control, const Command *command);
bool app_try_line_at(App *app, const char *control, const char *line);
bool app_hide(App *app,
              bool animate); /* closes the menu or else the topmost screen, and removes the focus; false if there was nothing to close */

/* app_edit.c */
bool app_commit_edit(App *app);               /* false: the text was refused, the message says why, the edit stays open */
bool app_edit_key(App *app, const char *key); /* while typing; false: the key is not the field's */

/* app_keys.c */
void app_press_button(App *app, const Region *button); /* a copy: its command may change the picture */
void app_route_key(App *app, const char *key);
void app_open_menu(App *app, const Region *dropdown, bool by_keyboard);

/* app_input.c */
void app_route(App *app, const InputEvent *event);

/* app_pull.c */
bool app_press_pull(App *app, const Region *region, int clicks, bool with_shift); /* false: there is nothing to pull */
void app_drag_pull(App *app, double x, double y);                                 /* the pointer of the picture stays on what is pulled */
bool app_pull_key(App *app, const Region *region, const char *key);               /* false: the key is not its own */
bool app_pull_here(App *app, Diag *diag);                                         /* the command pull */

/* app_frame.c */
void app_run_frame(App *app, const InputEvent *event, int count, int live, double dt_s);

/* app_script.c */
bool app_script_line(App *app, const Command *command, Diag *diag);

#endif
