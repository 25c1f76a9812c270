/*
 * silent.c - values that YAML reads as something else, and says nothing: YML004
 *
 * "!=1.2.3" is a tag without a value, "&x" names a null, ">1" begins a block of text, and so does a
 * ">" whose "=1.0.0" went to the next line: a valid range, and another one. Only in spec.ref.
 */
#include "base/ascii.h"
#include "lint/rules/repository.h"
#include "yaml/misread.h"

/* ">1", "|2-": a block with an indentation of its own. */
static bool is_numbered_block(str value)
{
	return value.len > 1 && (value.at[0] == '>' || value.at[0] == '|') &&
	       ascii_is_digit(value.at[1]);
}

/* ">" alone, and a text below that was to follow it. */
static bool is_split_operator(const struct pair *pair, str value)
{
	return str_eq(value, STR(">")) && pair->value->kind == NODE_SCALAR &&
	       str_starts_with(pair->value->text, STR("="));
}

/* Anchors that name something, and YAML's own tags, are written on purpose. */
static bool is_silent(const struct pair *pair, str value)
{
	if (value.len == 0)
		return false;
	if (value.at[0] == '!')
		return pair->value->tag == TAG_OTHER;
	if (value.at[0] == '&')
		return node_is_null(pair->value) && str_find_char(value, ' ') == STR_NONE;
	return is_numbered_block(value);
}

/* Quotes, and a text without a tag, are what they look like, and so are nearly all values. */
static bool is_plain_text(const struct node *value)
{
	return value->kind == NODE_SCALAR && value->text.len > 0 && value->tag != TAG_OTHER &&
	       (value->style == STYLE_PLAIN || value->style == STYLE_SINGLE ||
	        value->style == STYLE_DOUBLE);
}

/* What stands at the value, if that is a line's only one: in braces there are several. */
static struct misread misread_of(const struct pair *pair)
{
	const struct mark at = pair->value->at;
	struct misread misread = {.value = STR("")};
	if (at.source && !is_plain_text(pair->value))
		misread = misread_at(at.source, at.line);
	return misread.at.col == at.col ? misread : (struct misread){.value = STR("")};
}

/* The text that was meant, where YAML made something else of it in silence; "" for all others. */
static str meant_by(struct rule_check *check, const struct pair *pair)
{
	const struct misread misread = misread_of(pair);
	if (is_split_operator(pair, misread.value))
		return str_trim(arena_concat(check->arena, misread.value, pair->value->text));
	return is_silent(pair, misread.value) ? misread.value : STR("");
}

bool repository_is_misread(struct rule_check *check, const struct pair *pair)
{
	return meant_by(check, pair).len > 0;
}

static const char *cause_of(str value)
{
	switch (value.at[0]) {
	case '!': return "'!' begins a tag, which says what type a value is of";
	case '&': return "'&' names a value, and here is none";
	default: return "'>' and '|' begin a text of several lines";
	}
}

static void report(struct rule_check *check, const struct repository *repository,
                   const struct pair *pair, str meant)
{
	const struct source *source = pair->value->at.source;
	const struct misread misread = misread_of(pair);
	const size_t start = (size_t)(misread.value.at - source->text.at);
	const str quoted = misread_quoted(check->arena, meant);
	rule_report(check, misread.at, "%.*s is not '%.*s' to YAML: %s", STR_ARG(pair->key.text),
	            STR_ARG(meant), cause_of(meant));
	rule_note_base(check, check->diags->last, repository->resource);
	diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(quoted));
	/* What a block has swallowed is for people to sort out. */
	if (str_eq(misread.value, meant) && meant.at[0] != '>' && meant.at[0] != '|')
		diag_edit(check->diags, false,
		          (struct diag_edit){.source = source,
		                             .start = start,
		                             .end = start + meant.len,
		                             .text = quoted});
}

void check_misread_value(struct rule_check *check)
{
	struct repository repository;
	for (size_t i = 0; repository_next(check, &i, &repository);) {
		if (!repository.ref)
			continue;
		NODE_EACH_PAIR (pair, repository.ref) {
			const str meant = meant_by(check, pair);
			if (meant.len > 0)
				report(check, &repository, pair, meant);
		}
	}
}
