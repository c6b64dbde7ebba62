/* See sheet_setup.h. */
#include "cli/sheet_setup.h"

void sheet_setup(Sheet *sheet, const Setup *setup) {
    if (!sheet->json) return;
    sheet_begin(sheet, "setup", "%s", "");
    for (int key = 0; key < KEY_COUNT; key++) {
        char value[64];
        setup_format(value, (int)sizeof value, setup, (SetupKey)key);
        if (setup_table[key].kind == SETUP_CHOICE || setup_is_drawn(setup, (SetupKey)key)) {
            sheet_word(sheet, setup_table[key].key, NULL, value);
        } else {
            sheet_number(sheet, setup_table[key].key, NULL, setup_get(setup, (SetupKey)key));
        }
    }
    sheet_end(sheet);
}
