/*
 * verify.c - whose signature an artifact must bear: OCI504 to OCI507
 *
 * Issuers and subjects are addresses, not tags, so the automata of tags have no say here. What a
 * pattern lets pass is shown with a text that is tried on it: made from the pattern, with a
 * stranger's address around.
 */
#include "base/ascii.h"
#include "base/buf.h"
#include "base/regex_syntax.h"
#include "lint/rules/repository.h"
#include "lint/rules/version_pattern.h"
#include "yaml/rewrite.h"

static const struct pair *verify_of(const struct repository *repository)
{
	const struct pair *verify = node_find_pair(repository->spec, STR("verify"));
	return verify && node_is_map(verify->value) ? verify : NULL;
}

static bool is_by(const struct pair *verify, const char *provider)
{
	return verify && str_eq(node_get_text(verify->value, STR("provider")), str_of(provider));
}

/* As Flux' Go reads it; NULL when it is refused. */
static const struct regex *pattern_of(struct arena *arena, str text, struct regex_error *error)
{
	return regex_new_for(arena, text, flux_release_newest()->go, error);
}

/* ---- OCI504 ---- */

/* Does a pattern of this identity say anything? */
static bool asks_nothing(struct arena *arena, const struct node *identity, const char *field)
{
	struct regex_error error;
	const struct node *pattern = node_get(identity, str_of(field));
	if (!node_is_scalar(pattern) || repository_is_open(pattern))
		return false;
	const struct regex *regex = pattern_of(arena, pattern->text, &error);
	/* What fits nothing at all and something far-fetched fits everything. */
	return regex && regex_matches(regex, STR("")) && regex_matches(regex, STR("\x01 ~"));
}

/* One identity that fits is enough for Flux, so one that fits everybody is all there is. */
static bool is_anybody(struct arena *arena, const struct node *identities)
{
	if (node_is_empty(identities))
		return true;
	if (node_is_seq(identities))
		NODE_EACH_ITEM (item, identities)
			if (asks_nothing(arena, item->value, "issuer") &&
			    asks_nothing(arena, item->value, "subject"))
				return true;
	return false;
}

void check_verify_anybody(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct pair *verify = verify_of(&repository);
		if (!is_by(verify, "cosign") || node_get(verify->value, STR("secretRef")) ||
		    !is_anybody(check->arena, node_get(verify->value, STR("matchOIDCIdentity"))))
			continue;
		rule_report(check, verify->key.at,
		            "anybody's signature passes: no key and no identity is asked for");
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "say whose, in matchOIDCIdentity");
	}
}

/* ---- OCI505, OCI506 ---- */

/* Hardly anybody verifies: of public manifests two in a hundred. A matter of policy, and off. */
void check_verify_missing(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!node_is_empty(node_get(repository.spec, STR("verify"))))
			continue;
		rule_report(check, repository.at, "OCIRepository/%.*s: signatures are not checked",
		            STR_ARG(repository.resource->id.name));
		diag_note(check->diags, NO_MARK, "fix", "spec.verify: {provider: cosign, …}");
	}
}

/* Found out at run time only: the schema has no rule that ties the two together. */
void check_notation_secret(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct pair *verify = verify_of(&repository);
		if (!is_by(verify, "notation") ||
		    !node_is_empty(node_get(verify->value, STR("secretRef"))))
			continue;
		rule_report(check, verify->key.at,
		            "notation needs a secret with the certificates: Flux refuses this");
		rule_note_base(check, check->diags->last, repository.resource);
		diag_note(check->diags, NO_MARK, "flux", "verification secret cannot be empty");
		diag_note(check->diags, NO_MARK, "fix", "name it in verify.secretRef");
	}
}

/* ---- OCI507 ---- */

/* The shortest text that a part of a pattern fits, more or less: who asks tries it out. */
static void add_sample(struct buf *out, const struct regex_node *node)
{
	switch (node->op) {
	case REGEX_EMPTY:
	case REGEX_ASSERT: return;
	case REGEX_CHAR:
		if (node->code < 0x80)
			buf_add_char(out, (char)node->code);
		return;
	case REGEX_SET: buf_add_char(out, 'x'); return;
	case REGEX_CONCAT:
		for (const struct regex_node *part = node->first; part; part = part->next)
			add_sample(out, part);
		return;
	case REGEX_ALTERNATE: add_sample(out, node->first); return;
	case REGEX_REPEAT:
		for (int i = 0; i < node->min; i++)
			add_sample(out, node->first);
		return;
	}
}

/* Something that a pattern lets pass, at which end it is open, and a pattern that does not. */
struct loophole {
	str text, mended;
	const char *end;
};

