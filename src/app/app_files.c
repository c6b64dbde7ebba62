/* Saved experiments: saving, opening, and the page that lists them.

   A job writes the file, so that no frame waits for the disk; a message reports the end. A file that is not the open one is only replaced
   if the person confirms by a second command. A name without a folder is in the person's own folder. */
#include "app/app_inside.h"
#include "app/app_own.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "base/number.h"
#include "lab/open_file.h"
#include "lab/share_line.h"
#include <string.h>

static const char heading[] = "A saved experiment of Unroll: unroll FILE opens it.", ending[] = ".unroll";
enum { DESCRIBED_MAX = 1 << 18 }; /* bytes that the list reads of each file */

/* ---- The saved text ---- */

bool app_take_file(SetupFile *file, const App *app, Diag *diag) {
    if (!setup_file_take(file, &app->main.lab, diag)) return false;
    app_write_view(file, app);
    return true;
}

/* Where the file's bytes are these. */
static bool has_bytes(const FileApi *file, const char *path, const void *bytes, size_t size) {
    char *data = NULL;
    size_t found = 0;
    bool is_same = file->read && file->read(file->user, path, &data, &found, NULL) && found == size && memcmp(data, bytes, size) == 0;
    mem_free(data);
    return is_same;
}

/* "mine.txt", "mine-2.txt", ...: the first that is free or has these bytes. False: there is none. */
static bool find_free(char path[APP_PATH_MAX + WEIGHTS_NAME_SIZE], bool *is_same, const ShelfText *item, const FileApi *file) {
    const char *slash = strrchr(path, '/'), *point = strrchr(path, '.');
    if (!point || (slash && point < slash)) point = path + strlen(path);
    int stem = (int)(point - path);
    char suffix[WEIGHTS_NAME_SIZE], tried[APP_PATH_MAX + WEIGHTS_NAME_SIZE];
    str_copy(suffix, (int)sizeof suffix, str_from(point));
    for (int i = 2; i < 100; i++) {
        if (text_format(tried, (int)sizeof tried, "%.*s-%d%s", stem, path, i, suffix) >= (int)sizeof tried - 1) return false;
        *is_same = file->is_there(file->user, tried);
        if (*is_same && !has_bytes(file, tried, item->bytes, item->size)) continue;
        str_copy(path, (int)sizeof tried, str_from(tried));
        return true;
    }
    return false;
}

/* Where another file has the text's name, it gets another one: a saved experiment finds it by its content (lab/beside.h). */
static bool keep_text(const ShelfText *item, const FileApi *file, char path[APP_PATH_MAX + WEIGHTS_NAME_SIZE], bool may_replace,
                      uint64_t *kept, Diag *diag) {
    uint64_t hash = item->text.hash;
    bool is_there = file->is_there(file->user, path);
    if (is_there && *kept == hash) return true;
    bool is_same = is_there && has_bytes(file, path, item->bytes, item->size);
    if (is_there && !is_same && !may_replace && *kept == 0 && !find_free(path, &is_same, item, file))
        return diag_fail(diag,
                         "%s exists already and differs from the text that the network learns. Save in another folder, where the text can "
                         "stand beside the experiment.",
                         path);
    if (!is_same && !file->write_soon(file->user, path, item->bytes, item->size, diag)) return false;
    *kept = hash;
    return true;
}

bool app_keep_beside(const SetupFile *saved, const FileApi *file, const char *path, bool may_replace, uint64_t *kept, Diag *diag) {
    char beside[APP_PATH_MAX + WEIGHTS_NAME_SIZE];
    const char *slash = strrchr(path, '/');
    for (int i = 0; i < saved->weights.count; i++) {
        const WeightsFile *weights = saved->weights.item[i];
        text_format(beside, (int)sizeof beside, "%.*s%s", slash ? (int)(slash - path) + 1 : 0, path, weights->name);
        if (!file->is_there(file->user, beside) && !file->write_soon(file->user, beside, weights->bytes, weights->size, diag)) return false;
    }
    for (int i = 0; i < saved->texts.count; i++) {
        const ShelfText *item = saved->texts.item[i];
        if (&item->text != saved->setup.own_text) continue;
        text_format(beside, (int)sizeof beside, "%.*s%s", slash ? (int)(slash - path) + 1 : 0, path, item->text.name);
        if (!keep_text(item, file, beside, may_replace, kept, diag)) return false;
    }
    return true;
}

