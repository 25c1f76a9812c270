/*
 * proof_ask.c - see proof_ask.h: breaches, the question, and what differs between releases
 */
#include "lint/proof_ask.h"

#include "base/buf.h"

/* ---- breaches ---- */

bool proof_is_warning(const struct proof_breach *breach)
{
	const str code = str_of(breach->code);
	return str_eq(code, STR("CHN004")) || str_eq(code, STR("CHN006")) ||
	       str_eq(code, STR("OCI105"));
}

void proof_add_breach(const struct proof *proof, struct proof_source *source,
                      struct proof_breach breach)
{
	*ARRAY_ADD(proof->arena, &source->breaches) = breach;
	if (str_eq(str_of(breach.code), STR("CHN005"))) {
		if (source->verdict == PROOF_PROVED)
			source->verdict = PROOF_UNDECIDED;
	} else if (!proof_is_warning(&breach)) {
		source->verdict = PROOF_REFUTED;
	}
}

void proof_add_undecided(const struct proof *proof, struct proof_source *source, str field,
                         str reason)
{
	proof_add_breach(proof, source,
	                 (struct proof_breach){.code = "CHN005", .what = reason, .field = field});
}

static str join_releases(struct arena *arena, const struct flux_releases *releases,
                         const bool *which, bool wanted)
{
	struct buf out;
	size_t left = 0;
	buf_init(&out, arena);
	for (size_t i = 0; i < releases->len; i++)
		left += !which || which[i] == wanted;
	for (size_t i = 0; i < releases->len; i++) {
		if (which && which[i] != wanted)
			continue;
		buf_add(&out, str_of(releases->at[i]->name));
		left--;
		buf_add(&out, str_of(left == 0 ? "" : left == 1 ? " and " : ", "));
	}
	return buf_text(&out);
}

str proof_releases_text(struct arena *arena, const struct flux_releases *releases)
{
	const str names = join_releases(arena, releases, NULL, true);
	return arena_printf(arena, "Flux %.*s", STR_ARG(names));
}

/* "selects v1.0.0-rc.1 (Flux 2.9); safe on 2.6": which[i] says whether release i does. */
str proof_say_what(const struct proof *proof, const char *verb, str tag, const bool *which)
{
	const str bad = join_releases(proof->arena, proof->releases, which, true);
	const str safe = join_releases(proof->arena, proof->releases, which, false);
	if (safe.len == 0)
		return arena_printf(proof->arena, "%s %.*s", verb, STR_ARG(tag));
	return arena_printf(proof->arena, "%s %.*s (Flux %.*s); safe on %.*s", verb, STR_ARG(tag),
	                    STR_ARG(bad), STR_ARG(safe));
}

/* ---- questions ---- */

void proof_ask(const struct proof *proof, const struct asked *asked, struct question *question)
{
	bool found[FLUX_MAX_RELEASES] = {false};
	str witness = {"", 0};
	for (size_t i = proof->releases->len; i-- > 0;) {
		struct prove_term terms[PROVE_MOST_TERMS + 2] = {
			{.selector = &asked->selectors[i]}};
		size_t count = 1;
		if (question->other)
			terms[count++] =
				(struct prove_term){.selector = &question->other->selectors[i],
			                            .negated = question->not_other};
		for (size_t k = 0; k < question->count; k++)
			terms[count++] = question->terms[k];
		const struct prove_answer answer = prove_find(proof->arena, terms, count);
		if (answer.outcome == PROVE_UNDECIDED) {
			proof_add_undecided(proof, asked->source, STR(""), answer.reason);
			return;
		}
		found[i] = answer.outcome == PROVE_TAG;
		if (found[i] && witness.len == 0)
			witness = prove_example(proof->arena, terms, count, answer.witness);
	}
	if (witness.len > 0)
		proof_add_breach(proof, asked->source,
		                 (struct proof_breach){.code = question->code,
		                                       .what = proof_say_what(proof, question->verb,
		                                                              witness, found),
		                                       .witness = witness,
		                                       .policy = question->policy,
		                                       .policy_at = question->policy_at});
}

/* ---- several releases ---- */

/*
 * What every release reads as a version. Leading zeros and missing numbers are read by some only,
 * which no range can do anything about.
 */
#define NUMBER "(0|[1-9][0-9]*)"
static const str PLAIN = STR_INIT("^v?" NUMBER "\\." NUMBER "\\." NUMBER "(-|$)");
#undef NUMBER

/* A tag that one of two releases following each other in the list takes, and the other does not. */
void proof_ask_releases(const struct proof *proof, const struct asked *asked)
{
	struct arena *arena = proof->arena;
	struct tagfilter plain;
	struct regex_error error;
	if (!tagfilter_parse(arena, PLAIN, flux_release_newest(), &plain, &error))
		return;
	for (size_t i = 1; i < proof->releases->len; i++) {
		for (size_t way = 0; way < 2; way++) {
			const size_t takes = i - way, refuses = i - 1 + way;
			const struct prove_term terms[] = {
				{.selector = &asked->selectors[takes]},
				{.selector = &asked->selectors[refuses], .negated = true},
				{.pattern = &plain},
			};
			const struct prove_answer answer = prove_find(arena, terms, 3);
			if (answer.outcome != PROVE_TAG)
				continue;
			const str tag = prove_example(arena, terms, 3, answer.witness);
			proof_add_breach(
				proof, asked->source,
				(struct proof_breach){
					.code = "OCI105",
					.what = arena_printf(
						arena, "Flux %s selects %.*s, Flux %s does not",
						proof->releases->at[takes]->name, STR_ARG(tag),
						proof->releases->at[refuses]->name),
					.witness = tag,
					.field = STR("semver")});
			return;
		}
	}
}

/* ---- pairs ---- */

static void ask_exclusive(const struct proof *proof, const struct asked *asked,
                          const struct asked *other)
{
	const struct channel *channel = asked->source->channel;
	for (size_t i = 0; i < channel->exclusive.len; i++) {
		const struct channel_tag *exclusive = &channel->exclusive.at[i];
		if (!str_eq(exclusive->tag, other->source->channel->name))
			continue;
		struct question question = {
			.code = "CHN003", .other = other, .policy_at = exclusive->at};
		question.verb =
			arena_cstr(proof->arena, arena_printf(proof->arena, "shares with %.*s:",
		                                              STR_ARG(other->source->environment)));
		question.policy =
			arena_printf(proof->arena, "channels '%.*s' and '%.*s' share no tag",
		                     STR_ARG(channel->name), STR_ARG(exclusive->tag));
		proof_ask(proof, asked, &question);
	}
}

static void ask_before(const struct proof *proof, const struct asked *asked,
                       const struct asked *other)
{
	const str before = channel_before(proof->config, asked->source->environment);
	if (before.len == 0 || !str_eq(before, other->source->environment))
		return;
	struct question question = {
		.code = "CHN004", .verb = "selects", .other = other, .not_other = true};
	question.policy =
		arena_printf(proof->arena, "'%.*s' comes after '%.*s', which never selects it",
	                     STR_ARG(asked->source->environment), STR_ARG(before));
	proof_ask(proof, asked, &question);
}

void proof_ask_pair(const struct proof *proof, const struct asked *asked, const struct asked *other)
{
	ask_exclusive(proof, asked, other);
	ask_before(proof, asked, other);
}
