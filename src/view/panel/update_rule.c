/* The rule by which the weights change, in formulas and words. g is the gradient after cutting, clipping and weight decay (L2), in the
   order of lab/run_train.c; v and m are the optimiser's moments (engine/net/optimizer.h).

   Simplified on purpose: Adam's m and v stand for the ones corrected for their start at zero, as its sentence says. */
#include "view/panel/update_rule.h"
#include "base/number.h"
#include "lab/run.h"
#include "view/gates.h"
#include <string.h>

typedef struct RuleRow {
    const char *name, *tex, *short_tex;
    StringId words;
} RuleRow;

static const RuleRow rules[OPTIMIZER_COUNT] = {
    {"SGD", "\\Delta \\W{W} = -\\eta \\, g", "\\Delta \\W{W} = -\\eta \\, g", STRING_RULE_SGD},
    {"momentum", "v \\leftarrow \\mu v + g, \\quad \\Delta \\W{W} = -\\eta \\, v", "\\Delta \\W{W} = -\\eta \\, v", STRING_RULE_MOMENTUM},
    {"RMSprop", "\\Delta \\W{W} = -\\eta \\, \\frac{g}{\\sqrt{v} + \\epsilon}", "\\Delta \\W{W} = -\\eta \\, g / (\\sqrt{v} + \\epsilon)",
     STRING_RULE_RMSPROP},
    {"Adam", "\\Delta \\W{W} = -\\eta \\, \\frac{m}{\\sqrt{v} + \\epsilon}", "\\Delta \\W{W} = -\\eta \\, m / (\\sqrt{v} + \\epsilon)",
     STRING_RULE_ADAM}};

/* "cut at ±0.1, clipped × 0.23, + 0.01 W": in the order it is done. */
static void format_made(UpdateRule *rule, const View *view) {
    double cut = setup_get(view->setup, KEY_CLIP_VALUE), l2 = setup_get(view->setup, KEY_L2), factor = view->run->clip_factor;
    char number[24];
    int used = 0, size = (int)sizeof rule->made;
    rule->made[0] = 0;
    if (cut > 0) {
        number_format_short(number, (int)sizeof number, cut, 2);
        used += text_format(rule->made, size, tr(view->strings, STRING_RULE_CUT), number);
    }
    if (factor < 1) {
        number_format_short(number, (int)sizeof number, factor, 2);
        used += text_format(rule->made + used, size - used, tr(view->strings, STRING_RULE_CLIPPED), used ? ", " : "", number);
    }
    if (l2 > 0) {
        number_format_short(number, (int)sizeof number, l2, 2);
        text_format(rule->made + used, size - used, "%s+ %s W", used ? ", " : "", number);
    }
}

/* "0.050" is 0.05: what stands on an arrow is short. */
static void cut_zeros(char *number) {
    int used = (int)strlen(number);
    if (!strchr(number, '.') || strchr(number, 'e')) return;
    while (used > 0 && number[used - 1] == '0') number[--used] = '\0';
    if (used > 0 && number[used - 1] == '.') number[--used] = '\0';
}

void update_share_tex(char *out, int size, const Net *net, int direction, int step) {
    char at[16] = "t", before[16];
    text_format(before, (int)sizeof before, direction ? "t+1" : "t-1");
    if (step >= 0) {
        text_format(at, (int)sizeof at, "{%d}", step + 1);
        text_format(before, (int)sizeof before, "%d", direction ? step + 2 : step);
    }
    const char *prime = direction ? "'" : "";
    if (net->facts->q_gate >= 0) { /* the gates, then the candidate's q: "[∂r, ∂z, r ⊙ ∂n] h" */
        char gate[32];
        int used = text_format(out, size, "["), last = net->gates - 1;
        for (int q = 0; q < last; q++) used += text_format(out + used, size - used, "\\partial %s%s, ", net->facts->gate[q].letter, prime);
        gates_format_tex(gate, (int)sizeof gate, net->facts, net->facts->q_gate, prime);
        text_format(out + used, size - used, "%s \\odot \\partial %s%s]_%s h%s_{%s}^\\top", gate, net->facts->gate[last].letter, prime, at,
                    prime, before);
    } else
        text_format(out, size, "(\\partial L/\\partial a%s_%s) h%s_{%s}^\\top", prime, at, prime, before);
}

void update_rule_find(UpdateRule *rule, const View *view) {
    const Run *run = view->run;
    OptimizerPlan plan = setup_optimizer_plan(view->setup, run->update);
    const RuleRow *row = &rules[plan.kind];
    char rate[24];
    rule->gradient = run->is_held ? run_own_gradient(run) : run_stage_gradient(run); /* an update lets go of what is held */
    rule->window = run->truncated.block && run->truncated.window < run->wiring.steps ? run->truncated.window : 0;
    rule->rate = plan.rate;
    rule->is_halved = plan.rate != setup_get(view->setup, KEY_LEARNING_RATE);
    rule->tex = row->tex;
    rule->short_tex = row->short_tex;
    rule->words = tr(view->strings, row->words);
    format_made(rule, view);
    number_format_short(rate, (int)sizeof rate, plan.rate, 2);
    cut_zeros(rate);
    if (plan.kind == OPTIMIZER_SGD) {
        if (!rule->made[0] && !rule->window) { /* nothing comes between: g is what stands beside it */
            rule->tex = "\\Delta \\W{W} = -\\eta \\, \\partial L/\\partial \\W{W}";
            rule->short_tex = "\\Delta \\W{W} = -\\eta \\, \\partial L/\\partial \\W{W}";
            rule->words = tr(view->strings, STRING_RULE_PLAIN);
        }
        text_format(rule->factor, (int)sizeof rule->factor, "× (−%s)", rate);
    } else {
        text_format(rule->factor, (int)sizeof rule->factor, "%s, η = %s", row->name, rate);
    }
}
