/* buf.c - see buf.h */
#include "base/buf.h"

#include <stdio.h>
#include <string.h>

void buf_init(struct buf *buf, struct arena *arena)
{
	*buf = (struct buf){.arena = arena};
}

char *buf_reserve(struct buf *buf, size_t len)
{
	if (buf->len + len > buf->cap) {
		size_t cap = buf->cap ? buf->cap * 2 : 256;
		while (cap < buf->len + len)
			cap *= 2;
		buf->at = arena_resize(buf->arena, buf->at, buf->cap, cap, 1);
		buf->cap = cap;
	}
	return buf->at + buf->len;
}

void buf_add(struct buf *buf, str text)
{
	if (text.len == 0)
		return;
	memcpy(buf_reserve(buf, text.len), text.at, text.len);
	buf->len += text.len;
}

void buf_add_char(struct buf *buf, char c)
{
	*buf_reserve(buf, 1) = c;
	buf->len++;
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	const size_t len = (size_t)vsnprintf(NULL, 0, fmt, args);
	vsnprintf(buf_reserve(buf, len + 1), len + 1, fmt, again);
	buf->len += len;
	va_end(again);
	va_end(args);
}

str buf_text(const struct buf *buf)
{
	return buf->at ? (str){buf->at, buf->len} : STR("");
}
