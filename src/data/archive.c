/* See archive.h. */
#include "data/archive.h"
#include <string.h>
#include <zlib.h>

/* The first moment that a ZIP can name, 1 January 1980: the same content is the same file. */
enum { DATE = 1 << 5 | 1, TIME = 0, VERSION = 20, LOCAL_SIZE = 30 };

static void add_common(Bytes *out, const ArchiveEntry *entry) {
    bytes_little(out, VERSION, 2);
    bytes_little(out, 1 << 11, 2); /* names are UTF-8 */
    bytes_little(out, 0, 2);       /* stored */
    bytes_little(out, TIME, 2);
    bytes_little(out, DATE, 2);
    bytes_little(out, entry->check, 4);
    bytes_little(out, entry->size, 4);
    bytes_little(out, entry->size, 4);
    bytes_little(out, strlen(entry->name), 2);
    bytes_little(out, 0, 2); /* no extra field */
}

void archive_begin(Archive *archive, Bytes *out) {
    archive->out = out;
    archive->first = out->count;
    archive->count = 0;
}

void archive_add(Archive *archive, const char *name, const void *data, size_t size) {
    Bytes *out = archive->out;
    size_t at = out->count - archive->first;
    if (archive->count == ARCHIVE_MAX || at + size + LOCAL_SIZE > UINT32_MAX - (1 << 20)) out->failed = true;
    if (out->failed) return;
    ArchiveEntry *entry = &archive->entry[archive->count++];
    str_copy(entry->name, ARCHIVE_NAME_SIZE, str_from(name));
    entry->check = (uint32_t)crc32(0, data, (uInt)size);
    entry->size = (uint32_t)size;
    entry->at = (uint32_t)at;
    bytes_little(out, 0x04034b50, 4);
    add_common(out, entry);
    bytes_add_str(out, str_from(entry->name));
    bytes_add(out, data, size);
}

void archive_end(Archive *archive) {
    Bytes *out = archive->out;
    size_t at = out->count - archive->first;
    for (int i = 0; i < archive->count; i++) {
        bytes_little(out, 0x02014b50, 4);
        bytes_little(out, VERSION, 2);
        add_common(out, &archive->entry[i]);
        bytes_little(out, 0, 2 + 2 + 2); /* no comment, first disk, no attributes */
        bytes_little(out, 0, 4);
        bytes_little(out, archive->entry[i].at, 4);
        bytes_add_str(out, str_from(archive->entry[i].name));
    }
    size_t end = out->count - archive->first;
    bytes_little(out, 0x06054b50, 4);
    bytes_little(out, 0, 4); /* one disk */
    bytes_little(out, (uint64_t)archive->count, 2);
    bytes_little(out, (uint64_t)archive->count, 2);
    bytes_little(out, end - at, 4);
    bytes_little(out, at, 4);
    bytes_little(out, 0, 2);
}

void archive_add_array(Archive *archive, const char *name, const double *at, const long *shape, int rank) {
    enum { HEAD = 10, UNIT = 64 };
    Bytes file = {0}, header = {0};
    char entry[ARCHIVE_NAME_SIZE];
    size_t count = 1;
    bytes_format(&header, "{'descr': '<f8', 'fortran_order': False, 'shape': (");
    for (int i = 0; i < rank; i++) {
        bytes_format(&header, "%ld,%s", shape[i], i + 1 < rank ? " " : "");
        count *= (size_t)shape[i];
    }
    bytes_format(&header, "), }");
    while ((HEAD + header.count + 1) % UNIT && !header.failed) bytes_add(&header, " ", 1);
    bytes_add(&header, "\n", 1);
    bytes_add(&file, "\x93NUMPY\x01\x00", 8);
    bytes_little(&file, header.count, 2);
    bytes_add(&file, header.at, header.count);
    for (size_t i = 0; i < count; i++) bytes_double(&file, at[i]);
    if (header.failed || file.failed) archive->out->failed = true;
    int length = (int)strlen(name);
    if (length > ARCHIVE_NAME_SIZE - 5) length = ARCHIVE_NAME_SIZE - 5;
    memcpy(entry, name, (size_t)length);
    memcpy(entry + length, ".npy", 5);
    archive_add(archive, entry, file.at, file.count);
    bytes_free(&header);
    bytes_free(&file);
}
