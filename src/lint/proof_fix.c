/*
 * proof_fix.c - see proof_fix.h
 *
 * Mildest first: a range that only loses the pre-releases of its own upper bound is nearer to what
 * its author wrote than one that loses all of them.
 */
#include "lint/proof_fix.h"

#include "flux/range_respell.h"

/* The source as it would be with another range; false when some release of Flux refuses that. */
static bool prepare(const struct proof *proof, const struct asked *asked, str semver,
                    struct proof_source *source, struct asked *trial)
{
	*source = *asked->source;
	source->verdict = PROOF_PROVED;
	source->breaches.len = source->breaches.cap = 0;
	source->breaches.at = NULL;
	*trial = (struct asked){.source = source,
	                        .selectors = ARENA_ARRAY(proof->arena, struct selector,
	                                                 proof->releases->len),
	                        .is_known = true};
	for (size_t i = 0; i < proof->releases->len; i++) {
		struct oci_ref ref = asked->selectors[i].ref;
		ref.semver = semver;
		if (!selector_init(proof->arena, &ref, source->source.media_type,
		                   proof->releases->at[i], &trial->selectors[i]))
			return false;
	}
	return true;
}

str proof_find_fix(const struct proof *proof, const struct asked *asked,
                   bool (*breaks)(const struct proof *proof, const struct asked *trial))
{
	static const enum range_spelling SPELLINGS[] = {RANGE_CAPPED, RANGE_RELEASES};
	const struct selector *newest = &asked->selectors[proof->releases->len - 1];
	for (size_t i = 0; i < sizeof SPELLINGS / sizeof *SPELLINGS; i++) {
		struct proof_source source;
		struct asked trial;
		const str semver = range_respell(proof->arena, &newest->range, SPELLINGS[i]);
		if (semver.len > 0 && prepare(proof, asked, semver, &source, &trial) &&
		    !breaks(proof, &trial))
			return semver;
	}
	return STR("");
}
