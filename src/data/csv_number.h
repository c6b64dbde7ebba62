/* How a table writes its numbers: which mark stands before the decimals, and which one between thousands.

       1,234.5   1,234,567   the comma stands between thousands
       1.234,5   1.234.567   the point does
       1 234,5   1'234.5     blanks (also no-break ones) and apostrophes always do
       1,5  0,123  1234,567  a decimal comma; likewise 1.5: a decimal point
       1,234     1.234       either; the other numbers of the file decide

   A group has three digits, the first one to three and no zero in front. A text that mixes the marks in another way is no number. */
#ifndef UNROLL_DATA_CSV_NUMBER_H
#define UNROLL_DATA_CSV_NUMBER_H
#include "base/str.h"

/* What a number shows about the marks of its file. */
typedef enum NumberSign {
    COMMA_DECIMAL,
    COMMA_GROUPS,
    COMMA_EITHER,
    POINT_DECIMAL,
    POINT_GROUPS,
    POINT_EITHER,
    NUMBER_SIGN_COUNT
} NumberSign;

/* The marks that group thousands in the file. Any other mark that could be either is read as the decimal mark. */
typedef struct NumberMarks {
    bool comma_groups, point_groups;
} NumberMarks;

/* Sets in `signs` one bit, 1 << NumberSign, for each sign that the text shows. Returns false if the text is no finite number. */
bool csv_number_parse(double *out, unsigned *signs, Str text, NumberMarks marks);

#endif
