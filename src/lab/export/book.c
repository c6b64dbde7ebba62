/* See book.h. */
#include "lab/export/book.h"
#include "base/number.h"
#include "data/archive.h"
#include <string.h>

static const char *const style_names[BOOK_STYLE_COUNT] = {NULL, "head", "given", "note"};
static const char mime_type[] = "application/vnd.oasis.opendocument.spreadsheet";

static void add(Book *book, const char *text) { bytes_add_str(&book->content, str_from(text)); }

void book_begin(Book *book, Bytes *out, bool is_flat) {
    *book = (Book){.out = out, .is_flat = is_flat};
    add(book, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    add(book, is_flat ? "<office:document" : "<office:document-content");
    add(book,
        " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
        " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
        " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
        "xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\""
        " office:version=\"1.3\"");
    if (is_flat) bytes_format(&book->content, " office:mimetype=\"%s\"", mime_type);
    add(book,
        ">\n<office:automatic-styles>\n"
        "<style:style style:name=\"label\" style:family=\"table-column\"><style:table-column-properties "
        "style:column-width=\"5.2cm\"/></style:style>\n"
        "<style:style style:name=\"head\" style:family=\"table-cell\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\n"
        "<style:style style:name=\"given\" style:family=\"table-cell\"><style:text-properties fo:color=\"#1f5fa8\"/></style:style>\n"
        "<style:style style:name=\"note\" style:family=\"table-cell\"><style:text-properties fo:font-style=\"italic\"/></style:style>\n"
        "</office:automatic-styles>\n<office:body><office:spreadsheet>\n");
}

static void end_row(Book *book) {
    if (book->has_row) add(book, "</table:table-row>\n");
    book->has_row = false;
}

static void end_sheet(Book *book) {
    end_row(book);
    if (book->has_sheet) add(book, "</table:table>\n");
    book->has_sheet = false;
}

static void pack(Book *book) {
    static const char manifest[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\n"
        "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" "
        "manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>\n"
        "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\n</manifest:manifest>\n";
    Archive archive;
    archive_begin(&archive, book->out);
    archive_add(&archive, "mimetype", mime_type, sizeof mime_type - 1);
    archive_add(&archive, "META-INF/manifest.xml", manifest, sizeof manifest - 1);
    archive_add(&archive, "content.xml", book->content.at, book->content.count);
    archive_end(&archive);
}

void book_end(Book *book) {
    end_sheet(book);
    add(book, "</office:spreadsheet></office:body>\n");
    add(book, book->is_flat ? "</office:document>\n" : "</office:document-content>\n");
    if (book->content.failed) {
        book->out->failed = true;
    } else if (book->is_flat) {
        bytes_add(book->out, book->content.at, book->content.count);
    } else {
        pack(book);
    }
    bytes_free(&book->content);
}

void book_sheet(Book *book, const char *name, int columns) {
    end_sheet(book);
    bytes_format(&book->content, "<table:table table:name=\"%s\">\n<table:table-column table:style-name=\"label\"/>", name);
    if (columns > 1) bytes_format(&book->content, "<table:table-column table:number-columns-repeated=\"%d\"/>", columns - 1);
    add(book, "\n");
    book->has_sheet = true;
}

void book_row(Book *book) {
    end_row(book);
    add(book, "<table:table-row>");
    book->has_row = true;
}

void book_blank(Book *book, int count) {
    if (count > 0) bytes_format(&book->content, "<table:table-cell table:number-columns-repeated=\"%d\"/>", count);
}

void book_text(Book *book, BookStyle style, const char *text) {
    add(book, "<table:table-cell office:value-type=\"string\"");
    if (style_names[style]) bytes_format(&book->content, " table:style-name=\"%s\"", style_names[style]);
    add(book, "><text:p>");
    bytes_xml(&book->content, str_from(text));
    add(book, "</text:p></table:table-cell>");
}

void book_number(Book *book, double value) {
    bytes_format(&book->content, "<table:table-cell table:style-name=\"%s\" office:value-type=\"float\" office:value=\"",
                 style_names[BOOK_GIVEN]);
    bytes_number(&book->content, value);
    add(book, "\"/>");
}

void book_formula(Book *book, const char *formula) {
    add(book, "<table:table-cell office:value-type=\"float\" table:formula=\"of:=");
    bytes_xml(&book->content, str_from(formula));
    add(book, "\"/>");
}

int book_name_cell(char *out, int size, int row, int column, bool is_fixed) {
    char letters[8];
    int count = 0;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters[count++] = (char)('A' + (rest - 1) % 26);
    for (int i = 0; i < count / 2; i++) {
        char first = letters[i];
        letters[i] = letters[count - 1 - i];
        letters[count - 1 - i] = first;
    }
    letters[count] = 0;
    const char *fix = is_fixed ? "$" : "";
    return text_format(out, size, "%s%s%s%d", fix, letters, fix, row + 1);
}

int book_refer_range(char *out, int size, const char *sheet, int row, int column, int rows, int columns) {
    char first[24], last[24];
    book_name_cell(first, (int)sizeof first, row, column, sheet != NULL);
    book_name_cell(last, (int)sizeof last, row + rows - 1, column + columns - 1, sheet != NULL);
    bool is_one = rows == 1 && columns == 1;
    return text_format(out, size, "[%s%s.%s%s%s]", sheet ? "$" : "", sheet ? sheet : "", first, is_one ? "" : ":.", is_one ? "" : last);
}

int book_refer(char *out, int size, const char *sheet, int row, int column) {
    return book_refer_range(out, size, sheet, row, column, 1, 1);
}
