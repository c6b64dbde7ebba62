/* The words of the interface: a table with a key and the English of each, and another language over it.

   A table file has one text per line, "key = text", with \n for a new line, \s for a space at either end and \\ for \. Lines that begin
   with '#' are comments; one that begins with "#:" is the English that the text below it was made from, so that texts whose English has
   changed since are found. Behind a line "#= 2731", the number of texts, stand all of them in the table's order, "= text" without keys, which is
   how a page packs them. Texts that a file does not name stay English. Texts with inserted numbers or words have placeholders as in
   printf (%d, %s); a translation has the same ones in the same order, and one that differs is refused.

   Simplified on purpose: two plural forms, for one and for any other count; the order of what is put in cannot change. */
#ifndef UNROLL_VIEW_STRINGS_H
#define UNROLL_VIEW_STRINGS_H
#include "base/diag.h"
#include "base/str.h"
#include <stddef.h>

typedef enum StringId {
#define STRING_ROW(ID, ...) STRING_##ID,
#include "view/string_rows.h"
#undef STRING_ROW
    STRING_COUNT
} StringId;

typedef struct StringRow {
    const char *key, *english;
    const char *where; /* for who translates: where it stands, and what it has room for */
} StringRow;

extern const StringRow string_table[STRING_COUNT];

typedef struct Strings {
    const char *text[STRING_COUNT];   /* NULL: the English */
    const char *source[STRING_COUNT]; /* the English that it was made from; NULL: not said */
    char *owned;                      /* what they point into; NULL in English */
} Strings;

/* The text in the language of `strings`; in English when it is NULL. It stays until the strings are read again or freed. */
const char *tr(const Strings *strings, StringId id);

/* One of two texts: `one` where count is 1, else `many`. */
const char *tr_count(const Strings *strings, long count, StringId one, StringId many);

/* The same for a name that a lower room holds (a setting, a task, a gate, a word of the verdict): found by its English among the rows whose
   keys begin with "name." or "said."; `english` itself where none is. */
const char *tr_name(const Strings *strings, const char *english);

/* The same for a whole sentence that a lower room has made ("Say each bit 3 steps before it comes"): found among the rows whose keys begin
   with "said." or "name.", whose placeholders stand for anything. What stands in their places is put into the translation in the same order,
   itself translated where a row says so. Where no row fits, `text` stays. */
void tr_said(const Strings *strings, char *text, int size);

/* The same for why something was refused: also among the rows whose keys begin with "told.". What stands before a ": ", a command's word or a
   place in a file, stays where a row says twice as much of the rest as one of the whole. Each line is a refusal of its own. */
void tr_told(const Strings *strings, char *text, int size);

/* "one|two", each word as tr_name has it. */
void tr_labels(const Strings *strings, char *out, int size, const char *labels);

/* Reads a table file. What is wrong goes to `wrong` with `file` and its line, and that text stays English; the rest counts. False when
   memory is out: then `strings` is English. */
bool strings_read(Strings *strings, Str text, const char *file, DiagList *wrong);
void strings_deinit(Strings *strings);                      /* English again */
int strings_count(const Strings *strings);                  /* texts that have another language */
bool strings_is_stale(const Strings *strings, StringId id); /* it was made from another English than that of today */

/* The table as a file to translate: for each text where it stands, its English, and its line, which holds the text of `strings` or nothing
   where that has none; with NULL the English. Freed with mem_free; NULL when memory is out. */
char *strings_format_table(const Strings *strings, size_t *size);

/* Does a translation hold the same placeholders as the English, in the same order? */
bool strings_placeholders_agree(const char *english, const char *text);

#endif