/* ---- Writing, as a job ---- */

static bool run_write(Job *job, double budget_s) {
    AppWrite *write = (AppWrite *)(void *)job;
    Diag *diag = &write->diag;
    (void)budget_s;
    write->good = app_keep_beside(write->saved, write->file, write->path, write->may_replace, &write->kept, diag);
    if (write->good && write->data) write->good = write->file->write(write->file->user, write->path, write->data, write->size, diag);
    return true;
}

void app_begin_write(App *app, AppWrite *write, const char *path) {
    diag_reset(&write->diag);
    if (strcmp(path, write->path) != 0) write->kept = 0; /* elsewhere */
    str_copy(write->path, FILE_PATH_SIZE, str_from(path));
    write->file = &app->world->file;
    write->job.run = run_write;
    write->good = false;
    write->is_on = true;
    job_queue_add(&app->jobs, &write->job);
}

bool app_end_write(App *app, AppWrite *write) {
    job_queue_finish(&app->jobs, &write->job);
    setup_file_deinit(write->saved);
    mem_free(write->saved);
    mem_free(write->data);
    write->saved = NULL;
    write->data = NULL;
    write->is_on = false;
    return write->good;
}

void app_finish_write(App *app) {
    AppWrite *write = &app->files.write;
    if (!write->is_on) return;
    app->stale = true;
    if (app_end_write(app, write)) {
        app_say(app, false, tr(&app->strings, STRING_NOTICE_SAVED), write->path);
        return;
    }
    char told[512];
    diag_format(told, sizeof told, &write->diag);
    app_say(app, true, "%s", told);
}

void app_advance_write(App *app) {
    if (app->files.write.is_on && job_is_done(&app->jobs, &app->files.write.job)) app_finish_write(app);
}

/* `data` and `saved` are taken over. */
static bool begin_save(App *app, const char *path, char *data, size_t size, SetupFile *saved, Diag *diag) {
    AppWrite *write = &app->files.write;
    app_finish_write(app);
    write->data = data;
    write->size = size;
    write->saved = saved;
    app_begin_write(app, write, path);
    if (app_may_wait(app)) return true;
    app_finish_write(app); /* in a script it is there when the line is done */
    if (!write->good && diag) *diag = write->diag;
    return write->good;
}

/* ---- Recent files ---- */

static void write_recent(App *app) {
    const FileApi *file = &app->world->file;
    AppFiles *files = &app->files;
    Bytes bytes = {0};
    if (!files->recent_path[0] || !file->write_soon) return;
    for (int i = 0; i < files->recent_count; i++) bytes_format(&bytes, "%s\n", files->recent[i]);
    if (!bytes.failed && bytes.at) file->write_soon(file->user, files->recent_path, bytes.at, bytes.count, NULL); /* a convenience */
    bytes_free(&bytes);
}

static void add_recent(AppFiles *files, Str path) {
    char kept[APP_PATH_MAX];
    if (!str_copy(kept, APP_PATH_MAX, path) || !own_is_absolute(kept)) return; /* only the current folder gives it a meaning */
    int at = 0;
    while (at < files->recent_count && strcmp(files->recent[at], kept) != 0) at++;
    if (at == files->recent_count && files->recent_count < FILE_RECENT_MAX) files->recent_count++;
    if (at == FILE_RECENT_MAX) at--;
    memmove(files->recent[1], files->recent[0], (size_t)at * sizeof files->recent[0]);
    memcpy(files->recent[0], kept, sizeof kept);
}

