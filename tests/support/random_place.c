/* See random_place.h. */
#include "support/random_place.h"
#include "base/arena.h"
#include <stdlib.h>
#include <string.h>

static const char short_lesson[] =
    "---\ntitle: A short one\nid: short\nminutes: 3\nlevel: basic\ngoals:\n  - see it\n---\n\n"
    "## First step\n\nA sentence.\n\n```setup start\npreset first\n```\n```do\nseek backward 1\n--\nshow cell\n--\ntrain 3\n```\n"
    "```note\n1 min\nPoint at it.\nask: why?\n```\n\n"
    "## Second step\n\nHere it is asked.\n\n```setup\nfrom start\n```\n"
    "```predict\n? How many?\n- one :: No.\n* two\n- three :: No.\n> Two it is.\nvote\n! set steps 20\n! --\n! seek forward 3\n```\n"
    "```note\n2 min\n```\n\n## Key points\n\n- One point.\n";

static const struct {
    const char *path, *text; /* NULL: the lesson that uses everything */
} files[] = {
    {"/course/01-short.md", short_lesson},
    {"/course/02-tour.md", NULL},
    {"/own/short.md", short_lesson},
    {"/own/broken.md", "---\ntitle: \n---\n## \n```predict\n? \n* \n```\n```do\nno such\n```\n````\n## A\n## A\n![x](no.png)\n"},
    {"/own/words.txt", "the cat sat on the mat. the dog sat on the cat. a \xC3\xA9t\xC3\xA9 on the mat, and the cat on the dog.\n"},
    {"/own/short.txt", "a"},
    {"/own/table.csv", "day,sold,\"a \"\"name\"\"\"\n1,2.5,x\n2,3.5,y\n3,-1,z\n4,0,x\n5,2,x\n6,3,\n7,1,x\n8,2,x\n9,3,x\n10,4,x\n11,3,x\n12,5,x\n"},
    {"/own/comma.csv", "a;b\n1,5;x\n;\n2,5;3\n"},
    {"/own/labelled.tsv", "good\tthe film was good\nbad\tthe film was not good\ngood\ta good day\n"},
    {"/own/setup.txt", "cell=lstm\nhidden=3\nsteps=6\n"},
    {"/own/newer.unroll", "unroll 99\ncell=lstm\n"},
    {"/own/empty", ""},
    {"/own/rubbish.bin", "\x89PNG\r\n\x1a\n\xff\xfe\x01\x02"},
};

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    if (place == PLACE_COURSE) return str_copy(out, size, str_from("/course"));
    if (place == PLACE_FILES || place == PLACE_SAVED) return str_copy(out, size, str_from("/own"));
    if (place == PLACE_STATE || place == PLACE_SETTINGS) return str_copy(out, size, str_from("/state"));
    return diag_fail(diag, "there is no such place");
}

static bool read_clipboard(void *user, char **text, Diag *diag) {
    RandomPlace *place = user;
    *text = mem_new(strlen(place->clipboard) + 1);
    if (!*text) return diag_fail(diag, "no memory is left");
    strcpy(*text, place->clipboard);
    return true;
}

/* One that is too long is refused, as by a desktop that has its own limit. */
static bool write_clipboard(void *user, const char *text, Diag *diag) {
    RandomPlace *place = user;
    return str_copy(place->clipboard, (int)sizeof place->clipboard, str_from(text)) || diag_fail(diag, "the clipboard is full");
}

void random_place_bind(RandomPlace *place, World *world, const char *lesson) {
    *place = (RandomPlace){.clipboard = "cell=gru&hidden=4"};
    for (int i = 0; i < (int)(sizeof files / sizeof *files); i++)
        memory_files_put(&place->files, files[i].path, files[i].text ? files[i].text : lesson);
    memory_files_bind(&place->files, &world->file);
    world->place = (PlaceApi){place, find_place};
    world->clipboard = (ClipboardApi){place, read_clipboard, write_clipboard};
}

void random_place_deinit(RandomPlace *place) { memory_files_deinit(&place->files); }

const char *random_place_path(Random *random) {
    static const char *const others[] = {"/own", "/own/none.md", "none", "/own/out.png", "out.csv", "/own/out.unroll", "", "~"};
    if (random_below(random, 4) == 0) return others[random_below(random, (int)(sizeof others / sizeof *others))];
    return files[random_below(random, (int)(sizeof files / sizeof *files))].path;
}
