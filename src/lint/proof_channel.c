/*
 * proof_channel.c - what a channel asks of a reference: CHN001 and CHN002, see proof_ask.h
 */
#include "base/buf.h"
#include "lint/proof_ask.h"

static str channel_words(const struct proof *proof, const struct channel *channel)
{
	if (channel->is_assumed)
		return STR("production");
	if (channel->name.len == 0)
		return STR("the command line");
	return arena_printf(proof->arena, "channel '%.*s'", STR_ARG(channel->name));
}

static void ask_only(const struct proof *proof, const struct asked *asked,
                     const struct channel *channel)
{
	const str name = channel_words(proof, channel);
	struct question question = {.code = "CHN001", .verb = "selects"};
	struct buf texts;
	buf_init(&texts, proof->arena);
	for (size_t i = 0; i < channel->only.len; i++) {
		const struct channel_pattern *pattern = &channel->only.at[i];
		buf_printf(&texts, "%s'%.*s'", i ? " or " : "", STR_ARG(pattern->filter.text));
		if (question.count == PROVE_MOST_TERMS) {
			proof_add_undecided(proof, asked->source, STR(""),
			                    STR("too many patterns for one question"));
			return;
		}
		question.terms[question.count++] =
			(struct prove_term){.pattern = &pattern->filter, .negated = true};
	}
	if (question.count == 0)
		return;
	question.policy = arena_printf(proof->arena, "%.*s allows only %.*s", STR_ARG(name),
	                               STR_ARG(buf_text(&texts)));
	question.policy_at = channel->only.at[0].at;
	proof_ask(proof, asked, &question);
}

static void ask_never(const struct proof *proof, const struct asked *asked,
                      const struct channel *channel)
{
	const str name = channel_words(proof, channel);
	for (size_t i = 0; i < channel->never.len; i++) {
		const struct channel_pattern *pattern = &channel->never.at[i];
		struct question question = {.code = "CHN001",
		                            .verb = "selects",
		                            .policy_at = pattern->at,
		                            .terms = {{.pattern = &pattern->filter}},
		                            .count = 1};
		question.policy =
			channel->is_assumed
				? STR("production takes no prereleases (assumed; run kustoc init)")
				: arena_printf(proof->arena, "%.*s never takes '%.*s'",
		                               STR_ARG(name), STR_ARG(pattern->filter.text));
		proof_ask(proof, asked, &question);
	}
}

static bool is_selectable(const struct proof *proof, const struct selector *selector, str tag)
{
	const enum tag_fate fate = selector_judge(proof->arena, selector, tag).fate;
	return fate == TAG_SELECTED || fate == TAG_TIED || fate == TAG_LOWER;
}

/* Is `tag` selectable as it should be, in every release? */
static void ask_tag(const struct proof *proof, const struct asked *asked,
                    const struct channel_tag *tag, bool should)
{
	bool wrong[FLUX_MAX_RELEASES] = {false}, any = false;
	for (size_t i = 0; i < proof->releases->len; i++) {
		wrong[i] = is_selectable(proof, &asked->selectors[i], tag->tag) != should;
		any = any || wrong[i];
	}
	/* A tag or a digest that is named has no shape: nothing else is selectable. */
	if (!any || (should && asked->selectors[0].kind != OCI_REF_SEMVER))
		return;
	const str name = channel_words(proof, asked->source->channel);
	proof_add_breach(proof, asked->source,
	                 (struct proof_breach){
				 .code = should ? "CHN002" : "CHN001",
				 .what = proof_say_what(proof, should ? "cannot select" : "selects",
	                                                tag->tag, wrong),
				 .witness = tag->tag,
				 .policy = arena_printf(proof->arena, "%.*s must %s '%.*s'",
	                                                STR_ARG(name), should ? "accept" : "refuse",
	                                                STR_ARG(tag->tag)),
				 .policy_at = tag->at});
}

void proof_ask_channel(const struct proof *proof, const struct asked *asked)
{
	const struct channel *channel = asked->source->channel;
	ask_only(proof, asked, channel);
	ask_never(proof, asked, channel);
	for (size_t i = 0; i < channel->accept.len; i++)
		ask_tag(proof, asked, &channel->accept.at[i], true);
	for (size_t i = 0; i < channel->refuse.len; i++)
		ask_tag(proof, asked, &channel->refuse.at[i], false);
}
