/* One row per text of the interface: ID, key, English, where it stands. Included with STRING_ROW defined. The key is what a
   translation names it by, and never changes; the English may. Formulas stand between '$'. */
STRING_ROW(PHASE_UNROLL, "phase.unroll", "Unroll", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_FORWARD, "phase.forward", "Forward", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_LOSS, "phase.loss", "Loss", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_BACKWARD, "phase.backward", "Backward", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_UPDATE, "phase.update", "Update", "name of a phase, on the transport's track; short")

STRING_ROW(TRANSPORT_BACK, "transport.back", "One step back.", "tip of a button of the transport")
STRING_ROW(TRANSPORT_PAUSE, "transport.pause", "Pause.", "tip of the play button while it plays")
STRING_ROW(TRANSPORT_PLAY, "transport.play", "It stops where the next phase begins. Shift+Space plays on to the end of the update.", "tip of the play button")
STRING_ROW(TRANSPORT_PLAY_PHASE, "transport.play-phase", "Play: %s", "the play button; the name of a phase is put in; short")
STRING_ROW(TRANSPORT_PLAY_UPDATE, "transport.play-update", "Update weights", "the play button at the end of an update; short")
STRING_ROW(TRANSPORT_PLAYING, "transport.playing", "Pause", "the play button while it plays; short")
STRING_ROW(TRANSPORT_STEP, "transport.step", "One step on.", "tip of a button of the transport")
STRING_ROW(TRANSPORT_NEXT_UPDATE, "transport.next-update", "Do this update and begin the next.",
           "tip of the same button at the end of an update")
STRING_ROW(TRANSPORT_FASTER, "transport.faster", "Twice the speed.", "tip of the button +")
STRING_ROW(TRANSPORT_SLOWER, "transport.slower", "Half the speed.", "tip of the button −")
STRING_ROW(TRANSPORT_PLACE, "transport.place", "Where the playhead stands. Drag it along the track, or step with the arrow keys.",
           "tip of the words at the right end of the transport")
STRING_ROW(TRANSPORT_SPEED_TIP, "transport.speed.tip", "How fast it plays: 1× is the usual speed.", "tip of the speed")
STRING_ROW(TRANSPORT_SPEED, "transport.speed", "speed %s×", "right end of the transport; a number is put in")

STRING_ROW(CURSOR_FOLDED, "cursor.folded", "Folded", "transport, where the cursor stands; at most 24 letters, as the rows below")
STRING_ROW(CURSOR_UNROLLING, "cursor.unrolling", "Unrolling", "transport, where the cursor stands")
STRING_ROW(CURSOR_UNROLLED, "cursor.unrolled", "Unrolled", "transport, where the cursor stands")
STRING_ROW(CURSOR_BEFORE_FIRST, "cursor.before-first", "Before step 1", "transport, where the cursor stands")
STRING_ROW(CURSOR_FORWARD, "cursor.forward", "h at t = %d", "transport, where the cursor stands; a time step is put in")
STRING_ROW(CURSOR_FORWARD_DONE, "cursor.forward-done", "Forward done", "transport, where the cursor stands")
STRING_ROW(CURSOR_LOSS, "cursor.loss", "L at t = %d", "transport, where the cursor stands; a time step is put in")
STRING_ROW(CURSOR_LOSS_KNOWN, "cursor.loss-known", "Loss known", "transport, where the cursor stands")
STRING_ROW(CURSOR_BACKWARD, "cursor.backward", "∂L/∂h at t = %d", "transport, where the cursor stands; a time step is put in")
STRING_ROW(CURSOR_BACKWARD_DONE, "cursor.backward-done", "Backward done", "transport, where the cursor stands")
STRING_ROW(CURSOR_SUM, "cursor.sum", "Summing shares", "transport, where the cursor stands: the update's first step")
STRING_ROW(CURSOR_CHANGE, "cursor.change", "The change $\\Delta \\W{W}$", "transport, where the cursor stands: the update's second step")
STRING_ROW(CURSOR_WEIGHTS, "cursor.weights", "New weights", "transport, where the cursor stands: the update's third step")
STRING_ROW(CURSOR_READY, "cursor.ready", "Ready to apply", "transport, where the cursor stands: the update's end")

