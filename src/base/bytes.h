/* A growing block of bytes, in which a file is put together in memory. Once memory is out nothing more is added and `failed` stays set, so
   the writer checks it only at the end. A zeroed Bytes is empty. */
#ifndef UNROLL_BASE_BYTES_H
#define UNROLL_BASE_BYTES_H
#include "base/str.h"
#include <stdint.h>

typedef struct Bytes {
    char *at; /* owned; NULL while there are none */
    size_t count, capacity;
    bool failed; /* memory was out: the bytes are not complete */
} Bytes;

void bytes_add(Bytes *bytes, const void *data, size_t count);
void bytes_add_str(Bytes *bytes, Str text);
enum { BYTES_FORMAT_MOST = 2048 };
/* Adds text as printf does in the "C" locale; at most BYTES_FORMAT_MOST - 1 bytes a call. */
void bytes_format(Bytes *bytes, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_number(Bytes *bytes, double value); /* adds the shortest text that reads back as the same double */
/* Adds text, escaped for the inside of a JSON string, or for the text or an attribute of an XML element (characters that XML cannot hold
   become '?'). */
void bytes_json(Bytes *bytes, Str text);
void bytes_xml(Bytes *bytes, Str text);
/* Adds the lowest `size` bytes of a number (1 to 8), the lowest byte first; or the eight bytes of a double in the same order. */
void bytes_little(Bytes *bytes, uint64_t value, int size);
void bytes_double(Bytes *bytes, double value);
void bytes_free(Bytes *bytes); /* leaves an empty Bytes */

#endif
