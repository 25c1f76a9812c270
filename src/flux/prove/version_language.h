/*
 * version_language.h - the tags that are versions in a range, as an automaton
 *
 * Reads as semver.c does, in the way of a release of Flux, and on the way compares with every
 * constant of the range. Exact up to the last number that fits 64 bits.
 */
#ifndef FLUX_PROVE_VERSION_LANGUAGE_H
#define FLUX_PROVE_VERSION_LANGUAGE_H

#include "flux/prove/automaton.h"
#include "flux/range.h"

/* `is_helm`: '_' in a tag stands for '+'. NULL when the range has too many constants. */
struct automaton *version_language_new(struct arena *arena, const struct range *range, bool is_helm,
                                       struct alphabet *alphabet);

#endif
