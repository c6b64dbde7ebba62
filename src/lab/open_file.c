/* See open_file.h. */
#include "lab/open_file.h"
#include "base/arena.h"
#include "data/picture_note.h"
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

static bool read_text(SetupFile *file, const char *name, const char *data, size_t size, Diag *diag) {
    if (size > SETUP_FILE_BYTES_MAX) return fail_large(diag, name, SETUP_FILE_BYTES_MAX);
    Str text = {data, (int)size};
    if (str_trim(text).count == 0) return diag_fail_at(diag, name, 0, 0, "this file is empty");
    if (is_binary(text))
        return diag_fail_at(
            diag, name, 0, 0,
            "these bytes are no text; expected a saved setup, a picture or table that Unroll exported, or a model (safetensors)");
    if (is_share_line(text)) return share_line_read(file, name, str_trim(text), diag);
    return setup_file_read(file, name, text, diag);
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

static bool is_model(const char *path, const char *data, size_t size) {
    return weights_file_is(data, size) || str_ends_like(path, ".safetensors"); /* a bad one is told what is wrong with it */
}

bool open_file_is_known(const char *path, const char *data, size_t size) {
    return is_model(path, data, size) || picture_note_kind(data, size) != PICTURE_NONE;
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
        good = is_picture ? read_note(file, name, data, size, diag) : read_text(file, name, data, size, diag);
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
