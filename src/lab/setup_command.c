/* Which setup a command leads to (declared in setup_command.h). */
#include "lab/setup_command.h"
#include "lab/history.h"

bool setup_apply_command(Setup *setup, const Command *command, Diag *diag) {
    const CommandArg *arg = command->arg;
    SetupKey key = (SetupKey)(int)arg[0].number;
    switch (command->id) {
    case COMMAND_SET: return setup_set(setup, key, arg[1].number, diag);
    case COMMAND_RESET:
        if (arg[0].given) return setup_set(setup, key, setup_table[key].initial, diag);
        return setup_apply_preset(setup, str_from(setup_presets[0].name), diag);
    case COMMAND_PRESET: return setup_apply_preset(setup, arg[0].text, diag);
    default: return true;
    }
}

bool command_sets_all(const Command *command) {
    return command->id == COMMAND_PRESET || (command->id == COMMAND_RESET && !command->arg[0].given);
}

bool command_sets_key(const Command *command, SetupKey key) {
    if (command_sets_all(command)) return true;
    return (command->id == COMMAND_SET || command->id == COMMAND_RESET) && (SetupKey)(int)command->arg[0].number == key;
}

void lab_find_setup(Setup *setup, const Lab *lab, const Command *command) {
    const History *history = lab->history;
    *setup = lab->setup;
    if (command->id == COMMAND_UNDO && history->done > 0)
        *setup = history->entry[history->done - 1].setup;
    else if (command->id == COMMAND_REDO && history->done < history->count)
        *setup = history->entry[history->done].setup;
    else
        setup_apply_command(setup, command, NULL);
}
