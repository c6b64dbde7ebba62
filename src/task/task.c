/* The list of tasks, the random numbers of each sequence, and the score over many sequences.

   Sequence number n is drawn from a stream of its own under the seed, so any sequence can be drawn again without drawing those
   before it. The streams carry a tag that keeps them off the weights' streams under the same seed. */
#include "base/number.h"
#include "engine/pass/trace.h"
#include "task/task_private.h"
#include <string.h>

const Task *const task_table[] = {
#define TASK_ROW(NAME, LABEL) &task_##NAME,
#include "task/task_rows.h"
#undef TASK_ROW
};
const int task_count = (int)(sizeof task_table / sizeof *task_table);

void task_draw(Trace *trace, const Task *task, const TaskOptions *options, int b, uint64_t seed, long sequence) {
    Random random = task_random(seed, sequence);
    TaskSequence out = {
        .x = trace->x, .target = trace->target, .batch = trace->batch, .index = b, .length = trace->wiring.steps, .number = sequence};
    task->generate(&out, options, &random);
    trace_set_length(trace, b, out.length);
}

const Task *task_find(const char *key) {
    for (int i = 0; i < task_count; i++) {
        if (strcmp(task_table[i]->key, key) == 0) return task_table[i];
    }
    return NULL;
}

Random task_random(uint64_t seed, long sequence) {
    const uint64_t tag = UINT64_C(0x7461736B00000000); /* "task" */
    return random_from(seed, tag + (uint64_t)sequence);
}

void task_name_class(char *out, int size, const Task *task, const TaskOptions *options, int index) {
    out[0] = '\0';
    if (task->name_class) task->name_class(out, size, options, index);
    if (!out[0]) text_format(out, size, "%d", index + 1);
}

void task_name_symbol(char *out, int size, const Task *task, const TaskOptions *options, const double *x) {
    out[0] = '\0';
    if (!task->name_symbol) return;
    int index = task_find_largest(x, task->inputs(options));
    if (x[index] > 0.0) task->name_symbol(out, size, options, index);
}

void task_score(TaskScore *score, const Task *task, const TaskOptions *options, const TaskAnswer *answer) {
    if (task->score) {
        task->score(score, options, answer);
        return;
    }
    int outputs = task->outputs(options), columns = task->loss == LOSS_MSE ? outputs : 1, hit = 0;
    for (int k = 0; k < answer->loss_count; k++) {
        ptrdiff_t row = (ptrdiff_t)k * answer->batch + answer->index;
        hit += task->is_right(answer->y + row * outputs, answer->target + row * columns, outputs);
    }
    score->sequences++;
    score->right += hit == answer->loss_count;
    score->asked += answer->loss_count;
    score->hit += hit;
}

const TaskGoal *task_goal(const Task *task, const TaskOptions *options) {
    return &task->goal[task->variant_label[1] && options->variant == 1];
}

bool task_goal_is_loss(const TaskGoal *goal) { return goal->loss > 0 || goal->is_none; }

void task_describe_goal(char *out, int size, const Task *task, const TaskOptions *options) {
    const TaskGoal *goal = task_goal(task, options);
    int used = 0;
    if (goal->is_none) {
        text_format(out, size, "never (some of a text cannot be predicted)");
        return;
    }
    if (goal->loss > 0) used = text_format(out, size, "%s < %g", task->loss == LOSS_MSE ? "MSE" : "loss", goal->loss);
    if (goal->right > 0) used += text_format(out + used, size - used, "%ssequences right %g %%", used ? ", " : "", 100 * goal->right);
    if (goal->hit > 0) used += text_format(out + used, size - used, "%s%s %g %%", used ? ", " : "", task->score_label, 100 * goal->hit);
    text_format(out + used, size - used, " on %s sequences", COUNT_TEXT(goal->sequences));
}

bool task_is_solved(const Task *task, const TaskOptions *options, const TaskScore *score, double mean_loss) {
    const TaskGoal *goal = task_goal(task, options);
    if (goal->is_none || score->sequences < goal->sequences) return false;
    if ((double)score->right < goal->right * (double)score->sequences) return false;
    if ((double)score->hit < goal->hit * (double)score->asked) return false;
    return goal->loss == 0.0 || mean_loss < goal->loss; /* a NaN is not */
}
