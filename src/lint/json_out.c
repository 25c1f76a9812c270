/*
 * json_out.c - see json_out.h
 *
 * A struct json_out is json-c's object under another name, so that nobody else sees the library.
 * Building can only fail for want of memory, which ends the program (must_have()); so writers of
 * reports have no error to pass on.
 */
#include "lint/json_out.h"

#include <json-c/json_object.h>
#include <limits.h>

#include "base/utf8.h"

static struct json_object *inside(struct json_out *value)
{
	return (struct json_object *)(void *)value;
}

static struct json_out *outside(struct json_object *value)
{
	return (struct json_out *)(void *)must_have(value);
}

struct json_out *json_out_create(enum json_out_kind kind)
{
	return outside(kind == JSON_OUT_OBJECT ? json_object_new_object()
	                                       : json_object_new_array());
}

void json_out_destroy(struct json_out *root)
{
	json_object_put(inside(root));
}

/* Gives `value` away. Keys are literals, and new, so only memory can be lacking. */
static void add(struct json_out *parent, const char *key, struct json_object *value)
{
	const unsigned known = JSON_C_OBJECT_ADD_KEY_IS_NEW | JSON_C_OBJECT_ADD_CONSTANT_KEY;
	must_have(value);
	const int failed = key ? json_object_object_add_ex(inside(parent), key, value, known)
	                       : json_object_array_add(inside(parent), value);
	must_have(failed ? NULL : value);
}

struct json_out *json_out_object(struct json_out *parent, const char *key)
{
	struct json_object *object = json_object_new_object();
	add(parent, key, object);
	return outside(object);
}

struct json_out *json_out_array(struct json_out *parent, const char *key)
{
	struct json_object *array = json_object_new_array();
	add(parent, key, array);
	return outside(array);
}

static struct json_object *string_of(str text)
{
	const size_t len = text.len < INT_MAX ? text.len : INT_MAX;
	return json_object_new_string_len(len ? text.at : "", (int)len);
}

/* json-c copies bytes as they are. */
static struct json_object *repaired(str text)
{
	struct arena *scratch = arena_create();
	struct buf buf;
	buf_init(&buf, scratch);
	for (size_t len; text.len > 0; text = str_from(text, len))
		utf8_encode(&buf, utf8_decode(text, &len));
	struct json_object *value = string_of(buf_text(&buf));
	arena_destroy(scratch);
	return value;
}

void json_out_text(struct json_out *parent, const char *key, str text)
{
	add(parent, key, utf8_is_valid(text) ? string_of(text) : repaired(text));
}

void json_out_number(struct json_out *parent, const char *key, uint64_t number)
{
	add(parent, key, json_object_new_uint64(number));
}

void json_out_flag(struct json_out *parent, const char *key, bool flag)
{
	add(parent, key, json_object_new_boolean(flag));
}

void json_out_print(struct buf *out, struct json_out *root, enum json_out_layout layout)
{
	const int spaced = JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED;
	const int flags = JSON_C_TO_STRING_NOSLASHESCAPE |
	                  (layout == JSON_OUT_PRETTY ? spaced : JSON_C_TO_STRING_PLAIN);
	size_t len = 0;
	const char *text = json_object_to_json_string_length(inside(root), flags, &len);
	must_have(text ? root : NULL);
	buf_add(out, (str){text, len});
	if (layout == JSON_OUT_PRETTY)
		buf_add_char(out, '\n');
}
