/*
 * rendering.h - one directory, rendered once, with everything that was said about it
 *
 * As Flux renders: it does not keep a kustomization to the files below it. What only kustomize's
 * restriction would refuse is a warning, and is then judged as Flux has it.
 */
#ifndef LINT_RENDERING_H
#define LINT_RENDERING_H

#include "kustomize/pipeline/pipeline.h"

/* Some rules tell one environment what they do not tell another. */
enum audience { AUDIENCE_UNKNOWN, AUDIENCE_PRODUCTION, AUDIENCE_OTHERS, AUDIENCES };

struct rendering {
	str dir;
	bool is_rendered;
	struct build build; /* resources when it is rendered; the files that were read either way */
	struct diags asides;            /* what does not keep it from being rendered */
	struct diags diags;             /* what does */
	struct diags *found[AUDIENCES]; /* what the rules find in the resources; NULL: not yet */
};

/* `options` but for `findings`, whose place `asides` takes. */
struct rendering *rendering_new(struct arena *arena, str dir, const struct build_options *options);

#endif