void app_note_file(App *app, const char *path) {
    add_recent(&app->files, str_from(path));
    write_recent(app);
}

void app_open_recent(App *app, const char *path) {
    const FileApi *file = &app->world->file;
    char *data = NULL;
    size_t size = 0;
    Str line[FILE_RECENT_MAX];
    int count = 0;
    str_copy(app->files.recent_path, APP_PATH_MAX, str_from(path));
    if (!file->is_there(file->user, path) || !file->read(file->user, path, &data, &size, NULL)) return;
    for (Str rest = {data, size < (1 << 20) ? (int)size : 0}; rest.count > 0 && count < FILE_RECENT_MAX; count++)
        line[count] = str_next_line(&rest);
    while (count > 0) add_recent(&app->files, line[--count]);
    mem_free(data);
}

/* ---- The page ---- */

static bool ends_with(const char *name, const char *end) {
    size_t count = strlen(name), more = strlen(end);
    return count > more && strcmp(name + count - more, end) == 0;
}

static void describe(FileRow *row, const FileApi *file) {
    char cell[32], *data = NULL;
    size_t size = 0;
    SetupFile *saved = ends_with(row->path, ending) ? mem_new(sizeof *saved) : NULL;
    if (!saved) return;
    if (file->read(file->user, row->path, &data, &size, NULL) && size <= DESCRIBED_MAX &&
        setup_file_read(saved, row->path, (Str){data, (int)size}, NULL)) {
        setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(&saved->setup, KEY_CELL), true);
        int used = text_format(row->words, (int)sizeof row->words, "%s, %s, T = %d", cell, setup_task(&saved->setup)->label,
                               setup_get_int(&saved->setup, KEY_STEPS));
        if (saved->update > 0) text_format(row->words + used, (int)sizeof row->words - used, ", update %s", COUNT_TEXT(saved->update));
        setup_file_deinit(saved);
    }
    mem_free(data);
    mem_free(saved);
}

/* The rows from `first` on are sorted by name. */
static void add_row(FileList *list, const FileApi *file, const char *path, int first) {
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->row[i].path, path) == 0) return;
    if (list->count == FILE_ROW_MAX || !file->is_there(file->user, path)) return;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    int at = list->count++;
    FileRow *row = list->row;
    for (; at > first && strcmp(row[at - 1].name, name) > 0; at--) row[at] = row[at - 1];
    row += at;
    memset(row, 0, sizeof *row);
    str_copy(row->path, FILE_PATH_SIZE, str_from(path));
    str_copy(row->name, (int)sizeof row->name, str_from(name));
    str_copy(row->folder, (int)sizeof row->folder, (Str){path, slash ? (int)(slash - path) : 0});
    describe(row, file);
}

typedef struct Listing {
    FileList *list;
    const FileApi *file;
} Listing;

/* Sorted by name, below the recently used ones. */
static void note_name(void *user, const char *name) {
    Listing *listing = user;
    FileList *list = listing->list;
    char path[FILE_PATH_SIZE];
    if (ends_with(name, ending) && text_format(path, FILE_PATH_SIZE, "%s/%s", list->folder, name) < FILE_PATH_SIZE - 1)
        add_row(list, listing->file, path, list->recents);
}

static bool find_folder(const App *app, char out[APP_PATH_MAX], Place which, Diag *diag) {
    const PlaceApi *place = &app->world->place;
    if (place->find) return place->find(place->user, which, out, APP_PATH_MAX, diag);
    return diag_fail(diag, "There is no folder of your own here; give a path, such as ./mine.unroll.");
}

static bool is_there(const App *app, const char *path) {
    return app->world->file.is_there && app->world->file.is_there(app->world->file.user, path);
}

