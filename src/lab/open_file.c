/* See open_file.h. */
#include "lab/open_file.h"
#include "base/arena.h"
#include "data/picture_note.h"
#include "data/tables.h"
#include "lab/share_line.h"
#include <string.h>

/* A run that begins with the weights of a file: with the setup saved at their export, or else with the sizes of the tensors. */
static bool begin_with_weights(SetupFile *file, const char *name, char *data, size_t size, Diag *diag) {
    char *text;
    WeightsFile *weights = weights_list_add(&file->weights, name, weights_hash(data, size), data, size, diag);
    if (!weights) return false;
    SinceStep step = {.kind = SINCE_WEIGHTS, .hash = weights->hash, .count = 1};
    if (!weights_file_get_text(&text, weights, diag)) return false;
    if (text) {
        SetupFile saved;
        bool good = setup_file_read(&saved, name, str_from(text), diag);
        mem_free(text);
        if (!good) return false;
        for (int i = 0; i < saved.step_count; i++) {
            if (saved.step[i].kind == SINCE_SET) saved.setup.value[saved.step[i].key] = saved.step[i].value;
        }
        file->setup = saved.setup;
        file->variants = saved.variants;
        str_copy(file->texts.named, TEXT_NAME_SIZE, str_from(saved.texts.named));
        setup_file_deinit(&saved);
    } else if (!weights_file_find_setup(&file->setup, weights, diag)) {
        return false;
    }
    return setup_file_add(file, &step, diag);
}

static bool fail_large(Diag *diag, const char *name, int most) {
    return diag_fail_at(diag, name, 0, 0, "it is larger than %d MB", most >> 20);
}

static bool read_note(SetupFile *file, const char *name, const char *data, size_t size, Diag *diag) {
    Bytes line = {0};
    Diag found = {0};
    bool good = picture_note_find(&line, data, size, &found) || diag_fail_at(diag, name, 0, 0, "%s", found.text);
    if (good && !share_line_read(file, name, (Str){line.at ? line.at : "", (int)line.count}, &found))
        good = diag_fail_at(diag, name, 0, 0, "the setup that it carries cannot be read: %s", found.text);
    bytes_free(&line);
    return good;
}

/* One line with & in it. */
static bool is_share_line(Str text) {
    text = str_trim(text);
    return text.count > 0 && !memchr(text.at, '\n', (size_t)text.count) && memchr(text.at, '&', (size_t)text.count) && share_line_is(text);
}

/* Has the first line what no text has? Further down a newer version may have anything. */
static bool is_binary(Str text) {
    for (int i = 0; i < text.count && text.at[i] != '\n'; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < ' ' && c != '\t' && c != '\r' && c != '\f') return true;
    }
    return false;
}

static bool is_model(const char *path, const char *data, size_t size) {
    return weights_file_is(data, size) || str_ends_like(path, ".safetensors"); /* a bad one is told what is wrong with it */
}

bool open_file_is_known(const char *path, const char *data, size_t size) {
    return is_model(path, data, size) || picture_note_kind(data, size) != PICTURE_NONE;
}

static bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

/* Is the first line that says something one of a saved experiment: key=value, "unroll 1", or the beginning of JSON? */
static bool begins_like_setup(Str rest) {
    Str line = {0};
    int count = 0;
    while (rest.count > 0 && (line.count == 0 || line.at[0] == '#')) line = str_trim(str_next_line(&rest));
    while (count < line.count && is_word_byte(line.at[count])) count++;
    Str word = {line.at, count}, behind = str_trim((Str){line.at + count, line.count - count});
    if (str_equal(word, "unroll")) return true;
    return line.count == 0 || line.at[0] == '{' || (count > 0 && behind.count > 0 && behind.at[0] == '=');
}

static bool is_setup_name(const char *path) {
    return str_ends_like(path, ".unroll") || str_ends_like(path, ".setup") || str_ends_like(path, ".json");
}

bool open_file_is_data(const char *path, const char *data, size_t size) {
    if (size == 0 || is_setup_name(path) || open_file_is_known(path, data, size)) return false;
    return !begins_like_setup((Str){data, size < SETUP_FILE_BYTES_MAX ? (int)size : SETUP_FILE_BYTES_MAX});
}

/* The word of the command that opens the file for a task: a table with a column of numbers, labelled lines, or else a text. "" if no task
   can learn it. */
