/* How a table writes its numbers: which mark stands before the decimals, and which one between thousands.

       1,234.5   1,234,567   the comma stands between thousands
       1.234,5   1.234.567   the point does
       1 234,5   1'234.5     blanks (also those that do not break) and apostrophes always do
       1,5  0,123  1234,567  a decimal comma; 1.5 and so on: a decimal point
       1,234     1.234       either; other numbers of the file must tell

   A group has three digits, the first one to three and no zero in front. A text that mixes the marks in another way is no number. */
#ifndef UNROLL_DATA_CSV_NUMBER_H
#define UNROLL_DATA_CSV_NUMBER_H
#include "base/str.h"

/* What a number says about the marks of its file. */
typedef enum NumberSign {
    COMMA_DECIMAL,
    COMMA_GROUPS,
    COMMA_EITHER,
    POINT_DECIMAL,
    POINT_GROUPS,
    POINT_EITHER,
    NUMBER_SIGN_COUNT
} NumberSign;

/* What is known of the file; a mark that groups no thousands is read as the decimal one where it could be either. */
typedef struct NumberMarks {
    bool comma_groups, point_groups;
} NumberMarks;

/* Into `signs`: one bit, 1 << NumberSign, for each sign that the text shows. False: the text is no finite number. */
bool csv_number_parse(double *out, unsigned *signs, Str text, NumberMarks marks);

#endif
