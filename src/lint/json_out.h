/*
 * json_out.h - JSON that is written: built first, then printed
 *
 * By json-c, whose header json_out.c alone includes. Of the libraries that
 * Debian has, it comes as .a, so that a start of the program loads nothing more
 * (cJSON does not), and its names do not clash with ours (jansson's archive has
 * a utf8_encode of its own). It takes text with a length and keeps members in
 * the order they were added in.
 *
 * A value belongs to the one it was added to; the root is destroyed in the end.
 */
#ifndef LINT_JSON_OUT_H
#define LINT_JSON_OUT_H

#include "base/buf.h"

struct json_out;

enum json_out_kind { JSON_OUT_OBJECT, JSON_OUT_ARRAY };
enum json_out_layout { JSON_OUT_PRETTY, JSON_OUT_ONE_LINE };

/* A document's root, owned by the caller; everything below goes with it. */
struct json_out *json_out_create(enum json_out_kind kind);
void json_out_destroy(struct json_out *root);

/* These add to an object under `key`, which is not there yet, or with key NULL to an array. */
struct json_out *json_out_object(struct json_out *parent, const char *key);
struct json_out *json_out_array(struct json_out *parent, const char *key);
/* Bytes that are no UTF-8 become U+FFFD. */
void json_out_text(struct json_out *parent, const char *key, str text);
void json_out_number(struct json_out *parent, const char *key, uint64_t number);
void json_out_flag(struct json_out *parent, const char *key, bool flag);

/* Adds the document; what is printed on one line has no newline at its end, the rest has. */
void json_out_print(struct buf *out, struct json_out *root, enum json_out_layout layout);

#endif
