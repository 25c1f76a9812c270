/*
 * hash.c - the suffix that content gives a name
 *
 * Ten letters of the SHA-256 of some JSON (kustomize-build 19.4). What goes into
 * it is a choice of kustomize's: neither the name, which always counts as empty,
 * nor labels, nor `immutable`.
 */
#include "base/digest.h"
#include "base/quote.h"
#include "kustomize/generators/generators.h"
#include "yaml/value.h"

enum { HASH_LEN = 10 };

/* Without vowels and the digits that look like them, so that no words come out. */
static char letter_of(char hex)
{
	switch (hex) {
	case '0': return 'g';
	case '1': return 'h';
	case '3': return 'k';
	case 'a': return 'm';
	case 'e': return 't';
	default: return hex;
	}
}

/* "key":value for a field of the resource; a scalar counts by its text, what is missing as "". */
static bool add_field(struct buf *json, const struct node *root, const char *field,
                      struct diags *diags)
{
	const struct node *node = node_get(root, str_of(field));
	struct node *value;
	buf_printf(json, "\"%s\":", field);
	if (!node || node->kind == NODE_SCALAR) {
		quote_json(json, node_is_scalar(node) ? node->text : STR(""));
		return true;
	}
	if (!value_from_node(json->arena, node, &value, diags))
		return false;
	value_to_json(json, value);
	return true;
}

static bool add_config_map(struct buf *json, const struct node *root, struct diags *diags)
{
	buf_add_char(json, '{');
	if (node_is_map(node_get(root, STR("binaryData")))) {
		if (!add_field(json, root, "binaryData", diags))
			return false;
		buf_add_char(json, ',');
	}
	if (!add_field(json, root, "data", diags))
		return false;
	buf_add(json, STR(",\"kind\":\"ConfigMap\",\"name\":\"\"}"));
	return true;
}

static bool add_secret(struct buf *json, const struct node *root, struct diags *diags)
{
	buf_add_char(json, '{');
	if (!add_field(json, root, "data", diags))
		return false;
	buf_add(json, STR(",\"kind\":\"Secret\",\"name\":\"\","));
	if (node_is_map(node_get(root, STR("stringData")))) {
		if (!add_field(json, root, "stringData", diags))
			return false;
		buf_add_char(json, ',');
	}
	if (!add_field(json, root, "type", diags))
		return false;
	buf_add_char(json, '}');
	return true;
}

/*
 * Of other kinds kustomize hashes its own tree in memory, line numbers included; nobody can rely
 * on that, so here it is the content.
 */
static bool add_other(struct buf *json, const struct node *root, struct diags *diags)
{
	struct node *value;
	if (!value_from_node(json->arena, root, &value, diags))
		return false;
	value_to_json(json, value);
	return true;
}

bool generator_hash(struct arena *arena, const struct node *root, str *out, struct diags *diags)
{
	const str kind = node_get_text(root, STR("kind"));
	bool (*add)(struct buf *, const struct node *, struct diags *) = add_other;
	if (str_eq(kind, STR("ConfigMap")))
		add = add_config_map;
	else if (str_eq(kind, STR("Secret")))
		add = add_secret;
	struct buf json;
	buf_init(&json, arena);
	if (!add(&json, root, diags))
		return false;
	const str hex = digest_sha256_hex(arena, buf_text(&json));
	char *suffix = arena_alloc(arena, HASH_LEN, 1);
	for (size_t i = 0; i < HASH_LEN; i++)
		suffix[i] = letter_of(hex.at[i]);
	*out = (str){suffix, HASH_LEN};
	return true;
}
