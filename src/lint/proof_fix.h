/*
 * proof_fix.h - a range that keeps to its channel, spelt from one that does not
 *
 * Nobody's intention is guessed: the range stays as it is but for its pre-releases. An upper bound
 * leaves its own out ("<2.0.0-0"), or none is asked for any more. What comes of it is put to every
 * question that the channel asks, in every release of Flux that counts, and is offered only when it
 * stands them all.
 */
#ifndef LINT_PROOF_FIX_H
#define LINT_PROOF_FIX_H

#include "lint/proof_ask.h"

/*
 * The first spelling that breaks no rule of the channel, `breaks` being asked of each; "" when
 * none.
 */
str proof_find_fix(const struct proof *proof, const struct asked *asked,
                   bool (*breaks)(const struct proof *proof, const struct asked *trial));

#endif
