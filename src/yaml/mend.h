/*
 * mend.h - where libyaml's emitter and go-yaml's port of it part
 *
 * Works on what libyaml has written of one document, from `start` on.
 */
#ifndef YAML_MEND_H
#define YAML_MEND_H

#include "base/buf.h"

/* libyaml ends a document whose last scalar is open-ended ("|+") with "..."; go-yaml does not. */
void mend_document_end(struct buf *out, size_t start);

/* libyaml indents the quote that closes a scalar ending in U+2028 or U+2029. */
bool mend_ends_in_break(str text);
void mend_closing_quotes(struct buf *out, size_t start);

/* go-yaml escapes every character of a text that begins with U+FEFF. */
bool mend_begins_with_bom(str text);
void mend_bom(struct buf *out, size_t start);

/*
 * What a folded scalar reads back as. go-yaml's writer looks for the line behind a break at the
 * start of the whole text, and so doubles breaks that should stay single, or the reverse.
 */
str mend_folded(struct arena *arena, str text);

#endif