/* "lstm-recall", "lstm-recall-2", ...: the first that is free. */
static void find_offer(const App *app, FileList *list) {
    char cell[32], task[32], path[FILE_PATH_SIZE + 160];
    setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(&app->main.lab.setup, KEY_CELL), false);
    setup_choice(task, (int)sizeof task, KEY_TASK, setup_get_int(&app->main.lab.setup, KEY_TASK), false);
    for (int i = 1; i < 1000; i++) {
        int used = text_format(list->offer, (int)sizeof list->offer, "%s-%s", cell, task);
        if (i > 1) text_format(list->offer + used, (int)sizeof list->offer - used, "-%d", i);
        text_format(path, (int)sizeof path, "%s/%s%s", list->folder, list->offer, ending);
        if (!list->folder[0] || !is_there(app, path)) return;
    }
}

bool app_list_files(App *app) {
    AppFiles *files = &app->files;
    const FileApi *file = &app->world->file;
    if (!files->list && !(files->list = mem_new(sizeof *files->list))) return false;
    FileList *list = files->list;
    Listing listing = {list, file};
    const char *slash = strrchr(files->path, '/');
    memset(list, 0, sizeof *list);
    files->asked[0] = '\0';
    str_copy(list->current, (int)sizeof list->current, str_from(slash ? slash + 1 : files->path));
    if (!find_folder(app, list->folder, PLACE_FILES, NULL)) list->folder[0] = '\0';
    for (int i = 0; i < files->recent_count; i++) add_row(list, file, files->recent[i], list->count);
    list->recents = list->count;
    if (list->folder[0] && file->list) file->list(file->user, list->folder, note_name, &listing, NULL);
    find_offer(app, list);
    app->stale = true;
    return true;
}

void app_free_files(App *app) {
    app_finish_write(app);
    mem_free(app->files.list);
    app->files.list = NULL;
}

/* ---- The commands ---- */

/* A name without a folder lies in the person's own folder. */
static bool find_target(const App *app, char out[APP_PATH_MAX], Str name, Place which, Diag *diag) {
    char folder[APP_PATH_MAX] = "";
    if (!memchr(name.at, '/', (size_t)name.count) && !memchr(name.at, '\\', (size_t)name.count) && !find_folder(app, folder, which, diag))
        return false;
    int used = text_format(out, APP_PATH_MAX, "%s%s%.*s", folder, folder[0] ? "/" : "", name.count, name.at);
    const char *slash = strrchr(out, '/');
    if (!strchr(slash ? slash + 1 : out, '.')) used += text_format(out + used, APP_PATH_MAX - used, "%s", ending);
    return used < APP_PATH_MAX - 1 || diag_fail(diag, "save: the path is longer than %d bytes.", APP_PATH_MAX - 2);
}

bool app_save_copy(App *app, const char *path, Diag *diag) {
    char *text = NULL;
    size_t size = 0;
    SetupFile *saved;
    if (!(saved = mem_new(sizeof *saved))) return diag_fail(diag, "There is no memory left to save.");
    app_finish(app); /* finishes queued commands, which belong to the experiment; until then a worker owns the list of changes */
    if (!app_take_file(saved, app, diag)) {
        mem_free(saved);
        return false;
    }
    if (!setup_file_write(&text, &size, saved, heading)) {
        setup_file_deinit(saved);
        mem_free(saved);
        return diag_fail(diag, "There is no memory left to save.");
    }
    return begin_save(app, path, text, size, saved, diag);
}

bool app_save(App *app, Str name, Diag *diag) {
    AppFiles *files = &app->files;
    char path[APP_PATH_MAX];
    name = str_trim(name);
    if (!app->world->file.write) return diag_fail(diag, "save: no file can be written here.");
    if (name.count == 0)
        str_copy(path, APP_PATH_MAX, str_from(files->path));
    else if (!find_target(app, path, name, PLACE_SAVED, diag))
        return false;
    if (strcmp(path, files->path) != 0 && strcmp(path, files->asked) != 0 && is_there(app, path)) {
        str_copy(files->asked, APP_PATH_MAX, str_from(path));
        return diag_fail(diag, "%s exists already. Save again to replace it, or give another name.", path);
    }
    if (!app_save_copy(app, path, diag)) return false;
    str_copy(files->path, APP_PATH_MAX, str_from(path));
    files->asked[0] = '\0';
    app_note_file(app, path);
    return true;
}

