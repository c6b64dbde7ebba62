/* Links and pictures. A lesson reads nothing outside its folder: a path with a root, a drive, a scheme or a `..` is refused, in every
   spelling. */
#include "lesson/parse_link.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

enum { PATH_MAX_BYTES = 1024 };

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes "%20" and the like; other text stays. The result has no control characters. */
static Str decode(Parser *parser, Str text) {
    char *out = parse_new(parser, (size_t)text.count + 1);
    int used = 0;
    if (!out) return (Str){"", 0};
    for (int i = 0; i < text.count; i++) {
        bool is_code = text.at[i] == '%' && i + 2 < text.count && hex(text.at[i + 1]) >= 0 && hex(text.at[i + 2]) >= 0;
        int value = is_code ? hex(text.at[i + 1]) * 16 + hex(text.at[i + 2]) : 0;
        out[used++] = is_code ? (char)(value < ' ' ? ' ' : value) : text.at[i];
        if (is_code) i += 2;
    }
    return (Str){out, used};
}

static bool is_outside(Str name) {
    int begin = 0;
    for (int i = 0; i <= name.count; i++) {
        bool is_end = i == name.count || name.at[i] == '/' || name.at[i] == '\\';
        if (i < name.count && (name.at[i] == ':' || name.at[i] == '\\')) return true;
        if (!is_end) continue;
        if (i - begin == 2 && name.at[begin] == '.' && name.at[begin + 1] == '.') return true;
        begin = i + 1;
    }
    return name.at[0] == '/';
}

static int folder_count(Str path) {
    int count = path.count;
    while (count > 0 && path.at[count - 1] != '/' && path.at[count - 1] != '\\') count--;
    return count;
}

bool parse_inside(Str *path, Parser *parser, Str name, LessonPlace place) {
    char joined[PATH_MAX_BYTES];
    Str own = parser->lesson->file[0];
    int folder = folder_count(own);
    if (name.count == 0) return parse_fail(parser, place, "a file in the lesson's folder is expected here");
    if (is_outside(name))
        return parse_fail(parser, place, "\"%.*s\" is not inside the lesson's folder; a lesson reads nothing outside of it",
                          str_fit(name, 120), name.at);
    if (folder + name.count >= (int)sizeof joined) return parse_fail(parser, place, "this path is too long");
    int used = text_format(joined, (int)sizeof joined, "%.*s%.*s", folder, own.at, name.count, name.at);
    return lesson_copy(path, &parser->lesson->memory, joined, used);
}

static void check_image(Parser *parser, LessonSpan *span) {
    const LessonHost *host = parser->host;
    const FileApi *file = host->file;
    Str path, name = decode(parser, span->target);
    char *data = NULL;
    size_t size = 0;
    Diag found = {0};
    if (!parse_inside(&path, parser, name, span->place) || !file || !file->is_there) return;
    if (!file->is_there(file->user, path.at)) {
        parse_fail(parser, span->place, "there is no picture %s", path.at);
        return;
    }
    if (host->check_picture && file->read) {
        bool good = file->read(file->user, path.at, &data, &size, &found) && host->check_picture(data, size, &found);
        if (!good) parse_fail(parser, span->place, "%s: %s", path.at, found.text);
        mem_free(data);
        if (!good) return;
    }
    span->text = path;
}

void parse_check_target(Parser *parser, LessonSpan *span) {
    Diag found = {0};
    if (span->kind == SPAN_IMAGE) {
        check_image(parser, span);
        return;
    }
    if (span->target.count == 0) parse_fail(parser, span->place, "this link leads nowhere: expected an address in its brackets");
    if (span->target.count < 3 || memcmp(span->target.at, "do:", 3) != 0) return;
    span->command = decode(parser, (Str){span->target.at + 3, span->target.count - 3});
    LessonPlace place = span->place;
    place.column += 3;
    if (str_trim(span->command).count == 0) {
        parse_fail(parser, place, "a command is expected after do:, as in do:train%%20200");
    } else if (parser->host->check_command && !parser->host->check_command(parser->host->user, span->command, &found)) {
        found.column = 0; /* blanks have three bytes there */
        parse_fail_found(parser, place, &found);
    }
}
