/* See run_speech.h. */
#include "cli/run_speech.h"
#include "base/number.h"
#include <string.h>

/* Adds the text if it has changed, and remembers it. */
static int add_changed(char *out, int size, int used, char kept[SPOKEN_SIZE], const char *now) {
    if (strcmp(kept, now) == 0) return used;
    text_format(kept, SPOKEN_SIZE, "%s", now);
    return now[0] ? used + text_format(out + used, size - used, "%s\n", now) : used;
}

void run_speech_tell(Speech *speech, Spoken *spoken, App *app) {
    char text[SPOKEN_SIZE], all[3 * SPOKEN_SIZE] = "";
    int used = 0, size = (int)sizeof all;
    app_name_focus(app, text, SPOKEN_SIZE);
    used = add_changed(all, size, used, spoken->focus, text);
    app_name_message(app, text, SPOKEN_SIZE);
    used = add_changed(all, size, used, spoken->message, text);
    bool is_still = !app_is_moving(app); /* otherwise the picture is described when it comes to rest */
    if (is_still) app_describe(app, text, SPOKEN_SIZE);
    if (is_still) used = add_changed(all, size, used, spoken->description, text);
    if (used > 0) speech_say(speech, (Str){all, used});
}