/* Tries the name as given, then with the ending, then in the person's own folder. */
bool app_find_file(const App *app, char out[APP_PATH_MAX], Str name, Diag *diag) {
    const FileList *list = app->files.list;
    long index;
    name = str_trim(name);
    if (name.count > 1 && name.at[0] == '#' && number_parse_int(&index, (Str){name.at + 1, name.count - 1})) {
        if (!list || index < 1 || index > list->count) return diag_fail(diag, "open: there is no file %ld in the list.", index);
        return str_copy(out, APP_PATH_MAX, str_from(list->row[index - 1].path));
    }
    if (name.count == 0 || !str_copy(out, APP_PATH_MAX, name)) return diag_fail(diag, "open: expected the name of a file.");
    if (is_there(app, out)) return true;
    if (find_target(app, out, name, PLACE_FILES, NULL) && is_there(app, out)) return true;
    return diag_fail(diag, "There is no file \"%.*s\".", str_fit(name, 200), name.at);
}

void app_set_file(App *app, const char *path) {
    str_copy(app->files.path, APP_PATH_MAX, str_from(ends_with(path, ending) ? path : "")); /* a picture is not saved over */
    app->files.asked[0] = '\0';
    app_note_file(app, path);
}

/* ---- Sharing ---- */

bool app_share(App *app, Diag *diag) {
    const ClipboardApi *clipboard = &app->world->clipboard;
    Bytes line = {0};
    SetupFile *saved = mem_new(sizeof *saved);
    if (!saved) return diag_fail(diag, "There is no memory left for the line.");
    app_finish(app);
    bool good = app_take_file(saved, app, diag);
    if (good) {
        bytes_add_str(&line, str_from("unroll '"));
        share_line_write(&line, saved);
        int hidden = (int)line.count;
        bytes_add(&line, "'", 2);
        bool has_weights = saved->weights.count > 0;
        char name[WEIGHTS_NAME_SIZE] = "";
        if (has_weights) str_copy(name, WEIGHTS_NAME_SIZE, str_from(saved->weights.item[0]->name));
        setup_file_deinit(saved);
        if (line.failed)
            good = diag_fail(diag, "There is no memory left for the line.");
        else
            good = clipboard->write ? clipboard->write(clipboard->user, line.at, diag) : diag_fail(diag, "There is no clipboard here.");
        if (good && has_weights)
            app_say(app, false, tr(&app->strings, STRING_NOTICE_SHARED_WEIGHTS), name);
        else if (good)
            app_say(app, false, tr(&app->strings, STRING_NOTICE_SHARED), COUNT_TEXT(hidden + 1));
    }
    bytes_free(&line);
    mem_free(saved);
    return good;
}

/* A line from the clipboard. */
bool app_read_shared(SetupFile *file, App *app, Diag *diag) {
    const ClipboardApi *clipboard = &app->world->clipboard;
    char *text = NULL;
    if (!clipboard->read) return diag_fail(diag, "There is no clipboard here.");
    if (!clipboard->read(clipboard->user, &text, diag)) return false;
    Str line = share_line_cut(str_from(text));
    bool good =
        share_line_is(line) || diag_fail(diag, "The clipboard holds no experiment; expected a line such as unroll 'cell=lstm&hidden=8'.");
    good = good && share_line_read(file, "clipboard", line, diag);
    mem_free(text);
    if (!good || open_file_load(file, &app->world->file, "./", &app->main.lab.texts, diag)) return good;
    setup_file_deinit(file);
    return false;
}
