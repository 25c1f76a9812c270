/* pointer.c - see pointer.h */
#include "yaml/pointer.h"

void pointer_add_key(struct buf *out, str key)
{
	buf_add_char(out, '/');
	for (size_t i = 0; i < key.len; i++) {
		if (key.at[i] == '~')
			buf_add(out, STR("~0"));
		else if (key.at[i] == '/')
			buf_add(out, STR("~1"));
		else
			buf_add_char(out, key.at[i]);
	}
}

void pointer_add_index(struct buf *out, size_t index)
{
	buf_printf(out, "/%zu", index);
}
