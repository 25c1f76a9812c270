/*
 * vars.h - $(NAME) in fields, by the deprecated `vars`
 *
 * A var is registered with the resource it reads from where it is declared, and
 * put in place at the top, after names are final.
 */
#ifndef KUSTOMIZE_VARS_H
#define KUSTOMIZE_VARS_H

#include "kustomize/resmap.h"
#include "kustomize/transformer_config.h"

struct var {
	str name;
	struct gvk gvk; /* of the resource read, empty parts literally so */
	str field_path; /* "metadata.name" unless given */
	struct mark at;
	struct member *source; /* NULL: no such resource when it was declared */
};

/* "{V ConfigMap.v1.[noGrp] {metadata.name}}": Go's print of it, as errors show it. */
str var_to_text(struct arena *arena, const struct var *var, str field_path);

/* Those of a kustomization and its bases; zero-initialised is empty. */
struct vars {
	struct var *at;
	size_t len, cap;
};

/*
 * Registers the `vars` of a kustomization, a list already checked; NULL gives none. To be called
 * once its transformers have run. The sentence on failure begins "merging vars […]: ".
 */
MUST_CHECK bool vars_register(struct vars *vars, const struct node *list,
                              const struct resmap *resources, struct diags *diags);
/*
 * Adds what a base registered. The sentence on failure is "var 'V' already encountered". A
 * component may bring along vars that it got: `absorb` lets equal ones pass.
 */
MUST_CHECK bool vars_merge(struct arena *arena, struct vars *vars, const struct vars *more,
                           bool absorb, struct diags *diags);
/* Puts the values in place. Vars that were not used are a warning. */
MUST_CHECK bool vars_resolve(const struct vars *vars, struct resmap *resources,
                             const struct transformer_config *config, struct diags *diags);

#endif
