/*
 * cmd_prove.c - kustoc prove
 *
 * Overlays are rendered, and each OCIRepository in them is held to the channel of its environment,
 * over all tags that there can be. With --ref there is no manifest and no channel: one reference is
 * asked whether it selects anything, two whether they share a tag.
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/overlays.h"
#include "cli/render.h"
#include "cli/settings.h"
#include "flux/prove/prove.h"
#include "lint/json_out.h"
#include "lint/proof_report.h"

enum prove_format { PROVE_TEXT, PROVE_JSON };

struct prove_values {
	struct render_values render;
	str media_type, environment;
	struct texts refs, never, only, must, must_not, flux;
	int format;
};

static const char *const FORMATS[] = {[PROVE_TEXT] = "text", [PROVE_JSON] = "json", NULL};

#define PROVE(field) offsetof(struct prove_values, field)
/* A flag is a row, not a column. */
/* clang-format off */
const struct cli_option PROVE_OPTIONS[] = {
	{.name = "never", .kind = OPTION_LIST, .offset = PROVE(never), .value = "REGEX",
	 .text = "no tag that can be selected matches this"},
	{.name = "only", .kind = OPTION_LIST, .offset = PROVE(only), .value = "REGEX",
	 .text = "every tag that can be selected matches one of these"},
	{.name = "must", .kind = OPTION_LIST, .offset = PROVE(must), .value = "TAG",
	 .text = "this tag can be selected"},
	{.name = "must-not", .kind = OPTION_LIST, .offset = PROVE(must_not), .value = "TAG",
	 .text = "this tag cannot be selected"},
	{.name = "environment", .letter = 'E', .kind = OPTION_TEXT, .offset = PROVE(environment),
	 .value = "ENV", .text = "only the overlays of this environment"},
	{.name = "flux", .kind = OPTION_LIST, .offset = PROVE(flux), .value = "X.Y", .commas = true,
	 .text = "hold in these releases of Flux, by default the newest"},
	{.name = "ref", .kind = OPTION_LIST, .offset = PROVE(refs), .value = "FILE",
	 .text = "ask about this spec.ref, or about two of them, instead of overlays"},
	{.name = "media-type", .kind = OPTION_TEXT, .offset = PROVE(media_type), .value = "TYPE",
	 .text = "with --ref: the layer's type; a Helm chart's tags hold '_' for '+'",
	 .help = HELP_LONG},
	{.name = "output", .letter = 'o', .kind = OPTION_CHOICE, .offset = PROVE(format),
	 .value = "FORMAT", .text = "text or json", .choices = FORMATS, .no_variable = true,
	 .own = true},
	{.name = NULL},
};
/* clang-format on */
#undef PROVE

void *prove_new_values(struct arena *arena)
{
	return ARENA_NEW(arena, struct prove_values);
}

/* ---- bare references ---- */

static bool load_reference(struct invocation *invocation, str path,
                           const struct prove_values *values, struct selector *out)
{
	struct input_reference reference;
	struct flux_releases releases = {.len = 0};
	if (!input_read_reference(invocation, path, values->media_type, &reference))
		return false;
	if (values->flux.len > 0 &&
	    !channel_add_release(&releases, values->flux.at[0], &invocation->diags))
		return false;
	const struct ocirepository *source = &reference.source;
	return selector_init(invocation->arena, &source->ref, source->media_type,
	                     releases.len ? releases.at[0] : flux_release_newest(), out) ||
	       diag_error(&invocation->diags, reference.at, "%.*s", STR_ARG(out->error));
}

static const char *verdict_of(const struct prove_answer *answer, bool is_pair)
{
	switch (answer->outcome) {
	case PROVE_NO_TAG: return is_pair ? "disjoint" : "empty";
	case PROVE_TAG: return is_pair ? "overlap" : "non-empty";
	case PROVE_UNDECIDED: break;
	}
	return "undecided";
}

/* What there is to say about one reference, or two. */
struct verdict {
	const char *text;
	str witness, example, reason;
	str only[2]; /* a tag that one of two selects, and the other never; "" when there is none */
};

