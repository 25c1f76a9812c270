/* commands.h - what the cmd_*.c files give to the command table */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/command.h"

extern const struct cli_option BUILD_OPTIONS[];
void *build_new_values(struct arena *arena);
enum exit_status cmd_build(struct invocation *invocation, const void *values,
                           const struct texts *operands);

extern const struct cli_option LINT_OPTIONS[];
void *lint_new_values(struct arena *arena);
enum exit_status cmd_lint(struct invocation *invocation, const void *values,
                          const struct texts *operands);

extern const struct cli_option DIFF_OPTIONS[];
void *diff_new_values(struct arena *arena);
enum exit_status cmd_diff(struct invocation *invocation, const void *values,
                          const struct texts *operands);

extern const struct cli_option TAGS_OPTIONS[];
void *tags_new_values(struct arena *arena);
enum exit_status cmd_tags(struct invocation *invocation, const void *values,
                          const struct texts *operands);

extern const struct cli_option PROVE_OPTIONS[];
void *prove_new_values(struct arena *arena);
enum exit_status cmd_prove(struct invocation *invocation, const void *values,
                           const struct texts *operands);

enum exit_status cmd_explain(struct invocation *invocation, const void *values,
                             const struct texts *operands);
extern const struct cli_option RULES_OPTIONS[];
void *rules_new_values(struct arena *arena);
enum exit_status cmd_rules(struct invocation *invocation, const void *values,
                           const struct texts *operands);

extern const struct cli_option HOOK_OPTIONS[];
enum exit_status cmd_hook(struct invocation *invocation, const void *values,
                          const struct texts *operands);

extern const struct cli_option AFFECTED_OPTIONS[], LIST_OPTIONS[];
void *affected_new_values(struct arena *arena);
enum exit_status cmd_affected(struct invocation *invocation, const void *values,
                              const struct texts *operands);
enum exit_status cmd_list(struct invocation *invocation, const void *values,
                          const struct texts *operands);

enum exit_status cmd_config(struct invocation *invocation, const void *values,
                            const struct texts *operands);
enum exit_status cmd_schema(struct invocation *invocation, const void *values,
                            const struct texts *operands);
enum exit_status cmd_init(struct invocation *invocation, const void *values,
                          const struct texts *operands);

enum exit_status cmd_cache(struct invocation *invocation, const void *values,
                           const struct texts *operands);
enum exit_status cmd_completion(struct invocation *invocation, const void *values,
                                const struct texts *operands);
enum exit_status cmd_complete(struct invocation *invocation, const void *values,
                              const struct texts *operands);

enum exit_status cmd_man(struct invocation *invocation, const void *values,
                         const struct texts *operands);

enum exit_status cmd_help(struct invocation *invocation, const void *values,
                          const struct texts *operands);
enum exit_status cmd_version(struct invocation *invocation, const void *values,
                             const struct texts *operands);

#endif
