/* Bytes that grow: what is to become a file, put together in memory. Once memory is out nothing more is added and `failed` stays set, so
   that whoever writes asks only at the end. A zeroed Bytes is empty. */
#ifndef UNROLL_BASE_BYTES_H
#define UNROLL_BASE_BYTES_H
#include "base/str.h"
#include <stdint.h>

typedef struct Bytes {
    char *at; /* owned; NULL while there are none */
    size_t count, capacity;
    bool failed; /* memory was out: what is there is not all */
} Bytes;

void bytes_add(Bytes *bytes, const void *data, size_t count);
void bytes_add_str(Bytes *bytes, Str text);
enum { BYTES_FORMAT_MOST = 2048 };
/* As printf does in the "C" locale; at most BYTES_FORMAT_MOST - 1 bytes a call. */
void bytes_format(Bytes *bytes, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_number(Bytes *bytes, double value); /* the shortest text that reads back as the same double */
/* Text as the inside of a JSON string, and as the text or attribute of an XML element (what XML cannot hold becomes '?'). */
void bytes_json(Bytes *bytes, Str text);
void bytes_xml(Bytes *bytes, Str text);
/* The lowest `size` bytes of a number, the lowest byte first (1 to 8); and a double as its eight bytes, the same way. */
void bytes_little(Bytes *bytes, uint64_t value, int size);
void bytes_double(Bytes *bytes, double value);
void bytes_free(Bytes *bytes); /* leaves the empty one */

#endif
