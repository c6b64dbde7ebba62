/* Fuzzes what a person does: pointer, keys, text, typed fields and the window's size, in frames. The bytes are read as a list of
   events (see take_event). Every picture stays whole, whatever is done.
   Built as a libFuzzer program with the preset fuzz, else replays tests/fuzz/corpus/input. */
#include "base/str.h"
#include "small_app.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MOST = 512, DRAWN_OF = 4 /* pixels take longer than all else: for one size of four */ };

static const char *const key_names[] = {"Left",      "Right",  "Up",        "Down",   "Home",      "End",        "PageUp",
                                        "PageDown",  "Tab",    "Shift+Tab", "Return", "Space",     "Escape",     "F1",
                                        "Ctrl+Z",    "Ctrl+Y", "Ctrl+T",    "Ctrl+A", "Ctrl+Plus", "Ctrl+Minus", "Ctrl+0",
                                        "Backspace", "Delete", "Ctrl+C",    "Ctrl+V", "Ctrl+X",    "Shift+Left"};

typedef struct InputBytes {
    const uint8_t *at;
    size_t left;
} InputBytes;

static unsigned take(InputBytes *bytes) {
    if (bytes->left == 0) return 0;
    bytes->left--;
    return *bytes->at++;
}

static void take_text(InputEvent *event, InputBytes *bytes) {
    size_t count = take(bytes) % sizeof event->text; /* room for the zero */
    for (size_t i = 0; i < count; i++) event->text[i] = (char)take(bytes);
}

/* A place within a region of the last picture, in window points. */
static void aim(InputEvent *event, InputBytes *bytes, const App *app) {
    const RegionList *list = app_regions(app);
    unsigned index = take(bytes), across = take(bytes), down = take(bytes);
    if (list->count == 0) return;
    const Rect *box = &list->item[index % (unsigned)list->count].box;
    double to_points = app_frame((App *)app, NULL, 0)->scale / app_ui(app)->pixel_ratio;
    event->x = (box->x + across / 255.0 * box->w) * to_points;
    event->y = (box->y + down / 255.0 * box->h) * to_points;
}

static void push(Input *input, InputKind kind, const InputEvent *like) {
    InputEvent event = *like;
    event.kind = kind;
    input_push(input, &event);
}

/* A byte for the kind, then what it needs. True at the end of a frame; *dt_s is then its time. */
static bool take_event(Input *input, double *dt_s, InputBytes *bytes, const App *app) {
    InputEvent event = {.ratio = 1};
    switch (take(bytes) % 12) {
    case 0:
        aim(&event, bytes, app);
        push(input, INPUT_POINTER, &event);
        break;
    case 1:
        aim(&event, bytes, app);
        event.clicks = 1 + (int)(take(bytes) % 3);
        push(input, INPUT_POINTER, &event);
        push(input, INPUT_PRESS, &event);
        break;
    case 2:
        aim(&event, bytes, app);
        push(input, INPUT_RELEASE, &event);
        break;
    case 3:
        aim(&event, bytes, app);
        push(input, INPUT_POINTER, &event);
        for (event.clicks = 1; event.clicks <= 2; event.clicks++) {
            push(input, INPUT_PRESS, &event);
            push(input, INPUT_RELEASE, &event);
        }
        break;
    case 4:
        event.y = ((int)take(bytes) - 128) / 32.0;
        push(input, INPUT_WHEEL, &event);
        break;
    case 5:
        str_copy(event.text, (int)sizeof event.text, str_from(key_names[take(bytes) % (sizeof key_names / sizeof key_names[0])]));
        push(input, INPUT_KEY, &event);
        break;
    case 6:
        take_text(&event, bytes);
        push(input, INPUT_KEY, &event);
        break;
    case 7:
        take_text(&event, bytes);
        push(input, INPUT_TEXT, &event);
        break;
    case 8: /* one character, as the key and the text that it makes */
        event.text[0] = (char)take(bytes);
        push(input, INPUT_KEY, &event);
        push(input, INPUT_TEXT, &event);
        break;
    case 9:
        event.x = 1 + 8 * (int)take(bytes);
        event.y = 1 + 8 * (int)take(bytes);
        event.ratio = (1 + (int)take(bytes)) / 32.0;
        push(input, INPUT_RESIZE, &event);
        break;
    case 10: push(input, INPUT_LEAVE, &event); break;
    default: *dt_s = ((int)take(bytes) - 16) / 100.0; return true;
    }
    return input->count + 6 > INPUT_EVENT_MAX;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    InputBytes bytes = {data, size};
    SmallApp *small = malloc(sizeof *small);
    Input *input = malloc(sizeof *input);
    if (!small || !input) abort();
    if (size > 0 && size <= INPUT_MOST) {
        small_app_start(small, (int)(take(&bytes) % 5) - 1);
        input_reset(input);
        while (bytes.left > 0) {
            double dt_s = 0.016;
            if (!take_event(input, &dt_s, &bytes, small->app) && bytes.left > 0) continue;
            small_app_frame(small, input, dt_s);
            small_app_keep_small(small);
            input_reset(input);
        }
        if (size % DRAWN_OF == 0) small_app_draw(small);
        small_app_end(small);
    }
    free(input);
    free(small);
    return 0;
}