/* Another's address around the one that is meant; *out stays empty when that is refused. */
static void find_open_end(struct arena *arena, const struct regex *regex, str pattern,
                          struct loophole *out)
{
	struct buf sample;
	buf_init(&sample, arena);
	add_sample(&sample, regex_tree(regex));
	const str text = buf_text(&sample);
	const bool begins =
		!str_starts_with(pattern, STR("^")) && !str_starts_with(pattern, STR(".*"));
	const bool ends = !str_ends_with(pattern, STR("$")) && !str_ends_with(pattern, STR(".*"));
	const str around = arena_printf(arena, "%s%.*s%s", begins ? "https://evil.example/" : "",
	                                STR_ARG(text), ends ? ".evil.example" : "");
	if ((!begins && !ends) || !regex_matches(regex, text) || !regex_matches(regex, around))
		return;
	/* An anchor binds more tightly than '|': beside one it would tie a single branch. */
	const bool has_branches = version_has_branches(pattern);
	out->text = around;
	out->end = begins && ends ? "both ends" : begins ? "the start" : "the end";
	out->mended = has_branches ? arena_printf(arena, "^(?:%.*s)$", STR_ARG(pattern))
	                           : arena_printf(arena, "%s%.*s%s", begins ? "^" : "",
	                                          STR_ARG(pattern), ends ? "$" : "");
}

/* "githubusercontent.com": a '.' between letters is meant to be one. "" when there is none. */
static str escape_dots(struct arena *arena, str pattern)
{
	struct buf out;
	bool any = false;
	buf_init(&out, arena);
	for (size_t i = 0; i < pattern.len; i++) {
		const bool is_dot = pattern.at[i] == '.' && i > 0 && i + 1 < pattern.len &&
		                    ascii_is_alnum(pattern.at[i - 1]) &&
		                    ascii_is_alnum(pattern.at[i + 1]) &&
		                    (i < 2 || pattern.at[i - 2] != '\\');
		if (is_dot)
			buf_add_char(&out, '\\');
		buf_add_char(&out, pattern.at[i]);
		any |= is_dot;
	}
	return any ? buf_text(&out) : STR("");
}

static void report_loophole(struct rule_check *check, const struct node *pattern,
                            const struct loophole *loophole)
{
	rule_report(check, pattern->at, "nothing ties the pattern to %s of the text: '%.*s' passes",
	            loophole->end, STR_ARG(loophole->text));
	diag_note(check->diags, NO_MARK, "witness", "%.*s", STR_ARG(loophole->text));
	diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(loophole->mended));
	rule_mend(check, pattern, false, loophole->mended);
}

/* Many write such dots, and few addresses could make use of them: a note will do. */
static void report_dots(struct rule_check *check, const struct node *pattern, str mended)
{
	struct diag *diag =
		rule_report(check, pattern->at, "'.' is any character: a dot is written '\\.'");
	diag->severity = DIAG_NOTE;
	diag_note(check->diags, NO_MARK, "fix", "'%.*s'", STR_ARG(mended));
	rule_mend(check, pattern, false, mended);
}

/* The gravest finding of a pattern only: mended, it is looked at again. */
static void check_pattern(struct rule_check *check, const struct node *pattern)
{
	struct regex_error error;
	struct loophole loophole = {.text = STR("")};
	if (!node_is_scalar(pattern) || pattern->text.len == 0 || repository_is_open(pattern))
		return;
	const struct regex *regex = pattern_of(check->arena, pattern->text, &error);
	if (!regex) {
		rule_report(check, pattern->at,
		            "the signer's pattern is no Go regular expression: %.*s",
		            STR_ARG(error.message))
			->severity = DIAG_ERROR;
		return;
	}
	find_open_end(check->arena, regex, pattern->text, &loophole);
	const str mended = escape_dots(check->arena, pattern->text);
	if (loophole.text.len > 0)
		report_loophole(check, pattern, &loophole);
	else if (mended.len > 0)
		report_dots(check, pattern, mended);
}

/* With a key the identities are not looked at, and notation knows none. */
void check_identity_patterns(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		const struct pair *verify = verify_of(&repository);
		const struct node *identities =
			verify ? node_get(verify->value, STR("matchOIDCIdentity")) : NULL;
		if (!is_by(verify, "cosign") || node_get(verify->value, STR("secretRef")) ||
		    !node_is_seq(identities))
			continue;
		NODE_EACH_ITEM (item, identities) {
			check_pattern(check, node_get(item->value, STR("issuer")));
			check_pattern(check, node_get(item->value, STR("subject")));
		}
	}
}
