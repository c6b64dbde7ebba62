/* `unroll new-lesson NAME`: a template for a lesson, which passes the check and explains each block in comments. */
#include "base/number.h"
#include "cli/cli.h"
#include "platform/files.h"
#include "platform/stream.h"
#include <stdio.h>
#include <string.h>

static const char front[] = "---\n"
                            "title: %s\n"
                            "id: %s\n"
                            "minutes: 3\n"
                            "level: basic\n"
                            "goals:\n"
                            "  - name one thing that a reader can do at the end\n"
                            "---\n\n";

static const char body[] = "<!-- A comment: nobody sees it. `unroll check` on this file finds mistakes and runs every claim in it. -->\n\n"
                           "## What carries the gradient back\n\n"
                           "A step begins with a heading, and with the network that stands on the stage. Formulas stand between dollars: "
                           "$h_t = \\tanh(W h_{t-1} + U x_t)$.\n"
                           "A number in two braces is the network's own, as it is now: {{rgrad 1 | 2 digits}} of what sets out at the loss "
                           "arrives at [[river 1|step 1]].\n\n"
                           "<!-- setup: what determines the network, one setting a line. `unroll setup` prints all of them. -->\n\n"
                           "```setup start\n"
                           "preset first\n"
                           "```\n\n"
                           "<!-- do: commands, as in the window. A line of two hyphens waits for a key. -->\n\n"
                           "```do\n"
                           "seek backward 1\n"
                           "--\n"
                           "seek backward end\n"
                           "```\n\n"
                           "Ask before you show. Every wrong answer gets an answer of its own:\n\n"
                           "```predict\n"
                           "? The sequence becomes twice as long. How much arrives at step 1?\n"
                           "- about half as much :: Every arrow multiplies; there are sixteen arrows more.\n"
                           "* about a millionth of a millionth\n"
                           "- as much as before :: The network is the same, but the way is longer.\n"
                           "> Twice the arrows, twice the powers of ten.\n"
                           "! set steps 32\n"
                           "! seek backward end\n"
                           "```\n\n"
                           "<!-- assert: what the text claims. The check runs it, here for twenty other networks. -->\n\n"
                           "```assert\n"
                           "steps == 32\n"
                           "seeds 1..20: rgrad 1 < 1e-9\n"
                           "```\n"
                           "```note\n"
                           "2 min\n"
                           "For the lecturer only.\n"
                           "ask: what could make a factor larger than 1?\n"
                           "```\n\n"
                           "## Your turn\n\n"
                           "Something to do: it ticks itself.\n\n"
                           "```setup\n"
                           "from start\n"
                           "```\n"
                           "```do\n"
                           "seek backward end\n"
                           "```\n"
                           "```allow\n"
                           "radius\n"
                           "```\n"
                           "```try\n"
                           "With the recurrent radius alone, bring a thousandth of what set out to step 1.\n"
                           "until rgrad 1 > 1e-3\n"
                           "hint after 60s: One factor is about as large as the radius.\n"
                           "solution: set radius 0.75\n"
                           "```\n"
                           "```note\n"
                           "1 min\n"
                           "```\n\n"
                           "## Key points\n"
                           "- One sentence for each thing to remember.\n\n"
                           "## Review\n\n"
                           "```write\n"
                           "? What would you say to a friend who was not here?\n"
                           "= A model answer, to compare with.\n"
                           "```\n";

/* "06-my-lesson" to "my-lesson": small letters, digits and hyphens. */
static void make_id(char *out, int size, const char *name) {
    int used = 0;
    while (*name >= '0' && *name <= '9') name++;
    while (*name == '-' || *name == ' ' || *name == '_') name++;
    for (; *name && used + 1 < size; name++) {
        char c = *name;
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        out[used++] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
    }
    out[used] = '\0';
    if (used == 0) text_format(out, size, "lesson");
}

static void make_title(char *out, int size, const char *id) {
    text_format(out, size, "%s", id);
    for (char *at = out; *at; at++) {
        if (*at == '-') *at = ' ';
    }
    if (out[0] >= 'a' && out[0] <= 'z') out[0] = (char)(out[0] - 'a' + 'A');
}

static int run(const CliOptions *options, Diag *diag) {
    char path[1024], name[512], id[256], title[256], text[8192];
    FileApi file;
    if (options->operand_count == 0) {
        diag_fail(diag, "no NAME is given; expected the file's name, as in `unroll new-lesson my-lesson`");
        return CLI_BAD_USAGE;
    }
    bool streams = stream_is_for(options->operand[0]);
    size_t count = strlen(options->operand[0]);
    bool has_end = streams || (count > 3 && !strcmp(options->operand[0] + count - 3, ".md"));
    if (text_format(path, (int)sizeof path, "%s%s", options->operand[0], has_end ? "" : ".md") >= (int)sizeof path - 1) {
        diag_fail(diag, "this name is too long");
        return CLI_BAD_USAGE;
    }
    const char *slash = strrchr(path, '/');
    text_format(name, (int)sizeof name, "%s", streams ? "my-lesson.md" : slash ? slash + 1 : path);
    if (strlen(name) > 3) name[strlen(name) - 3] = '\0';
    make_id(id, (int)sizeof id, name);
    make_title(title, (int)sizeof title, id);
    platform_files(&file);
    if (!streams && file.is_there(file.user, path)) {
        diag_fail(diag, "%s is there already; it stays as it is", path);
        return CLI_FAILED;
    }
    int used = text_format(text, (int)sizeof text, front, title, id);
    used += text_format(text + used, (int)sizeof text - used, "%s", body);
    if (!file.write(file.user, path, text, (size_t)used, diag)) return CLI_FAILED;
    if (!streams) printf("%s\n", path);
    return CLI_OK;
}

const CliSubcommand cli_new_lesson = {
    .name = "new-lesson",
    .summary = "write a first lesson that passes the check",
    .operands = "NAME",
    .operand_max = 1,
    .takes = {CLI_NONE},
    .about = "Writes NAME.md: a small whole lesson with every usual block and a comment on what it is for. An existing file of that name "
             "is not changed. NAME may be -, standard output.",
    .more = "`unroll check NAME.md` then lists its mistakes while you write it.",
    .status = "0; 1 when the file cannot be written, or is there already; 2 when the request was wrong.",
    .run = run,
};
