/* One row per text of the interface: ID, key, English, where it stands. Included with STRING_ROW defined. The key is what a
   translation names it by, and never changes; the English may. Formulas stand between '$'. */
STRING_ROW(PHASE_UNROLL, "phase.unroll", "Unroll", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_FORWARD, "phase.forward", "Forward", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_LOSS, "phase.loss", "Loss", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_BACKWARD, "phase.backward", "Backward", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_UPDATE, "phase.update", "Update", "name of a phase, on the transport's track; short")

STRING_ROW(TRANSPORT_BACK, "transport.back", "One step back.", "tip of a button of the transport")
STRING_ROW(TRANSPORT_PAUSE, "transport.pause", "Pause.", "tip of the play button while it plays")
STRING_ROW(TRANSPORT_PLAY, "transport.play", "Play this phase; it stops where the next begins.", "tip of the play button")
STRING_ROW(TRANSPORT_STEP, "transport.step", "One step on.", "tip of a button of the transport")
STRING_ROW(TRANSPORT_NEXT_UPDATE, "transport.next-update", "Do this update and begin the next.",
           "tip of the same button at the end of an update")
STRING_ROW(TRANSPORT_FASTER, "transport.faster", "Twice the speed.", "tip of the button +")
STRING_ROW(TRANSPORT_SLOWER, "transport.slower", "Half the speed.", "tip of the button −")
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
STRING_ROW(TOP_LIGHT, "top.light", "Light", "button of the top bar: changes to the light theme; one word")
STRING_ROW(TOP_DARK, "top.dark", "Dark", "the same button: changes to the dark theme; one word")
STRING_ROW(TOP_THEME_TIP, "top.theme.tip", "Dark for a dim room, light for a bright one.", "tip of that button")
STRING_ROW(TOP_REDO, "top.redo", "Redo", "button of the top bar; one word")
STRING_ROW(TOP_REDO_TIP, "top.redo.tip", "Do again what was undone.", "tip of that button")
STRING_ROW(TOP_UNDO, "top.undo", "Undo", "button of the top bar; one word")
STRING_ROW(TOP_UNDO_TIP, "top.undo.tip", "Take the last change back.", "tip of that button")
STRING_ROW(TOP_CONTROLS, "top.controls", "Controls", "button of the top bar in a narrow window; one word")
STRING_ROW(TOP_CONTROLS_TIP, "top.controls.tip", "Everything that can be set.", "tip of that button")
STRING_ROW(TOP_STORY, "top.story", "Story", "button of the top bar in a narrow window; one word")
STRING_ROW(TOP_STORY_TIP, "top.story.tip", "What happens now, in words and numbers.", "tip of that button")
STRING_ROW(TOP_MORE, "top.more", "More", "button of the top bar that opens the list of named setups; one word")
STRING_ROW(TOP_MORE_TIP, "top.more.tip", "Every named setup.", "tip of that button")

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