STRING_ROW(TOP_COMPARED, "top.compared", "compared with", "top bar, below the task; names of variants follow")
STRING_ROW(TOP_OTHER_DATA, "top.other-data", "(other sequences)", "top bar, behind a variant's name: T, targets or seed are its own")
STRING_ROW(TOP_STOPPED, "top.stopped", "(stopped)", "top bar, behind a variant's name: its training met a number that is not finite")
STRING_ROW(TOP_HELP, "top.help", "Help", "button of the top bar; one word")
STRING_ROW(TOP_HELP_TIP, "top.help.tip", "Every key and command.", "tip of that button")
STRING_ROW(TOP_THEME_TIP, "top.theme.tip", "Dark for a dim room, light for a bright one.", "tip of a button of the top bar: dark or light")
STRING_ROW(TOP_REDO, "top.redo", "Redo", "button of the top bar; one word")
STRING_ROW(TOP_REDO_TIP, "top.redo.tip", "Do again what was undone.", "tip of that button")
STRING_ROW(TOP_UNDO, "top.undo", "Undo", "button of the top bar; one word")
STRING_ROW(TOP_UNDO_TIP, "top.undo.tip", "Take the last change back.", "tip of that button")
STRING_ROW(TOP_KEY, "top.key", "Key:", "in the tip of a button of the top bar; the name of a key follows")
STRING_ROW(TOP_SANDBOX, "top.sandbox", "Sandbox", "top bar: the place, where no lesson is open; one word")
STRING_ROW(TOP_SANDBOX_TIP, "top.sandbox.tip", "No lesson is open: everything can be set.", "its tip")
STRING_ROW(TOP_COURSE_TIP, "top.course.tip", "To the list of lessons.", "tip of the word Course")
STRING_ROW(TOP_PRESETS_TIP, "top.presets.tip", "Named setups to begin from.", "tip of the experiment's name, which opens their list")
STRING_ROW(TOP_TABS_TIP, "top.tabs.tip", "What the middle of the window shows.", "tip of the list of the tabs, in a narrow window")

/* Titles of the screens, and a sentence about each. */
#define SCREEN_ROW(ID, NAME, DRAW, PLACE, MODAL, QUEUED, SCOPES, TITLE, TIP)                                                               \
    STRING_ROW(SCREEN_##ID, "screen." NAME, TITLE, "title of a screen, on its tab or its button in the top bar; one word")                 \
    STRING_ROW(SCREEN_##ID##_TIP, "screen." NAME ".tip", TIP, "tip of that tab or button")
#include "view/screen_rows.h"
#undef SCREEN_ROW

#define SETTING_ROW(ID, NAME, LABEL, KIND, USE, LEAST, MOST, USUAL, CHOICES, HELP)                                                         \
    STRING_ROW(SETTING_##ID, "setting." NAME, LABEL, "name of a setting, on the page of settings")                                         \
    STRING_ROW(SETTING_##ID##_HELP, "setting." NAME ".help", HELP, "what this setting changes; one sentence")
#include "gui/settings_rows.h"
#undef SETTING_ROW
STRING_ROW(SETTINGS_CHANGE, "settings.change", "Change", "button beside a key, on the page of settings; one word")
STRING_ROW(SETTINGS_CHANGE_TIP, "settings.change.tip", "Press it, then the key that you want instead.", "its tip")
STRING_ROW(SETTINGS_PRESS, "settings.press", "Press a key", "the same button while it waits for a key; short")
STRING_ROW(SETTINGS_PRESS_TIP, "settings.press.tip", "Escape leaves the key as it is.", "its tip")
STRING_ROW(SETTINGS_USUAL, "settings.usual", "Usual keys", "button on the page of settings; short")
STRING_ROW(SETTINGS_USUAL_TIP, "settings.usual.tip", "Gives every command the keys that it came with.", "its tip")
STRING_ROW(TOP_SETTINGS_TIP, "top.settings.tip", "Colours, size, motion, language and keys.", "tip of a button of the top bar")

#include "view/stage_string_rows.h"
#include "view/panel_string_rows.h"
#include "view/name_string_rows.h"
#include "view/inside_string_rows.h"
#include "view/page_string_rows.h"
#include "view/app_string_rows.h"

STRING_ROW(HELP_TITLE, "help.title", "Keys and commands", "heading of the help")
STRING_ROW(HELP_INTRO, "help.intro",
           "Drag a slider or click its number and type; double-click the slider for its default. Arrows move what has the focus, Tab goes "
           "on.",
           "first lines of the help")
STRING_ROW(HELP_COMMANDS, "help.commands", "Every command, as scripts and recordings write it", "heading in the help")
#define COMMAND_ROW(ID, WORD, SIGNATURE, OWNER, SCOPE, UNDOABLE, KEYS, HELP)                                                               \
    STRING_ROW(COMMAND_##ID, "command." WORD, HELP, "what this command does, in the help; one sentence")
#include "lab/command_rows.h"
#undef COMMAND_ROW
