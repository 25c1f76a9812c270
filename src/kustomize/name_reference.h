/*
 * name_reference.h - references follow the names that a build gave
 *
 * Once, at the top, when all names are final: every field that holds the name
 * of another resource of the build gets that resource's present name. Candidates are found by name,
 * so the cost grows with the number of references and not with its product with that of resources.
 */
#ifndef KUSTOMIZE_NAME_REFERENCE_H
#define KUSTOMIZE_NAME_REFERENCE_H

#include "kustomize/resmap.h"
#include "kustomize/transformer_config.h"

/*
 * `config` says which fields refer to what. False, with kustomize's sentence, when a name fits
 * several resources, or a field is of another form than the config has it.
 */
MUST_CHECK bool name_reference_fix(struct resmap *resources,
                                   const struct transformer_config *config, struct diags *diags);

#endif
