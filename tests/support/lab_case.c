#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "support/lab_case.h"
#include <string.h>

void lab_case_open(Lab *lab) {
    Diag diag = {0};
    if (!lab_init(lab, &diag)) fail_msg("%s", diag.text);
}

void lab_case_apply_all(Lab *lab, const char *lines) {
    while (*lines) {
        int count = (int)strcspn(lines, ";");
        lab_case_apply(lab, "%.*s", count, lines);
        lines += count;
        lines += strspn(lines, "; ");
    }
}

bool lab_case_do(Lab *lab, const char *line, Diag *diag) {
    Command command;
    if (!command_parse(&command, str_from(line), diag)) fail_msg("%s: %s", line, diag->text);
    return lab_apply(lab, &command, diag);
}

bool lab_case_try(Lab *lab, const char *line) {
    Diag diag = {0};
    return lab_case_do(lab, line, &diag);
}

Diag lab_case_refuse(Lab *lab, const char *line) {
    Diag diag = {0};
    if (lab_case_do(lab, line, &diag)) fail_msg("%s was done", line);
    assert_true(strlen(diag.text) > 10);
    return diag;
}

void lab_case_assert_says(const Diag *diag, const char *piece) {
    if (!strstr(diag->text, piece)) fail_msg("\"%s\" does not say \"%s\"", diag->text, piece);
}

void lab_case_apply(Lab *lab, const char *format, ...) {
    char line[COMMAND_SHORT_MAX];
    Command command;
    Diag diag = {0};
    va_list arguments;
    va_start(arguments, format);
    text_format_list(line, sizeof line, format, arguments);
    va_end(arguments);
    if (!command_parse(&command, str_from(line), &diag) || !lab_apply(lab, &command, &diag)) fail_msg("%s: %s", line, diag.text);
}

static uint64_t hash(uint64_t h, const double *data, size_t count) {
    const unsigned char *byte = (const unsigned char *)data;
    for (size_t i = 0; i < count * sizeof *data; i++) h = (h ^ byte[i]) * UINT64_C(1099511628211); /* FNV-1a */
    return h;
}

static uint64_t hash_trace(const Trace *trace) {
    const Net *net = trace->net;
    size_t T = (size_t)trace->wiring.steps, H = (size_t)net->spec.hidden;
    uint64_t h = hash(1, trace->x, T * (size_t)net->spec.inputs);
    h = hash(h, trace->target, (size_t)trace->wiring.loss_count);
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int d = 0; d < net->spec.directions; d++) {
            const TraceLane *lane = &trace->lane[layer][d];
            h = hash(hash(h, lane->h, T * H), lane->dh, T * H);
        }
    }
    return h;
}

LabDigest lab_case_digest(const Lab *lab) {
    const Run *run = &lab->run;
    LabDigest d;
    size_t P = run->net.weight_count;
    /* By its members: what lies between them is not copied, and all of it is compared. */
    memset(&d, 0, sizeof d);
    memcpy(d.setup.value, lab->setup.value, sizeof d.setup.value);
    d.setup.own_text = lab->setup.own_text;
    d.update = run->update;
    d.sequence = run->sequence;
    d.next_sequence = run->next_sequence;
    d.moment_step = run->moment_step;
    d.known = run->place.known;
    d.radius = run->radius;
    d.weight_scale = run->weight_scale;
    d.forget_bias = run->forget_bias;
    d.loss = run->trace.loss;
    d.first_set_out = run->first_set_out;
    d.gradient_norm = run->trace.gradient_norm;
    d.state = hash(1, run->weight, P + run->moment_count + run->carry_count);
    d.change = hash(hash(1, run->gradient, P), run->delta, P);
    d.losses = 1;
    for (long u = 0; u < run->update; u++) {
        LossSum loss = loss_list_get(&run->loss, u);
        d.losses = hash(d.losses, &loss.sum, 1) + (uint64_t)loss.count;
    }
    d.trace = hash_trace(&run->trace);
    return d;
}

static bool same(const void *a, const void *b, size_t size) { return memcmp(a, b, size) == 0; }

const char *lab_case_compare(const LabDigest *a, const LabDigest *b) {
    if (!same(&a->setup, &b->setup, sizeof a->setup)) return "setup";
    if (a->update != b->update) return "update";
    if (a->sequence != b->sequence) return "sequence";
    if (a->next_sequence != b->next_sequence) return "next sequence";
    if (a->state != b->state) return "weights or moments";
    if (a->moment_step != b->moment_step) return "moment step";
    if (a->losses != b->losses) return "losses";
    if (a->trace != b->trace || !same(&a->loss, &b->loss, sizeof a->loss)) return "trace";
    if (a->change != b->change) return "gradient or change";
    if (a->known != b->known) return "known updates";
    return same(a, b, sizeof *a) ? NULL : "what is measured";
}

void lab_case_assert_same(const LabDigest *a, const LabDigest *b, const char *what) {
    const char *part = lab_case_compare(a, b);
    if (part) fail_msg("%s: %s differ", what, part);
}

void lab_case_assert_same_labs(const Lab *a, const Lab *b, const char *what) {
    LabDigest x = lab_case_digest(a), y = lab_case_digest(b);
    lab_case_assert_same(&x, &y, what);
}
