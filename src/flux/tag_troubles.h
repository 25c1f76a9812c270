/*
 * tag_troubles.h - what a list of tags shows to be wrong with a reference
 *
 * A reference may be sound and still pull nothing, or pull what nobody takes for
 * the newest: that depends on what was pushed. `kustoc tags` and `kustoc lint` say
 * the same of it, under the codes of the rules that lint has for it.
 */
#ifndef FLUX_TAG_TROUBLES_H
#define FLUX_TAG_TROUBLES_H

#include "flux/select.h"

struct tag_trouble {
	const char *code; /* TAG001 nothing fits, TAG002 a tie, TAG003 not the newest */
	str what;         /* "v1.2.3 and 1.2.3 are one version; the registry's order decides" */
	str nearest;      /* TAG001: what comes closest, and why it does not do; may be "" */
};

struct tag_troubles {
	struct tag_trouble *at;
	size_t len, cap;
};

/*
 * Whatever `selection`, made by `selector`, gives reason to say. Nothing for a reference that Flux
 * refuses, whatever is listed, and for a digest, which no list of tags knows.
 */
struct tag_troubles tag_troubles_find(struct arena *arena, const struct selector *selector,
                                      const struct selection *selection);

#endif
