/* The checks of a lesson's commands and looks for this window, and the numbers in its text. */
#include "app/app_inside.h"
#include "app/lesson_host.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

LessonHost app_lesson_host(const App *app) { return lesson_host(&app->world->file); }

/* ---- Pictures ---- */

const Picture *app_find_picture(void *user, const LessonSpan *span) {
    App *app = user;
    AppLesson *study = app->study;
    const FileApi *file = &app->world->file;
    char *data = NULL;
    size_t size = 0;
    Diag unheard = {0}; /* told as a mistake of the lesson */
    for (int i = 0; i < study->shown_count; i++)
        if (study->shown[i].span == span) return study->shown[i].picture.cell ? &study->shown[i].picture : NULL;
    if (study->shown_count == LESSON_PICTURE_MAX) app_forget_pictures(study);
    Picture *picture = &study->shown[study->shown_count].picture;
    study->shown[study->shown_count++].span = span;
    *picture = (Picture){0};
    if (span->text.count > 0 && file->read && file->read(file->user, span->text.at, &data, &size, &unheard))
        picture_read(picture, data, size, &unheard);
    mem_free(data);
    return picture->cell ? picture : NULL;
}

void app_forget_pictures(AppLesson *study) {
    for (int i = 0; i < study->shown_count; i++) picture_free(&study->shown[i].picture);
    study->shown_count = 0;
}

/* ---- Numbers ---- */

/* "1.2·10⁻⁶" for 1.2e-6. */
static void write_power(char *out, int size, const char *number) {
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    const char *e = strchr(number, 'e');
    if (!e) {
        text_format(out, size, "%s", number);
        return;
    }
    int used = text_format(out, size, "%.*s·10", (int)(e - number), number);
    for (const char *c = e + 1; *c; c++)
        used += text_format(out + used, size - used, "%s", *c == '-' ? "⁻" : *c >= '0' && *c <= '9' ? raised[*c - '0'] : "");
}

/* A number whose digits are not said: counts have no decimals. */
static int usual_digits(double value) {
    int digits = 1;
    if (value != floor(value) || fabs(value) >= 1e5) return 3;
    for (double rest = fabs(value); rest >= 10; rest /= 10) digits++;
    return digits;
}

void app_format_live(void *user, const LessonSpan *span, char *out, int size) {
    const App *app = user;
    ConditionValue value;
    Diag diag = {0};
    char number[48];
    text_format(out, size, "?");
    if (!span->condition || !app->quantities.evaluate) return;
    if (!condition_evaluate(&value, span->condition, &app->quantities, NULL, 0, &diag)) return;
    if (value.kind == CONDITION_WORD) {
        text_format(out, size, "%s", value.word);
    } else { /* a claim cannot stand in a text (parse_markdown.c) */
        number_format_short(number, (int)sizeof number, value.number, span->number > 0 ? span->number : usual_digits(value.number));
        write_power(out, size, number);
    }
}
