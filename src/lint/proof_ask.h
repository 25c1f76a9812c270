/*
 * proof_ask.h - the questions that proof.c puts together, a file each
 *
 * A source that is asked about has a selector for each release of Flux that counts: one question is
 * put to every release, and what differs between them is part of the answer. Whatever keeps a
 * channel from being proved is added to the source, which thereby loses its verdict PROVED. Only
 * files of proofs include this.
 */
#ifndef LINT_PROOF_ASK_H
#define LINT_PROOF_ASK_H

#include "flux/prove/prove.h"
#include "lint/proof.h"

/* A source as it is asked: its variables filled in, ready for each release. */
struct asked {
	struct proof_source *source;
	struct selector *selectors; /* one a release */
	bool is_known;              /* its reference is one, to every release */
};

struct proof {
	struct arena *arena;
	const struct config *config;
	const struct flux_releases *releases;
	struct asked *asked;
	struct proof_sources *sources;
};

/* Adds it. The verdict becomes REFUTED, or UNDECIDED for CHN005; warnings leave it as it is. */
void proof_add_breach(const struct proof *proof, struct proof_source *source,
                      struct proof_breach breach);
/* `field` of spec.ref keeps it from being known; "" when it is the whole. */
void proof_add_undecided(const struct proof *proof, struct proof_source *source, str field,
                         str reason);

/* One question, asked of every release. */
struct question {
	const char *code, *verb;
	str policy;
	struct mark policy_at;
	/* What a tag must fit besides; terms of pairs get the release's selector of `other`. */
	struct prove_term terms[PROVE_MOST_TERMS];
	size_t count;
	const struct asked *other;
	bool not_other;
};
/* A tag that fits is a breach, and one that cannot be looked for leaves the source undecided. */
void proof_ask(const struct proof *proof, const struct asked *asked, struct question *question);

/* "selects v1.0.0-rc.1 (Flux 2.9); safe on 2.6": which[i] says whether release i does. */
str proof_say_what(const struct proof *proof, const char *verb, str tag, const bool *which);

/* CHN001 and CHN002: what the channel allows, forbids, and names. */
void proof_ask_channel(const struct proof *proof, const struct asked *asked);
/* OCI105: a tag that only some of the releases take. */
void proof_ask_releases(const struct proof *proof, const struct asked *asked);
/* CHN006: is the newest build the greatest? */
void proof_ask_order(const struct proof *proof, const struct asked *asked);
/* CHN003 and CHN004: `other` pulls the same repository in another environment. */
void proof_ask_pair(const struct proof *proof, const struct asked *asked,
                    const struct asked *other);

#endif
