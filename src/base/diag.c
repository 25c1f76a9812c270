/*
 * diag.c - see diag.h
 *
 * All that is said later is about `last`, the one just reported: notes, fixes and kustomize's words
 * are added on the way up, by callers who know what the reporter could not.
 */
#include "base/diag.h"

#include <assert.h>

str source_from_line(const struct source *source, uint32_t line)
{
	struct source_memo from = {1, 0};
	if (source->memo && source->memo->line > 0 && source->memo->line <= line)
		from = *source->memo;
	str rest = str_from(source->text, from.at), passed;
	while (from.line < line && rest.len > 0) {
		str_cut(rest, '\n', &passed, &rest);
		from.line++;
	}
	from.at = source->text.len - rest.len;
	if (source->memo)
		*source->memo = from;
	return from.line == line ? rest : STR("");
}

void diags_init(struct diags *diags, struct arena *arena)
{
	*diags = (struct diags){.arena = arena};
}

void diags_take(struct diags *diags, struct diag *diag)
{
	diag->next = NULL;
	if (diags->last)
		diags->last->next = diag;
	else
		diags->first = diag;
	diags->last = diag;
	diags->len++;
	diags->errors += diag->severity == DIAG_ERROR;
}

static struct diag *add(struct diags *diags, struct diag diag)
{
	struct diag *added = ARENA_NEW(diags->arena, struct diag);
	*added = diag;
	diags_take(diags, added);
	return added;
}

/* Formats the caller's variable arguments into `out`. */
#define FORMAT(diags, fmt, out)                                                                    \
	do {                                                                                       \
		va_list args;                                                                      \
		va_start(args, fmt);                                                               \
		(out) = arena_vprintf((diags)->arena, fmt, args);                                  \
		va_end(args);                                                                      \
	} while (0)

bool diag_error(struct diags *diags, struct mark at, const char *fmt, ...)
{
	str message;
	FORMAT(diags, fmt, message);
	add(diags, (struct diag){.severity = DIAG_ERROR,
	                         .code = "KUS001",
	                         .at = at,
	                         .message = message,
	                         .sentence = message});
	return false;
}

struct diag *diag_add(struct diags *diags, enum diag_severity severity, const char *code,
                      struct mark at, const char *fmt, ...)
{
	str message;
	FORMAT(diags, fmt, message);
	return add(diags,
	           (struct diag){.severity = severity, .code = code, .at = at, .message = message});
}

bool diag_code(struct diags *diags, const char *code)
{
	assert(diags->last);
	diags->last->code = code;
	return false;
}

bool diag_label(struct diags *diags, const char *fmt, ...)
{
	assert(diags->last);
	FORMAT(diags, fmt, diags->last->label);
	return false;
}

bool diag_note(struct diags *diags, struct mark at, const char *key, const char *fmt, ...)
{
	assert(diags->last);
	struct diag *diag = diags->last;
	struct diag_note *note = ARENA_NEW(diags->arena, struct diag_note);
	*note = (struct diag_note){.key = key, .at = at};
	FORMAT(diags, fmt, note->text);
	if (diag->last_note)
		diag->last_note->next = note;
	else
		diag->notes = note;
	diag->last_note = note;
	return false;
}

bool diag_sentence(struct diags *diags, const char *fmt, ...)
{
	assert(diags->last);
	FORMAT(diags, fmt, diags->last->sentence);
	return false;
}

bool diag_prefix(struct diags *diags, const char *fmt, ...)
{
	assert(diags->last);
	str prefix;
	FORMAT(diags, fmt, prefix);
	diags->last->sentence = arena_concat(diags->arena, prefix, diags->last->sentence);
	return false;
}

bool diag_suffix(struct diags *diags, const char *fmt, ...)
{
	assert(diags->last);
	str suffix;
	FORMAT(diags, fmt, suffix);
	diags->last->sentence = arena_concat(diags->arena, diags->last->sentence, suffix);
	return false;
}

bool diag_place(struct diags *diags, struct mark at)
{
	assert(diags->last);
	if (!diags->last->at.source)
		diags->last->at = at;
	return false;
}

/* Does the line of this byte end in CR LF? The last, which may end in nothing, as the others. */
static bool ends_in_crlf(str text, size_t at)
{
	size_t end = str_find_char(str_from(text, at), '\n');
	end = end == STR_NONE ? str_find_last_char(text, '\n') : end + at;
	return end != STR_NONE && end > 0 && text.at[end - 1] == '\r';
}

static str with_line_ends(struct arena *arena, const struct diag_edit *edit)
{
	size_t lines = 0;
	for (size_t i = 0; i < edit->text.len; i++)
		lines += edit->text.at[i] == '\n';
	if (lines == 0 || !ends_in_crlf(edit->source->text, edit->start))
		return edit->text;
	char *out = arena_alloc(arena, edit->text.len + lines, 1);
	size_t len = 0;
	for (size_t i = 0; i < edit->text.len; i++) {
		if (edit->text.at[i] == '\n')
			out[len++] = '\r';
		out[len++] = edit->text.at[i];
	}
	return (str){out, len};
}

bool diag_edit(struct diags *diags, bool is_safe, struct diag_edit edit)
{
	assert(diags->last && edit.start <= edit.end && edit.end <= edit.source->text.len);
	struct diag *diag = diags->last;
	struct diag_edit *added = ARENA_NEW(diags->arena, struct diag_edit);
	*added = edit;
	added->text = with_line_ends(diags->arena, &edit);
	if (!diag->fix) {
		diag->fix = ARENA_NEW(diags->arena, struct diag_fix);
		diag->fix->is_safe = true;
	}
	diag->fix->is_safe &= is_safe;
	if (diag->fix->last_edit)
		diag->fix->last_edit->next = added;
	else
		diag->fix->edits = added;
	diag->fix->last_edit = added;
	return false;
}

struct diags_position diags_position(const struct diags *diags)
{
	return (struct diags_position){diags->last, diags->len, diags->errors};
}

void diags_rewind(struct diags *diags, struct diags_position position)
{
	diags->last = position.last;
	if (position.last)
		position.last->next = NULL;
	else
		diags->first = NULL;
	diags->len = position.len;
	diags->errors = position.errors;
}
