/* Reports all errors of the command line in one form. */
#include "base/number.h"
#include "cli/apply.h"

void cli_report(FILE *errors, const char *subcommand, const Diag *diag) {
    char text[1024];
    diag_format(text, (int)sizeof text, diag);
    fflush(stdout); /* so that both keep their order if they go to the same place */
    fprintf(errors, "unroll %s: %s\n", subcommand, text);
}

bool cli_report_command(const Target *target, const Diag *diag, bool not_finite) {
    Diag all = *diag;
    bool is_error = !not_finite || target->is_strict;
    if (!is_error) text_format(all.text, (int)sizeof all.text, "%s The picture shows the experiment before this update.", diag->text);
    cli_report(target->errors, target->subcommand, &all);
    return !is_error;
}
