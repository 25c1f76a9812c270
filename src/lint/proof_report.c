/*
 * proof_report.c - see proof_report.h
 *
 * A verdict stands alone on its line with what it was asked about, so that PROVED cannot be read as
 * more than it is: the policy and the releases of Flux are named each time.
 */
#include "lint/proof_report.h"

#include "base/wrap.h"
#include "lint/json_out.h"

static const char *verdict_text(enum proof_verdict verdict)
{
	switch (verdict) {
	case PROOF_PROVED: return "PROVED";
	case PROOF_REFUTED: return "REFUTED";
	case PROOF_UNDECIDED: return "UNDECIDED";
	}
	return "";
}

/* What was proved: "only 'a' or 'b'", "never 'c'". */
static str policy_words(struct arena *arena, const struct channel *channel)
{
	struct buf out;
	buf_init(&out, arena);
	if (channel->is_assumed)
		return STR("no prereleases (assumed)");
	for (size_t i = 0; i < channel->only.len; i++)
		buf_printf(&out, "%s'%.*s'", i ? " or " : "only ",
		           STR_ARG(channel->only.at[i].filter.text));
	for (size_t i = 0; i < channel->never.len; i++)
		buf_printf(&out, "%s'%.*s'", out.len ? ", never " : "never ",
		           STR_ARG(channel->never.at[i].filter.text));
	if (out.len == 0)
		buf_add(&out, channel_demands_something(channel)
		                      ? STR("the tags that were named")
		                      : STR("selects something; no channel is set"));
	return buf_text(&out);
}

/* What is wrong, each with its code; else what was proved. */
static str verdict_words(const struct proof_report *report, const struct proof_source *source)
{
	struct buf buf, *out = &buf;
	size_t told = 0;
	buf_init(out, report->arena);
	for (size_t i = 0; i < source->breaches.len; i++) {
		const struct proof_breach *breach = &source->breaches.at[i];
		if (proof_is_warning(breach))
			continue;
		buf_printf(out, "%s%.*s", told++ ? "; " : "", STR_ARG(breach->what));
		if (source->verdict == PROOF_REFUTED)
			buf_printf(out, " [%s]", breach->code);
	}
	if (told == 0) {
		const str words = policy_words(report->arena, source->channel);
		const str releases = proof_releases_text(report->arena, report->releases);
		buf_printf(out, "%.*s; all tags, %.*s", STR_ARG(words), STR_ARG(releases));
	}
	return buf_text(out);
}

/*
 * The verdict from `column` on, then what is worth a warning: behind it, or below it where somebody
 * looks at it.
 */
static void add_words(const struct proof_report *report, const struct proof_source *source,
                      const struct look *look, size_t column, struct buf *out)
{
	enum { BELOW = 4, ROOM = 24 };
	const size_t width = look->is_paged ? look->width : 0;
	const size_t indent = width > 0 && width < column + ROOM ? BELOW : column;
	const struct wrap wrap = {width, indent};
	wrap_add(out, wrap, column, verdict_words(report, source));
	for (size_t i = 0; i < source->breaches.len; i++) {
		const struct proof_breach *breach = &source->breaches.at[i];
		if (!proof_is_warning(breach))
			continue;
		if (width > 0)
			buf_printf(out, "\n%*s", (int)indent, "");
		else
			buf_add(out, STR("  "));
		wrap_add(out, wrap, indent,
		         arena_printf(report->arena, "warning[%s]: %.*s", breach->code,
		                      STR_ARG(breach->what)));
	}
	buf_add_char(out, '\n');
}

static size_t widest(const struct proof_sources *sources, bool names)
{
	size_t width = 0;
	for (size_t i = 0; i < sources->len; i++) {
		const struct proof_source *source = &sources->at[i];
		const size_t len = names ? source->id.name.len : source->environment.len;
		width = len > width ? len : width;
	}
	return width;
}

static size_t count(const struct proof_report *report, enum proof_verdict verdict)
{
	size_t found = 0;
	for (size_t i = 0; i < report->sources->len; i++)
		found += report->sources->at[i].verdict == verdict;
	return found;
}

static bool assumes_something(const struct proof_report *report)
{
	for (size_t i = 0; i < report->sources->len; i++)
		if (report->sources->at[i].channel->is_assumed)
			return true;
	return false;
}

void proof_report_text(const struct proof_report *report, const struct look *look, struct buf *out)
{
	const int environments = (int)widest(report->sources, false);
	const int names = (int)widest(report->sources, true);
	const size_t column = (size_t)(environments + names) + sizeof "    UNDECIDED  " - 1;
	for (size_t i = 0; i < report->sources->len; i++) {
		const struct proof_source *source = &report->sources->at[i];
		const str environment = source->environment, name = source->id.name;
		buf_printf(out, "%.*s%*s  %.*s%*s  %-9s  ", STR_ARG(environment),
		           environments - (int)environment.len, "", STR_ARG(name),
		           names - (int)name.len, "", verdict_text(source->verdict));
		add_words(report, source, look, column, out);
	}
	if (assumes_something(report))
		buf_add(out, STR("note[CHN000]: assumed policy; run kustoc init\n"));
	const size_t refuted = count(report, PROOF_REFUTED);
	const size_t undecided = count(report, PROOF_UNDECIDED);
	if (refuted + undecided > 0)
		buf_printf(out, "%zu %s failed, %zu undecided\n", refuted,
		           refuted == 1 ? "proof" : "proofs", undecided);
}

static void add_breach(struct json_out *list, const struct proof_breach *breach)
{
	struct json_out *object = json_out_object(list, NULL);
	json_out_text(object, "code", str_of(breach->code));
	json_out_text(object, "message", breach->what);
	if (breach->witness.len > 0)
		json_out_text(object, "witness", breach->witness);
	if (breach->policy.len > 0)
		json_out_text(object, "policy", breach->policy);
}

void proof_report_json(const struct proof_report *report, struct buf *out)
{
	struct json_out *root = json_out_create(JSON_OUT_OBJECT);
	json_out_number(root, "version", 1);
	json_out_text(root, "command", STR("prove"));
	struct json_out *releases = json_out_array(root, "flux");
	for (size_t i = 0; i < report->releases->len; i++)
		json_out_text(releases, NULL, str_of(report->releases->at[i]->name));
	struct json_out *proofs = json_out_array(root, "proofs");
	for (size_t i = 0; i < report->sources->len; i++) {
		const struct proof_source *source = &report->sources->at[i];
		struct json_out *object = json_out_object(proofs, NULL);
		json_out_text(object, "environment", source->environment);
		json_out_text(object, "overlay", source->overlay);
		json_out_text(object, "namespace", source->id.namespace);
		json_out_text(object, "name", source->id.name);
		if (source->by)
			json_out_text(object, "appliedBy", source->by->by.id.name);
		json_out_text(object, "verdict", str_of(verdict_text(source->verdict)));
		if (source->fix.len > 0)
			json_out_text(object, "fix", source->fix);
		struct json_out *breaches = json_out_array(object, "breaches");
		for (size_t k = 0; k < source->breaches.len; k++)
			add_breach(breaches, &source->breaches.at[k]);
	}
	json_out_print(out, root, JSON_OUT_PRETTY);
	json_out_destroy(root);
}

bool proof_report_is_clean(const struct proof_report *report)
{
	return count(report, PROOF_PROVED) == report->sources->len;
}
