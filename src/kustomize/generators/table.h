/* table.h - the generators, for generators.c, which says what each is */
#ifndef KUSTOMIZE_GENERATORS_TABLE_H
#define KUSTOMIZE_GENERATORS_TABLE_H

#include "kustomize/generators/generators.h"

bool generate_config_map(struct generate *generate, struct members *out, struct diags *diags);
bool generate_secret(struct generate *generate, struct members *out, struct diags *diags);
bool generate_iam_policy(struct generate *generate, struct members *out, struct diags *diags);
bool helm_chart_configure(struct generate *generate, struct diags *diags);
bool helm_chart_generate(struct generate *generate, struct members *out, struct diags *diags);

#endif