/* A tag that `a` takes and `b` never does. */
static str find_difference(struct arena *arena, const struct selector *a, const struct selector *b)
{
	const struct prove_term terms[] = {
		{.selector = a},
		{.selector = b, .negated = true},
	};
	const struct prove_answer answer = prove_find(arena, terms, 2);
	if (answer.outcome != PROVE_TAG)
		return STR("");
	return prove_example(arena, terms, 2, answer.witness);
}

static struct verdict judge(struct arena *arena, const struct selector *selectors, size_t count)
{
	const struct prove_term terms[2] = {{.selector = &selectors[0]},
	                                    {.selector = &selectors[count - 1]}};
	const struct prove_answer answer = prove_find(arena, terms, count);
	struct verdict verdict = {.text = verdict_of(&answer, count == 2),
	                          .witness = answer.witness,
	                          .reason = answer.reason};
	if (answer.outcome == PROVE_TAG)
		verdict.example = prove_example(arena, terms, count, answer.witness);
	else if (answer.outcome == PROVE_NO_TAG && count == 1)
		verdict.reason = prove_why_empty(arena, &selectors[0]);
	for (size_t i = 0; count == 2 && i < 2; i++)
		verdict.only[i] = find_difference(arena, &selectors[i], &selectors[1 - i]);
	return verdict;
}

static void print_text(const struct verdict *verdict, struct buf *out)
{
	static const char *const NAMES[] = {"first", "second"};
	buf_printf(out, "%s", verdict->text);
	if (verdict->example.len > 0)
		buf_printf(out, "  %.*s", STR_ARG(verdict->example));
	if (verdict->reason.len > 0)
		buf_printf(out, "  %.*s", STR_ARG(verdict->reason));
	buf_add_char(out, '\n');
	for (size_t i = 0; i < 2; i++)
		if (verdict->only[i].len > 0)
			buf_printf(out, "only the %s selects %.*s\n", NAMES[i],
			           STR_ARG(verdict->only[i]));
}

static void print_json(const struct verdict *verdict, struct buf *out)
{
	const struct {
		const char *key;
		str text;
	} members[] = {
		{"witness", verdict->witness},    {"example", verdict->example},
		{"reason", verdict->reason},      {"onlyFirst", verdict->only[0]},
		{"onlySecond", verdict->only[1]},
	};
	struct json_out *root = json_out_create(JSON_OUT_OBJECT);
	json_out_text(root, "verdict", str_of(verdict->text));
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (members[i].text.len > 0)
			json_out_text(root, members[i].key, members[i].text);
	json_out_print(out, root, JSON_OUT_ONE_LINE);
	buf_add_char(out, '\n');
	json_out_destroy(root);
}

static enum exit_status answer_references(struct invocation *invocation,
                                          const struct prove_values *values)
{
	struct selector selectors[2];
	const size_t count = values->refs.len;
	if (count > 2) {
		diag_error(&invocation->diags, NO_MARK, "prove compares two references, not %zu",
		           count);
		return EXIT_BROKEN;
	}
	for (size_t i = 0; i < count; i++)
		if (!load_reference(invocation, values->refs.at[i], values, &selectors[i]))
			return EXIT_BROKEN;
	const struct verdict verdict = judge(invocation->arena, selectors, count);
	if (values->format == PROVE_JSON)
		print_json(&verdict, &invocation->out);
	else
		print_text(&verdict, &invocation->out);
	return strcmp(verdict.text, "undecided") == 0 ? EXIT_FOUND : EXIT_CLEAN;
}

/* ---- overlays ---- */

struct prove_run {
	struct invocation *invocation;
	const struct prove_values *values;
	struct config config;
	struct flux_releases releases;
	struct build_options build;
	struct overlays overlays;
	struct proof_sources sources;
};

