/*
 * suppress.c - see suppress.h
 *
 * A file is read for comments once, whatever number of overlays takes it in. Whether a comment was
 * of any use is known only when all of them have been judged, and not said at all when one of them
 * could not be: what it silences may be in there.
 */
#include "lint/suppress.h"

#include "base/map.h"
#include "lint/rule.h"
#include "lint/select.h"
#include "lint/suppress_comments.h"

struct file {
	bool is_judged;
	str overlay; /* the first that read it */
	struct suppress_comments comments;
};

struct suppressions {
	struct arena *arena;
	struct map by_path; /* path -> struct file; those without comments, too */
	ARRAY(struct file *) files;
};

struct suppressions *suppressions_new(struct arena *arena)
{
	struct suppressions *suppressions = ARENA_NEW(arena, struct suppressions);
	suppressions->arena = arena;
	return suppressions;
}

/* ---- reading comments ---- */

/* Builds read the same file again and again, each its own copy. */
static struct file *file_of(struct suppressions *suppressions, const struct source *source)
{
	struct arena *arena = suppressions->arena;
	struct file *file = map_get(&suppressions->by_path, source->path);
	if (!file) {
		file = ARENA_NEW(arena, struct file);
		*file = (struct file){.is_judged = true,
		                      .comments = suppress_comments_read(arena, source)};
		map_set(arena, &suppressions->by_path, source->path, file);
		*ARRAY_ADD(arena, &suppressions->files) = file;
	}
	return file;
}

void suppressions_add_source(struct suppressions *suppressions, const struct source *source,
                             str overlay, bool is_judged)
{
	struct file *file = file_of(suppressions, source);
	file->is_judged &= is_judged;
	if (file->overlay.len == 0)
		file->overlay = overlay;
}

/* ---- using them ---- */

static bool silences(struct suppress_comment *comment, const struct lint_rule *rule)
{
	bool any = false;
	for (size_t i = 0; i < comment->rules.len; i++) {
		struct silenced *silenced = &comment->rules.at[i];
		if (!lint_rule_is_called(rule, silenced->word))
			continue;
		silenced->is_used = true;
		any = true;
	}
	return any;
}

const struct finding_suppression *suppressions_find(struct suppressions *suppressions,
                                                    struct mark at, const char *code)
{
	const struct lint_rule *rule = code ? lint_rule_find(str_of(code)) : NULL;
	if (!at.source || !rule)
		return NULL;
	const struct file *file = file_of(suppressions, at.source);
	for (size_t i = 0; i < file->comments.len; i++) {
		struct suppress_comment *comment = file->comments.at[i];
		if ((comment->line == 0 || comment->line == at.line) && silences(comment, rule))
			return &comment->suppression;
	}
	return NULL;
}

/* ---- judging them ---- */

static void check_word(const struct suppress_comment *comment, const struct silenced *silenced,
                       const struct lint_options *options, struct diags *diags)
{
	const struct mark at = comment->suppression.at;
	const struct lint_rule *rule = lint_rule_find(silenced->word);
	if (!rule) {
		const struct lint_rule *closest = lint_rule_closest(silenced->word);
		diag_add(diags, DIAG_WARNING, "SUP001", at, "no rule '%.*s' to ignore",
		         STR_ARG(silenced->word));
		if (closest)
			diag_note(diags, NO_MARK, "closest", "%.*s %.*s", STR_ARG(closest->code),
			          STR_ARG(closest->name));
		return;
	}
	/* What was not asked for cannot have been found. */
	if (silenced->is_used || !lint_is_rule_selected(rule->code.at, at.source->path, options))
		return;
	diag_add(diags, DIAG_WARNING, "SUP001", at, "%.*s is not found here: nothing to ignore",
	         STR_ARG(silenced->word));
	diag_note(diags, NO_MARK, "fix", "remove the comment");
}

static void check_comment(const struct suppress_comment *comment,
                          const struct lint_options *options, bool is_judged, struct diags *diags)
{
	const struct mark at = comment->suppression.at;
	if (comment->is_malformed) {
		diag_add(diags, DIAG_WARNING, "SUP001", at, "this comment ignores nothing");
		diag_note(diags, NO_MARK, "fix", "name the rules: kustoc: ignore[OCI302] reason");
		return;
	}
	for (size_t i = 0; is_judged && i < comment->rules.len; i++)
		check_word(comment, &comment->rules.at[i], options, diags);
	if (comment->suppression.reason.len == 0)
		diag_add(diags, DIAG_WARNING, "SUP002", at,
		         "this comment does not say why the rule is ignored");
}

void suppressions_check(const struct suppressions *suppressions, const struct lint_options *options,
                        struct findings *findings)
{
	for (size_t i = 0; i < suppressions->files.len; i++) {
		const struct file *file = suppressions->files.at[i];
		struct diags diags;
		diags_init(&diags, suppressions->arena);
		for (size_t j = 0; j < file->comments.len; j++)
			check_comment(file->comments.at[j], options, file->is_judged, &diags);
		findings_add(findings, &diags, NULL, file->overlay, STR(""));
	}
}
