/*
 * apply.h - one directory as one Flux Kustomization makes it arrive
 *
 * First what it does is put together, which costs nothing and tells whether it comes to the same as
 * what was built already; then it is done.
 */
#ifndef LINT_DEPLOYMENTS_APPLY_H
#define LINT_DEPLOYMENTS_APPLY_H

#include "lint/deployments/variables.h"
#include "lint/rendering.h"

struct application {
	const struct flux_kustomization *by;
	str dir;                   /* as shown to people */
	const struct node *edit;   /* for the kustomization; NULL: nothing */
	const struct node *common; /* labels and annotations; NULL: none */
	bool substitutes;
	struct known_variables variables;
	str ignore;         /* what the source leaves out */
	struct diags diags; /* errors: Flux refuses it */
	str text;           /* two with equal text arrive alike */
};

/* What is known beside the Flux Kustomization itself. */
struct application_facts {
	const struct variable_objects *objects;
	const struct config *config; /* may be NULL */
	str cluster;
	str ignore; /* spec.ignore of the source */
};

/*
 * What is to be done, in `arena`, with a copy of `by`. Never NULL: where Flux refuses the object,
 * its diags say why, and running it gives a rendering that has failed with them.
 */
struct application *application_new(struct arena *arena, const struct flux_kustomization *by,
                                    str dir, const struct application_facts *facts);
/* `top`: of the source, see generated_config(). What is wrong is told where it is written. */
struct rendering *application_run(struct arena *arena, const struct application *application,
                                  str top, const struct build_options *options);

#endif
