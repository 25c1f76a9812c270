/*
 * filter_language.h - the tags in which a pattern matches, as an automaton
 *
 * The places in the pattern where a match may stand, all at once. A match may begin anywhere, and
 * once there was one the rest of the tag has no say.
 */
#ifndef FLUX_PROVE_FILTER_LANGUAGE_H
#define FLUX_PROVE_FILTER_LANGUAGE_H

#include "base/regex_syntax.h"
#include "flux/prove/automaton.h"

/* NULL when the pattern is too large to be written out. */
struct automaton *filter_language_new(struct arena *arena, const struct regex_node *tree,
                                      struct alphabet *alphabet);

#endif
