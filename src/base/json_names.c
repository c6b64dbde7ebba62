/* json_check_names: one walk over the whole text with a stack of the objects that are open. At the end of an object its names are sorted by
   a hash of their characters. Names with the same hash are compared character by character, with escapes decoded ("\u0061" is "a"). A
   syntax error ends the walk: the reader of the text reports it. */
#include "base/arena.h"
#include "base/json.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct Name {
    uint64_t hash;
    int at; /* its quotation mark */
} Name;

typedef struct Names {
    Name *item; /* owned; those of the open objects, the innermost last */
    int count, capacity;
} Names;

static bool hash_name(uint64_t *out, const Json *from, int at) {
    Json json = *from;
    char piece[4];
    int count;
    json.at = at + 1;
    for (*out = 14695981039346656037u; (count = json_next_piece(&json, at, piece)) > 0;) {
        for (int i = 0; i < count; i++) *out = (*out ^ (unsigned char)piece[i]) * 1099511628211u;
    }
    return count == 0;
}

static bool is_same_name(const Json *from, int a, int b) {
    Json left = *from, right = *from;
    left.at = a + 1;
    right.at = b + 1;
    for (;;) {
        char piece[4], other[4];
        int count = json_next_piece(&left, a, piece), same = json_next_piece(&right, b, other);
        if (count != same || (count > 0 && memcmp(piece, other, (size_t)count) != 0)) return false;
        if (count <= 0) return count == 0;
    }
}

static int compare(const void *left, const void *right) {
    const Name *a = left, *b = right;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* Where a name of this object occurs for the second time; -1 if every name occurs once. */
static int find_again(const Json *json, Name *name, int count) {
    int found = -1;
    if (count < 2) return -1;
    qsort(name, (size_t)count, sizeof *name, compare);
    for (int i = 1; i < count; i++) {
        bool again = name[i].hash == name[i - 1].hash && is_same_name(json, name[i].at, name[i - 1].at);
        if (again && (found < 0 || name[i].at < found)) found = name[i].at;
    }
    return found;
}

static bool push(Names *names, Name name) {
    if (names->count == names->capacity) {
        int capacity = names->capacity > 0 ? 2 * names->capacity : 64;
        Name *grown = mem_grow(names->item, (size_t)names->capacity * sizeof *grown, (size_t)capacity * sizeof *grown);
        if (!grown) return false;
        names->item = grown;
        names->capacity = capacity;
    }
    names->item[names->count++] = name;
    return true;
}

static bool fail_twice(Json *json, int at) {
    char name[80];
    int used = 0, count;
    json->at = at + 1;
    while (used + 4 < (int)sizeof name && (count = json_next_piece(json, at, name + used)) > 0) used += count;
    return json_fail(json, at, "\"%.*s\" stands here twice", used, name);
}

bool json_check_names(const Json *from) {
    Json json = *from;
    Diag unheard;
    Names names = {0};
    char open[JSON_DEPTH_MAX];
    int count[JSON_DEPTH_MAX], first[JSON_DEPTH_MAX], depth = 0, again = -1;
    bool good = true, is_out = false;
    json.diag = &unheard;
    do {
        bool more = true;
        if (depth > 0) {
            good = json_next(&json, open[depth - 1], &count[depth - 1], &more, NULL, 0);
            if (!good) break;
        }
        if (!more) {
            depth--;
            if (open[depth] != '{') continue;
            if (names.count > first[depth]) again = find_again(&json, names.item + first[depth], names.count - first[depth]);
            names.count = first[depth];
            continue;
        }
        if (depth > 0 && open[depth - 1] == '{') {
            Name name = {.at = json.name_at};
            good = hash_name(&name.hash, &json, name.at);
            is_out = good && !push(&names, name);
            if (!good || is_out) break;
        }
        char bracket = json_peek(&json);
        bool opens = bracket == '{' || bracket == '[';
        if (!opens || depth == JSON_DEPTH_MAX) {
            good = !opens && json_skip(&json);
            continue;
        }
        json.at++;
        open[depth] = bracket;
        first[depth] = names.count;
        count[depth++] = 0;
    } while (good && again < 0 && depth > 0);
    mem_free(names.item);
    json.diag = from->diag;
    if (is_out) return diag_fail(from->diag, "memory is out");
    return again < 0 || fail_twice(&json, again);
}