static bool add_flags(struct prove_run *run, struct channel *channel)
{
	struct arena *arena = run->invocation->arena;
	const struct prove_values *values = run->values;
	for (size_t i = 0; i < values->only.len; i++)
		if (!channel_add_pattern(arena, channel, false, values->only.at[i], NO_MARK,
		                         &run->invocation->diags))
			return false;
	for (size_t i = 0; i < values->never.len; i++)
		if (!channel_add_pattern(arena, channel, true, values->never.at[i], NO_MARK,
		                         &run->invocation->diags))
			return false;
	for (size_t i = 0; i < values->must.len; i++)
		*ARRAY_ADD(arena, &channel->accept) =
			(struct channel_tag){values->must.at[i], NO_MARK};
	for (size_t i = 0; i < values->must_not.len; i++)
		*ARRAY_ADD(arena, &channel->refuse) =
			(struct channel_tag){values->must_not.at[i], NO_MARK};
	return true;
}

/* Questions of the command line stand in for the policy. */
static bool channel_for(struct prove_run *run, str environment, const struct channel **out)
{
	struct channel *channel;
	const struct prove_values *values = run->values;
	if (values->only.len + values->never.len + values->must.len + values->must_not.len > 0)
		channel = ARENA_NEW(run->invocation->arena, struct channel);
	else
		channel = channel_of(run->invocation->arena, &run->config, environment);
	*out = channel;
	return add_flags(run, channel);
}

static bool is_named(struct prove_run *run, const struct proof_source *source)
{
	const str environment = run->values->environment;
	const bool is_named =
		overlays_is_named(&run->overlays, source->environment, source->id.name);
	return is_named && (environment.len == 0 || str_eq(environment, source->environment));
}

static bool add_overlay(void *context, const struct overlay *overlay)
{
	struct prove_run *run = context;
	const struct channel *channel;
	if (!channel_for(run, overlay->environment, &channel))
		return false;
	proof_collect(run->invocation->arena, overlay->resources, overlay->dir,
	              overlay->environment, channel, overlay->by, &run->sources);
	return true;
}

/* Pairs of environments are asked about before any is left out. */
static bool prove_overlays(struct prove_run *run, const struct texts *operands)
{
	struct invocation *invocation = run->invocation;
	if (!overlays_find(invocation, operands, &run->config, &run->build, &run->overlays))
		return false;
	const bool has_all = overlays_each(invocation, &run->overlays, add_overlay, run);
	if (run->values->environment.len > 0 &&
	    !overlays_expect_environment(invocation, &run->overlays, run->values->environment))
		return false;
	proof_run(invocation->arena, &run->config, &run->releases, &run->sources);
	size_t kept = 0;
	for (size_t i = 0; i < run->sources.len; i++)
		if (is_named(run, &run->sources.at[i]))
			run->sources.at[kept++] = run->sources.at[i];
	run->sources.len = kept;
	if (has_all && !overlays_expect_names(invocation, &run->overlays))
		return false;
	if (has_all && kept == 0)
		return diag_error(&invocation->diags, NO_MARK,
		                  "no OCIRepository in what was asked for");
	return has_all;
}

static bool prepare(struct prove_run *run, const struct texts *operands)
{
	struct invocation *invocation = run->invocation;
	if (!settings_load(invocation, overlays_start(invocation, operands), &run->config) ||
	    !render_options(invocation, &run->values->render, &run->build))
		return false;
	for (size_t i = 0; i < run->values->flux.len; i++)
		if (!channel_add_release(&run->releases, run->values->flux.at[i],
		                         &invocation->diags))
			return false;
	if (run->releases.len == 0)
		run->releases = channel_releases(&run->config);
	return true;
}

enum exit_status cmd_prove(struct invocation *invocation, const void *values,
                           const struct texts *operands)
{
	struct prove_run run = {.invocation = invocation, .values = values};
	if (run.values->refs.len > 0)
		return answer_references(invocation, values);
	if (!prepare(&run, operands))
		return EXIT_BROKEN;
	const bool complete = prove_overlays(&run, operands);
	const struct proof_report report = {invocation->arena, &run.sources, &run.releases};
	if (run.values->format == PROVE_JSON)
		proof_report_json(&report, &invocation->out);
	else
		proof_report_text(&report, &invocation->out_look, &invocation->out);
	if (!complete)
		return EXIT_BROKEN;
	return proof_report_is_clean(&report) ? EXIT_CLEAN : EXIT_FOUND;
}
