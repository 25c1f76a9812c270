/*
 * shape.c - see shape.h
 *
 * Go decodes a kustomization into structs, and refuses what does not fit with the names of its
 * types. A table of shapes stands for these structs, so that the sentences come out the same.
 */
#include "kustomize/shape.h"

#include "base/quote.h"
#include "yaml/emit.h"

struct checker {
	struct arena *arena;
	struct diags *diags;
	enum shape_mode mode;
	const struct shape *root;
};

/* Where in the Go structs a value is decoded: what encoding/json names in its errors. */
struct place {
	const struct shape *shape; /* the innermost struct */
	str path;                  /* fields from the root, joined with '.' */
	const char *go_type;       /* wanted there */
};

static const char *package_of(const struct shape *shape)
{
	return shape->package ? shape->package : "types";
}

static bool wrong_type(struct checker *checker, const struct node *value, const struct place *place,
                       const char *expected)
{
	if (place->path.len == 0) {
		diag_error(checker->diags, value->at, "expected %s, not %s", expected,
		           node_kind_name(value));
		return diag_sentence(checker->diags,
		                     "json: cannot unmarshal %s into Go value of type %s.%s",
		                     value_json_type(value), package_of(checker->root),
		                     checker->root->go_name);
	}
	const bool is_number = value->kind == NODE_SCALAR && value->tag == TAG_INT;
	diag_error(checker->diags, value->at, "'%.*s' must be %s, not %s", STR_ARG(place->path),
	           expected,
	           value->kind != NODE_SCALAR ? node_kind_name(value)
	           : is_number                ? "a number"
	                                      : value_json_type(value));
	diag_code(checker->diags, "KUS005");
	if (value->kind == NODE_SCALAR && value->tag != TAG_STR && value->tag != TAG_NULL)
		diag_label(checker->diags, "quotes would make it a string");
	const bool with_text =
		value->tag == TAG_FLOAT && str_eq(str_of(place->go_type), STR("int64"));
	return diag_sentence(
		checker->diags,
		"json: cannot unmarshal %s%s%.*s into Go struct field %s.%.*s of type %s",
		value_json_type(value), with_text ? " " : "", with_text ? (int)value->text.len : 0,
		value->text.at, place->shape->go_name, STR_ARG(place->path), place->go_type);
}

/* ---- scalars ---- */

static struct node *check_string(struct checker *checker, const struct node *value,
                                 const struct place *place, bool strict)
{
	struct node *out = ARENA_NEW(checker->arena, struct node);
	const bool is_text = value->kind == NODE_SCALAR && value->tag == TAG_STR;
	if (!is_text && (strict || value->kind != NODE_SCALAR)) {
		wrong_type(checker, value, place, "a string");
		return NULL;
	}
	*out = *value;
	out->tag = TAG_STR;
	return out;
}

static struct node *check_scalar(struct checker *checker, const struct node *value,
                                 const struct place *place, enum node_tag tag, const char *expected)
{
	if (value->kind != NODE_SCALAR || value->tag != tag) {
		wrong_type(checker, value, place, expected);
		return NULL;
	}
	struct node *out = ARENA_NEW(checker->arena, struct node);
	*out = *value;
	return out;
}

/* ---- collections ---- */

/* Maps are walked by sorted keys: so JSON comes to kustomize, and it tells the first error only. */

static struct node *check_value(struct checker *checker, const struct shape_field *field,
                                const struct node *value, const struct place *place);

/* Go leaves a zero value where JSON has null. */
static struct node *check_element(struct checker *checker, const struct shape_field *element,
                                  const struct node *value, const struct place *place)
{
	if (!node_is_null(value))
		return check_value(checker, element, value, place);
	return element->kind == SHAPE_STRUCT ? node_new_map(checker->arena, value->at)
	                                     : node_new_str(checker->arena, STR(""), value->at);
}

static struct node *check_list(struct checker *checker, const struct node *value,
                               const struct place *place, const struct shape_field *element)
{
	if (value->kind != NODE_SEQ) {
		wrong_type(checker, value, place, "a list");
		return NULL;
	}
	struct node *out = node_new_seq(checker->arena, value->at);
	struct place inner = *place;
	inner.go_type = element->go_type;
	NODE_EACH_ITEM (item, value) {
		struct node *checked = check_element(checker, element, item->value, &inner);
		if (!checked)
			return NULL;
		node_add(checker->arena, out, checked);
	}
	return out;
}

static struct node *check_map(struct checker *checker, const struct node *value,
                              const struct place *place, const struct shape_field *element)
{
	if (value->kind != NODE_MAP) {
		wrong_type(checker, value, place, "a mapping");
		return NULL;
	}
	struct node *out = node_new_map(checker->arena, value->at);
	size_t len;
	struct pair **pairs = node_sorted_pairs(checker->arena, value, NULL, &len);
	struct place inner = *place;
	inner.go_type = element->go_type;
	for (size_t i = 0; i < len; i++) {
		const struct pair *pair = pairs[i];
		struct node *checked = check_element(checker, element, pair->value, &inner);
		if (!checked)
			return NULL;
		node_add_pair(checker->arena, out, pair->key, checked);
	}
	return out;
}

/* ---- structs ---- */

static const struct shape_field *find_field(const struct shape *shape, str name)
{
	for (; shape; shape = shape->embedded)
		for (const struct shape_field *field = shape->fields; field->name; field++)
			if (str_eq_nocase(str_of(field->name), name))
				return field;
	return NULL;
}

static const char *closest_field(const struct shape *shape, str name)
{
	size_t best = 3;
	const char *closest = NULL;
	for (; shape; shape = shape->embedded) {
		for (const struct shape_field *field = shape->fields; field->name; field++) {
			const size_t distance = str_distance(str_of(field->name), name, best);
			if (distance < best) {
				best = distance;
				closest = field->name;
			}
		}
	}
	return closest;
}