static const char *find_data_command(const char *name, Str bytes) {
    const char *word = "";
    Text text;
    if (!text_read(&text, name, bytes, NULL)) return word;
    text_deinit(&text);
    TablesReading *reading = tables_reading_new(name, bytes);
    while (reading && !tables_reading_step(reading, bytes.count)) {}
    Tables *tables = tables_reading_end(reading);
    switch (tables ? tables_find_kind(tables) : TABLES_NONE) {
    case TABLES_NONE: word = "text"; break;
    case TABLES_SERIES: word = "series"; break;
    case TABLES_LINES: word = "sentence"; break;
    }
    tables_free(tables);
    return word;
}

/* Adds to the message about a file that is no setup how it is opened. */
static bool fail_as_data(const char *path, const char *name, Str text, Diag *diag) {
    if (!diag || !open_file_is_data(path, text.at, (size_t)text.count)) return false;
    const char *word = find_data_command(name, text);
    Diag found = *diag;
    if (str_ends_like(path, ".md"))
        return diag_fail_at(diag, found.file, found.line, found.column, "%s. A lesson is opened by: unroll %s", found.text, path);
    if (!word[0]) return false;
    return diag_fail_at(diag, found.file, found.line, found.column, "%s. As data it is opened by: --do \"%s open %s\"", found.text, word,
                        path);
}

static bool read_text(SetupFile *file, const char *path, const char *name, const char *data, size_t size, Diag *diag) {
    Str text = {data, size <= TEXT_BYTES_MAX ? (int)size : TEXT_BYTES_MAX + 1};
    if (size > SETUP_FILE_BYTES_MAX) return fail_large(diag, name, SETUP_FILE_BYTES_MAX) || fail_as_data(path, name, text, diag);
    if (str_trim(text).count == 0) return diag_fail_at(diag, name, 0, 0, "this file is empty");
    if (is_binary(text))
        return diag_fail_at(
            diag, name, 0, 0,
            "these bytes are no text; expected a saved setup, a picture or table that Unroll exported, or a model (safetensors)");
    if (is_share_line(text)) return share_line_read(file, name, str_trim(text), diag);
    return setup_file_read(file, name, text, diag) || fail_as_data(path, name, text, diag);
}

/* Keeps only the text that the setup names, and reads it if it is not open. */
static bool take_known(SetupFile *file, const TextShelf *known) {
    TextShelf one = {.count = 0};
    const Text *text = known ? text_shelf_find(known, setup_get(&file->setup, KEY_TEXT_HASH)) : NULL;
    for (int i = 0; text && i < known->count; i++) {
        if (&known->item[i]->text == text) one = (TextShelf){.item = {known->item[i]}, .count = 1};
    }
    return text_shelf_share(&file->texts, &one);
}

bool open_file_load(SetupFile *file, const FileApi *files, const char *beside, const TextShelf *known, Diag *diag) {
    take_known(file, known);
    return weights_list_load(&file->weights, files, beside, diag) && text_shelf_load(&file->texts, &file->setup, files, beside, diag);
}

bool open_file_take(SetupFile *file, const FileApi *files, const char *path, char *data, size_t size, const TextShelf *known, Diag *diag) {
    const char *name = strcmp(path, "-") != 0 ? path : "standard input";
    bool good;
    memset(file, 0, sizeof *file);
    setup_init(&file->setup);
    if (is_model(path, data, size)) {
        good = size <= WEIGHTS_FILE_BYTES_MAX;
        if (good) {
            good = begin_with_weights(file, name, data, size, diag);
        } else {
            mem_free(data);
            fail_large(diag, name, WEIGHTS_FILE_BYTES_MAX);
        }
    } else {
        bool is_picture = picture_note_kind(data, size) != PICTURE_NONE;
        good = is_picture ? read_note(file, name, data, size, diag) : read_text(file, path, name, data, size, diag);
        mem_free(data);
        if (!good) return false; /* nothing was kept */
    }
    good = good && open_file_load(file, files, path, known, diag);
    if (!good) setup_file_deinit(file);
    return good;
}

bool open_file_read(SetupFile *file, const FileApi *files, const char *path, Diag *diag) {
    char *data = NULL;
    size_t size = 0;
    memset(file, 0, sizeof *file);
    return files->read(files->user, path, &data, &size, diag) && open_file_take(file, files, path, data, size, NULL, diag);
}
