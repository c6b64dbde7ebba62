/* A strict reader of JSON (declared in json_read.h): the grammar of RFC 8259, one function a rule. Each takes where it begins and
   returns where it ends, or NULL when what stands there is not that. Simplified on purpose: strings are compared as they are
   written, escapes and all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/json_read.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_value(const char *at);

static const char *skip_blank(const char *at) { return at + strspn(at, " \t\r\n"); }

static const char *skip_digits(const char *at) {
    size_t count = strspn(at, "0123456789");
    return count > 0 ? at + count : NULL;
}

static const char *skip_number(const char *at) {
    if (*at == '-') at++;
    if (*at == '0' && at[1] >= '0' && at[1] <= '9') return NULL;
    if (!(at = skip_digits(at))) return NULL;
    if (*at == '.' && !(at = skip_digits(at + 1))) return NULL;
    if (*at != 'e' && *at != 'E') return at;
    at++;
    return skip_digits(*at == '+' || *at == '-' ? at + 1 : at);
}

static const char *skip_string(const char *at) {
    if (*at++ != '"') return NULL;
    while (*at != '"') {
        if ((unsigned char)*at < 0x20) return NULL;
        if (*at == '\\') {
            at++;
            if (*at == 'u' && strspn(at + 1, "0123456789abcdefABCDEF") >= 4) {
                at += 4;
            } else if (!*at || !strchr("\"\\/bfnrt", *at)) {
                return NULL;
            }
        }
        at++;
    }
    return at + 1;
}

/* Members or elements up to the closing bracket; with `find` stops at the value of that name or index, with `count` counts them. */
static const char *walk(const char *at, const char *find, size_t find_size, const char **found, int *count) {
    char close = *at == '{' ? '}' : ']';
    int index = 0;
    at = skip_blank(at + 1);
    while (*at != close) {
        const char *name = at;
        if (index > 0) {
            if (*at != ',') return NULL;
            name = at = skip_blank(at + 1);
        }
        bool is_it = find && close == ']' && (int)strtol(find, NULL, 10) == index;
        if (close == '}') {
            if (!(at = skip_string(at))) return NULL;
            is_it = find && (size_t)(at - name) == find_size + 2 && !strncmp(name + 1, find, find_size);
            at = skip_blank(at);
            if (*at++ != ':') return NULL;
            at = skip_blank(at);
        }
        if (is_it) *found = at;
        if (!(at = skip_value(at))) return NULL;
        at = skip_blank(at);
        index++;
    }
    if (count) *count = index;
    return at + 1;
}

static const char *skip_value(const char *at) {
    static const char *const words[] = {"true", "false", "null"};
    if (*at == '{' || *at == '[') return walk(at, NULL, 0, NULL, NULL);
    if (*at == '"') return skip_string(at);
    for (int i = 0; i < 3; i++) {
        if (!strncmp(at, words[i], strlen(words[i]))) return at + strlen(words[i]);
    }
    return skip_number(at);
}

bool json_is_valid(const char *text) {
    const char *end = skip_value(skip_blank(text));
    return end && !*skip_blank(end);
}

const char *json_find(const char *text, const char *path) {
    const char *at = skip_blank(text);
    while (*path) {
        const char *found = NULL;
        size_t size = strcspn(path, ".");
        if ((*at != '{' && *at != '[') || !walk(at, path, size, &found, NULL) || !found) return NULL;
        at = found;
        path += size + (path[size] == '.');
    }
    return at;
}

double json_number(const char *text, const char *path) {
    const char *at = json_find(text, path);
    if (!at) fail_msg("there is no %s in:\n%.1500s", path, text);
    if (!strncmp(at, "null", 4)) return NAN;
    if (!skip_number(at)) fail_msg("%s is no number: %.40s", path, at);
    return strtod(at, NULL);
}

void json_assert_word(const char *text, const char *path, const char *word) {
    const char *at = json_find(text, path);
    if (!at || *at != '"') fail_msg("there is no word %s in:\n%.1500s", path, text);
    const char *end = skip_string(at);
    if ((size_t)(end - at) != strlen(word) + 2 || strncmp(at + 1, word, strlen(word)) != 0) {
        fail_msg("%s is %.*s, not %s", path, (int)(end - at), at, word);
    }
}

int json_count(const char *text, const char *path) {
    const char *at = json_find(text, path);
    int count = -1;
    if (!at || (*at != '[' && *at != '{')) fail_msg("there is no array %s in:\n%.1500s", path, text);
    walk(at, NULL, 0, NULL, &count);
    return count;
}