static bool unknown_field(struct checker *checker, const struct shape *shape,
                          const struct node *key)
{
	diag_error(checker->diags, key->at, "unknown field '%.*s'", STR_ARG(key->text));
	diag_code(checker->diags, "KUS005");
	const char *closest = closest_field(shape, key->text);
	if (closest)
		diag_label(checker->diags, "did you mean '%s'?", closest);
	const str quoted = quote_go_new(checker->arena, key->text);
	return diag_sentence(checker->diags, "json: unknown field %.*s", STR_ARG(quoted));
}

static struct node *check_struct(struct checker *checker, const struct shape *shape,
                                 const struct node *value, const struct place *place)
{
	if (value->kind != NODE_MAP) {
		wrong_type(checker, value, place, "a mapping");
		return NULL;
	}
	struct node *out = node_new_map(checker->arena, value->at);
	size_t len;
	struct pair **pairs = node_sorted_pairs(checker->arena, value, NULL, &len);
	for (size_t i = 0; i < len; i++) {
		const struct node *key = &pairs[i]->key;
		const struct shape_field *field = find_field(shape, key->text);
		if (!field && checker->mode == SHAPE_LENIENT)
			continue;
		if (!field) {
			unknown_field(checker, shape, key);
			return NULL;
		}
		if (node_is_null(pairs[i]->value))
			continue;
		const struct place inner = {
			shape,
			place->path.len ? arena_printf(checker->arena, "%.*s.%s",
		                                       STR_ARG(place->path), field->name)
					: str_of(field->name),
			field->go_type};
		struct node *checked = check_value(checker, field, pairs[i]->value, &inner);
		if (!checked)
			return NULL;
		struct pair *pair = node_set(checker->arena, out, str_of(field->name), checked);
		pair->key.at = key->at;
	}
	return out;
}

static struct node *check_value(struct checker *checker, const struct shape_field *field,
                                const struct node *value, const struct place *place)
{
	static const struct shape_field STRING = {.kind = SHAPE_STRING, .go_type = "string"};
	static const struct shape_field BOOL = {.kind = SHAPE_BOOL, .go_type = "bool"};
	struct place here = *place;
	if (!here.go_type) {
		static const char *const TYPES[] = {
			[SHAPE_STRING] = "string",
			[SHAPE_TEXT] = "string",
			[SHAPE_INT] = "int64",
			[SHAPE_BOOL] = "bool",
			[SHAPE_STRINGS] = "[]string",
			[SHAPE_STRING_MAP] = "map[string]string",
			[SHAPE_BOOL_MAP] = "map[string]bool",
			[SHAPE_STRUCT] = "struct",
			[SHAPE_STRUCTS] = "[]struct",
			[SHAPE_ANY_MAP] = "map[string]interface {}",
		};
		here.go_type = TYPES[field->kind];
	}
	switch (field->kind) {
	case SHAPE_STRING:
		return check_string(checker, value, &here, checker->mode == SHAPE_STRICT);
	case SHAPE_TEXT: return check_string(checker, value, &here, false);
	case SHAPE_INT: return check_scalar(checker, value, &here, TAG_INT, "an integer");
	case SHAPE_BOOL: return check_scalar(checker, value, &here, TAG_BOOL, "true or false");
	case SHAPE_STRINGS: {
		struct shape_field element = STRING;
		element.go_type = here.go_type + 2; /* behind "[]" */
		return check_list(checker, value, &here, &element);
	}
	case SHAPE_STRING_MAP: return check_map(checker, value, &here, &STRING);
	case SHAPE_BOOL_MAP: return check_map(checker, value, &here, &BOOL);
	case SHAPE_STRUCT: return check_struct(checker, field->shape, value, &here);
	case SHAPE_STRUCTS: {
		const char *go_type = arena_printf(checker->arena, "%s.%s",
		                                   package_of(field->shape), field->shape->go_name)
		                              .at;
		const struct shape_field element = {
			.kind = SHAPE_STRUCT, .shape = field->shape, .go_type = go_type};
		return check_list(checker, value, &here, &element);
	}
	case SHAPE_ANY_MAP:
		if (value->kind == NODE_MAP)
			return node_copy(checker->arena, value);
		wrong_type(checker, value, &here, "a mapping");
		return NULL;
	}
	return NULL;
}

bool shape_check(struct arena *arena, const struct shape *shape, const struct node *value,
                 enum shape_mode mode, struct node **out, struct diags *diags)
{
	struct checker checker = {arena, diags, mode, shape};
	const struct place root = {shape, STR(""), NULL};
	*out = check_struct(&checker, shape, value, &root);
	return *out != NULL;
}

/* ---- as text ---- */

/* Go's omitempty: "", 0, false, and collections with nothing in them. */
static bool is_zero(const struct node *value)
{
	if (value->kind != NODE_SCALAR)
		return node_is_empty(value);
	return node_is_null(value) || value->text.len == 0 ||
	       (value->tag == TAG_BOOL && str_eq(value->text, STR("false"))) ||
	       (value->tag == TAG_INT && str_eq(value->text, STR("0")));
}

str shape_config_text(struct arena *arena, const struct node *config)
{
	struct node *shown = node_new_map(arena, config->at);
	/* `target` is a pointer in Go, which is not nil when there is nothing in it. */
	NODE_EACH_PAIR (pair, config)
		if (!is_zero(pair->value) ||
		    (node_is_map(pair->value) && str_eq(pair->key.text, STR("target"))))
			node_add_pair(arena, shown, pair->key, node_copy(arena, pair->value));
	struct buf out;
	buf_init(&out, arena);
	emit_value(&out, shown);
	return buf_text(&out);
}
