/*
 * buf.h - text that grows
 *
 * A buf lives in an arena and always ends at `len`; buf_text() is a view that
 * the next addition may invalidate.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"

struct buf {
	struct arena *arena;
	char *at;
	size_t len, cap;
};

/* Empty; takes no memory before something is added. */
void buf_init(struct buf *buf, struct arena *arena);
void buf_add(struct buf *buf, str text);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* All that was added; not NUL-terminated. */
str buf_text(const struct buf *buf);
/* Makes room for `len` more bytes and returns where they go; the caller adds to buf->len. */
char *buf_reserve(struct buf *buf, size_t len);

#endif
