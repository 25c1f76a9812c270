/*
 * proof.h - does every environment keep to its channel, whatever is pushed?
 *
 * Asks flux/prove for each OCIRepository of each environment, in every release of Flux that counts,
 * and for pairs of environments that share a repository. What cannot be known is a breach, too.
 */
#ifndef LINT_PROOF_H
#define LINT_PROOF_H

#include "flux/ocirepository.h"
#include "kustomize/resmap.h"
#include "lint/channel.h"
#include "lint/deployments/deployments.h"

/* Something that keeps a channel from being proved. */
struct proof_breach {
	const char *code; /* "CHN001"; "CHN005": undecided */
	str what;         /* "selects v2.0.0-rc.1 (Flux 2.9); safe on 2.6" */
	str witness;      /* a tag; "" when there is none */
	str policy;       /* what is broken: "channel 'stable' allows only '...'" */
	struct mark policy_at;
	str field;     /* of spec.ref, when one is to blame: "semver" */
	bool has_rule; /* lint says so by a rule that knows more */
};

enum proof_verdict { PROOF_PROVED, PROOF_REFUTED, PROOF_UNDECIDED };

/* An OCIRepository in an environment; the caller fills in the first lines. */
struct proof_source {
	str environment, overlay;
	struct resource_id id;
	struct ocirepository source;
	const struct channel *channel;
	const struct deployment *by; /* who applies it, as far as that is known; NULL: nobody */

	enum proof_verdict verdict;
	ARRAY(struct proof_breach)
	breaches; /* CHN004 and CHN006 are warnings: nothing is refuted */
	str fix;  /* a range for ref.semver that keeps to the channel; "" when none is known */
	bool fix_is_for_all; /* and that means the same in every release of Flux */
};

struct proof_sources {
	struct proof_source *at;
	size_t len, cap;
};

/* Adds the OCIRepositories that arrive from an overlay, held to `channel`. */
void proof_collect(struct arena *arena, const struct resmap *resources, str overlay,
                   str environment, const struct channel *channel, const struct deployment *by,
                   struct proof_sources *out);

/* Does this code only warn? Then it refutes nothing. */
bool proof_is_warning(const struct proof_breach *breach);

/* Fills in verdicts and breaches. */
void proof_run(struct arena *arena, const struct config *config,
               const struct flux_releases *releases, struct proof_sources *sources);

/* "Flux 2.6 and 2.9" */
str proof_releases_text(struct arena *arena, const struct flux_releases *releases);

#endif
