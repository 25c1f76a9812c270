/*
 * diag.h - places, and what is wrong with them
 *
 * The function that finds a fault reports it here, once, and returns false; its
 * callers pass false upward, adding context to the error just reported. Nothing
 * here prints: that is the business of whoever owns the diags.
 *
 * An error carries two texts. The message is ours. The sentence is what
 * kustomize says about the same fault, kept so that a user can search for it; it
 * grows on the way up as kustomize's error chain does (diag_prefix), and is the
 * message itself where nobody set it.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"

/* A file as it was read. Outlives every node made from it. */
struct source {
	str path; /* as shown to people: relative to where the program runs when it can be */
	str text; /* whole */
	struct source_memo *memo; /* makes source_from_line() fast in sequence; NULL: not */
};

/* The last line that was looked for, and where it begins. */
struct source_memo {
	uint32_t line;
	size_t at;
};

/* The text from the start of `line`, from 1, on; "" past the end. */
str source_from_line(const struct source *source, uint32_t line);

/* From 1; col in code points; line 0: no place in the file; source NULL: no file. */
struct mark {
	const struct source *source;
	uint32_t line, col;
};

enum diag_severity { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };

struct diag_note {
	struct diag_note *next;
	const char *key; /* "closest", "base", "fix": one word before the colon */
	str text;
	struct mark at; /* a second place that explains the first; source NULL: none */
};

/* Bytes [start, end) of a file, and what should stand in their place. */
struct diag_edit {
	struct diag_edit *next;
	const struct source *source;
	size_t start, end;
	str text;
};

/* What clears a finding when all of it is done. Edits do not overlap. */
struct diag_fix {
	bool is_safe; /* means the same as before, only better written */
	struct diag_edit *edits, *last_edit;
};

struct diag {
	struct diag *next;
	enum diag_severity severity;
	const char *code; /* "KUS003" */
	struct mark at;
	str message;  /* headline */
	str label;    /* beside the carets, may be empty */
	str sentence; /* kustomize's words, without "Error: " */
	struct diag_note *notes, *last_note;
	struct diag_fix *fix; /* NULL: somebody has to think */
	str field; /* what it is about, as a JSON pointer; at NULL: what stands at the place */
};

struct source_view; /* yaml/source.h */

struct diags {
	struct arena *arena;
	struct diag *first, *last;
	size_t len, errors;
	/* Of the file that was mended last, for yaml/rewrite.h: one with many findings is taken
	 * apart once. NULL: none was yet. */
	struct source_view *mended;
};

/* Empty. All that is reported lives in `arena`; places borrow the sources that they are in. */
void diags_init(struct diags *diags, struct arena *arena);

/* Adds an error and returns false, so a failing function can `return diag_error(...)`. */
bool diag_error(struct diags *diags, struct mark at, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Adds a finding of any severity under a rule's code. */
struct diag *diag_add(struct diags *diags, enum diag_severity severity, const char *code,
                      struct mark at, const char *fmt, ...) PRINTF_LIKE(5, 6);

/* Adds one that was reported elsewhere, and which is no more to be found there. */
void diags_take(struct diags *diags, struct diag *diag);

/* These say more about the error just reported, and return false. */
bool diag_code(struct diags *diags, const char *code);
bool diag_label(struct diags *diags, const char *fmt, ...) PRINTF_LIKE(2, 3);
bool diag_note(struct diags *diags, struct mark at, const char *key, const char *fmt, ...)
	PRINTF_LIKE(4, 5);
/* Sets kustomize's sentence. */
bool diag_sentence(struct diags *diags, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Puts text before kustomize's sentence, as Go's errors.Wrap does. */
bool diag_prefix(struct diags *diags, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Puts text behind it. */
bool diag_suffix(struct diags *diags, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Gives the error a place when it has none yet. */
bool diag_place(struct diags *diags, struct mark at);
/*
 * Adds an edit to its fix, which is safe when all of them are. Line ends in its text become those
 * of the file.
 */
bool diag_edit(struct diags *diags, bool is_safe, struct diag_edit edit);

/* Forgets what was reported since diags_position() was `position`: the other way in worked. */
struct diags_position {
	struct diag *last;
	size_t len, errors;
};
struct diags_position diags_position(const struct diags *diags);
void diags_rewind(struct diags *diags, struct diags_position position);

#define NO_MARK ((struct mark){0})

#endif
