/* The command table: the only list of all actions. A click, a key, a lesson's block, an undo entry, a recording and a script all use the
   same printable lines. parse(format(c)) == c for every command. People count from 1, code from 0: the line "seek backward 5" holds step 5,
   i.e. five steps of the backward phase done.

   The update phase's few steps have names (start, shares, change, weights, or end), because a number after "update" is an update of
   the training: "seek update 137" is another way to write "visit 137", and is parsed as that. */
#ifndef UNROLL_LAB_COMMAND_H
#define UNROLL_LAB_COMMAND_H
#include "base/diag.h"
#include "base/str.h"
#include "base/text_line.h"
#include "lab/setup.h"
#include "lab/timeline.h"

enum {
    COMMAND_LINE_MAX = 1 << 20, /* bytes of a line; a struct that keeps one uses a TextLine (base/text_line.h) */
    COMMAND_SHORT_MAX = 512,    /* size of a buffer for every command without name or text arguments */
    COMMAND_ARG_MAX = 8
};
enum {
    COMMAND_TRAIN_MAX = 1000000,
    COMMAND_STEP_MAX = 10000,
    COMMAND_SEEDS_MAX = 50,
    COMMAND_GUESS_MAX = 10000000
}; /* the largest counts; of guess: lab/search_job.h */

typedef enum CommandId {
#define COMMAND_ROW(ID, ...) COMMAND_##ID,
#include "lab/command_rows.h"
#undef COMMAND_ROW
    COMMAND_COUNT
} CommandId;

typedef enum CommandOwner { COMMAND_OF_LAB, COMMAND_OF_APP, COMMAND_OF_INPUT } CommandOwner;

/* Where the keys of a command work, from the narrowest scope to the widest. A screen says which scopes hold on it (view/screen_rows.h);
   SCOPE_TEXT holds while a person types into a field, SCOPE_INSIDE on the
   screens that look inside the network (view/inside/), SCOPE_CLIFF on the cliff, which is a network of its own, SCOPE_CHECK on the gradient
   check, where the arrow keys go from weight to weight, SCOPE_WRITER on the screen of texts, SCOPE_PRESENT while a lesson is presented. A scope is about keys only: a written line works anywhere. */
typedef enum CommandScope {
    SCOPE_TEXT,
    SCOPE_PAGE,
    SCOPE_CLIFF,
    SCOPE_CHECK,
    SCOPE_WRITER,
    SCOPE_INSIDE,
    SCOPE_PRESENT,
    SCOPE_LESSON,
    SCOPE_STAGE,
    SCOPE_EVERYWHERE,
    SCOPE_COUNT
} CommandScope;

typedef struct CommandRow {
    const char *word; /* "seek" */
    /* Arguments: words of "key" (setup key), "value" (of that key), "phase", "count" (integer >= 1), "step" (integer >= 0, or "end"; after
       a phase whose steps have names, one of those), "number", "loss" (a time step >= 1, "last" or "all"), "name" (one word), "text" (the
       rest of the line); "a|b|c" is a choice of words. Optional ones are in []. E.g. "phase [step]". */
    const char *signature;
    CommandOwner owner;
    CommandScope scope; /* scope of its keys; SCOPE_EVERYWHERE if it has none */
    bool undoable;
    const char *keys; /* "Right:forward;Left:back": each key with the arguments it gives; "" for none */
    const char *help; /* one sentence */
} CommandRow;

extern const CommandRow command_table[COMMAND_COUNT];

typedef struct CommandArg {
    bool given;
    /* The value of a count, step (-1: end), number, loss (-1: last, -2: all), phase, choice, setup key (as its index), or setup value. */
    double number;
    Str text; /* a name or text: a piece of the parsed line, borrowed */
} CommandArg;

/* A command is valid as long as the line that it was parsed from. To keep it longer, take a copy. */
typedef struct Command {
    CommandId id;
    CommandArg arg[COMMAND_ARG_MAX];
} Command;

/* On false the message names the word or argument, what was found, and what is expected; diag->column is where. */
bool command_parse(Command *command, Str line, Diag *diag);
/* The command as a line of any length. False, with `line` as it was, when memory is out. */
bool command_write(TextLine *line, const Command *command);
/* The same into a buffer, cut where it is too small. Returns the bytes written, without the terminator. */
int command_format(char *out, int size, const Command *command);
/* A copy of the command with its own texts, all in *texts, which the caller frees with mem_free; NULL if the command has none. */
bool command_copy(Command *out, char **texts, const Command *command);
bool command_equal(const Command *a, const Command *b);

/* The index-th key of a command and the whole line it stands for ("Left" -> "step back"). False when there are no more. */
bool command_key(CommandId id, int index, char *key, int key_size, char *line, int line_size);
/* The line of a key in one scope; false if no command of that scope has the key. The case of letters does not matter. */
bool command_find_key(char *line, int line_size, const char *key, CommandScope scope);

#endif
