/* transformers.c - the table; see transformers.h */
#include "kustomize/transformers/transformers.h"

#include "kustomize/transformers/table.h"

static bool pending(struct transform *transform, struct resmap *resources, struct diags *diags)
{
	(void)resources;
	if (str_eq(str_of(transform->how->kind), STR("pending")))
		return true;
	return diag_error(diags, transform->at, "%s has not landed", transform->how->kind);
}

/* In order of names. */
static const struct transformer TRANSFORMERS[] = {
	{"pending", NULL, pending},
};

const struct transformer *transformer_find(str kind)
{
	for (size_t i = 0; i < sizeof TRANSFORMERS / sizeof *TRANSFORMERS; i++)
		if (str_eq(str_of(TRANSFORMERS[i].kind), kind))
			return &TRANSFORMERS[i];
	return &TRANSFORMERS[0];
}
