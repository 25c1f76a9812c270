/*
 * value_problem.c - why a resource cannot be printed; see value_report_problem()
 *
 * kustomize writes the resource as YAML, reads it into Go values and makes JSON
 * of those. Each step has its own complaints, so they are looked for in that
 * order; line numbers count in the YAML that was written. None of this runs
 * unless printing has failed.
 */
#include <math.h>

#include "base/ascii.h"
#include "base/quote.h"
#include "yaml/emit.h"
#include "yaml/parse.h"
#include "yaml/value.h"

struct problem {
	struct arena *arena;
	struct diags *diags;
	struct buf lines; /* "\n  line 7: mapping key "a" already defined at line 6" */
	const struct node *at;
	str key;      /* whose value is at fault */
	bool in_flow; /* dump() is inside a collection in flow style */
};

/* ---- reading it back ---- */

static void find_duplicates(struct problem *problem, const struct node *map)
{
	NODE_EACH_PAIR (pair, map) {
		const struct pair *first = node_find_pair(map, node_text(&pair->key));
		if (pair->key.kind != NODE_SCALAR || first == pair)
			continue;
		buf_printf(&problem->lines, "\n  line %u: mapping key ",
		           (unsigned)pair->key.at.line);
		quote_go(&problem->lines, pair->key.text);
		buf_printf(&problem->lines, " already defined at line %u",
		           (unsigned)first->key.at.line);
		problem->key = pair->key.text;
	}
}

static void find_all_duplicates(struct problem *problem, const struct node *node)
{
	if (node->kind == NODE_MAP) {
		find_duplicates(problem, node);
		NODE_EACH_PAIR (pair, node)
			find_all_duplicates(problem, pair->value);
	} else if (node->kind == NODE_SEQ) {
		NODE_EACH_ITEM (item, node)
			find_all_duplicates(problem, item->value);
	}
}

/* The first scalar that its tag contradicts, and go-yaml's words for it. */
static const struct node *find_contradiction(struct arena *arena, const struct node *node,
                                             str *words)
{
	const struct node *found = NULL;
	struct scalar scalar;
	if (node->kind == NODE_SCALAR)
		return resolve_scalar(arena, node, &scalar, words) ? NULL : node;
	if (node->kind == NODE_MAP)
		for (const struct pair *pair = node->first; pair && !found; pair = pair->next)
			found = find_contradiction(arena, pair->value, words);
	if (node->kind == NODE_SEQ)
		for (const struct item *item = node->head; item && !found; item = item->next)
			found = find_contradiction(arena, item->value, words);
	return found;
}

static bool report_duplicates(struct problem *problem, const struct node *root,
                              const struct node *again)
{
	find_all_duplicates(problem, again);
	if (problem->lines.len == 0)
		return true;
	const struct node *key = node_find_duplicate_key(root);
	diag_error(problem->diags, key ? key->at : root->at, "key '%.*s' is given twice",
	           STR_ARG(problem->key));
	diag_code(problem->diags, "YML002");
	return diag_sentence(problem->diags, "yaml: unmarshal errors:%.*s",
	                     STR_ARG(buf_text(&problem->lines)));
}

/* The first key that is a collection or a merge key. */
static const struct node *find_complex_key(const struct node *node)
{
	const struct node *found = NULL;
	if (node->kind == NODE_MAP)
		for (const struct pair *pair = node->first; pair && !found; pair = pair->next)
			found = pair->key.kind != NODE_SCALAR || value_key_is_merge(&pair->key)
			                ? &pair->key
			                : find_complex_key(pair->value);
	if (node->kind == NODE_SEQ)
		for (const struct item *item = node->head; item && !found; item = item->next)
			found = find_complex_key(item->value);
	return found;
}

static void dump(struct problem *problem, struct buf *out, const struct node *node, bool root);

/* Is it a key of this very map? */
static bool has_key(const struct node *map, const struct node *key)
{
	if (node_is_map(map))
		NODE_EACH_PAIR (pair, map)
			if (&pair->key == key)
				return true;
	return false;
}

static bool report_complex_key(struct problem *problem, const struct node *root)
{
	const struct node *key = find_complex_key(root);
	if (!key)
		return true;
	if (value_key_is_merge(key)) {
		diag_error(problem->diags, key->at,
		           "the key '<<' cannot be written: it means a merge");
		return diag_sentence(
			problem->diags,
			"yaml: map merge requires map or sequence of maps as the value");
	}
	diag_error(problem->diags, key->at, "a key must be a string, not %s", node_kind_name(key));
	if (!has_key(root, key)) {
		struct buf text;
		buf_init(&text, problem->arena);
		dump(problem, &text, key, false);
		return diag_sentence(problem->diags, "yaml: invalid map key: %.*s",
		                     STR_ARG(buf_text(&text)));
	}
	return diag_sentence(problem->diags,
	                     "yaml: unmarshal errors:\n  line %u: "
	                     "cannot unmarshal %s into string",
	                     (unsigned)key->at.line, key->kind == NODE_SEQ ? "!!seq" : "!!map");
}

static bool report_reading(struct problem *problem, const struct node *root)
{
	struct buf text;
	if (!report_complex_key(problem, root))
		return false;
	buf_init(&text, problem->arena);
	emit_node(&text, root);
	/* No place in a file: lines count in what was just written. */
	const struct origin nowhere = {.at = {NULL, 1, 1}};
	struct node *again;
	if (!parse_document(problem->arena, buf_text(&text), nowhere, YAML_NODES, &again,
	                    problem->diags)) {
		return diag_place(problem->diags, root->at);
	}
	if (!report_duplicates(problem, root, again))
		return false;
	str words;
	const struct node *wrong = find_contradiction(problem->arena, root, &words);
	if (!wrong)
		return true;
	diag_error(problem->diags, wrong->at, "value '%.*s' is not of the type it must have here",
	           STR_ARG(wrong->text));
	return diag_sentence(problem->diags, "yaml: %.*s", STR_ARG(words));
}

/* ---- making JSON of it ---- */

/* Go's %#v of a time in UTC, from RFC 3339. */
static void dump_time(struct buf *out, str time)
{
	static const char *const MONTHS[] = {"January",   "February", "March",    "April",
	                                     "May",       "June",     "July",     "August",
	                                     "September", "October",  "November", "December"};
	int parts[6] = {0}, part = 0;
	long nanoseconds = 0, unit = 1000000000;
	for (size_t i = 0; i < time.len && time.at[i] != 'Z'; i++) {
		const char c = time.at[i];
		if (!ascii_is_digit(c))
			part++;
		else if (part < 6)
			parts[part] = parts[part] * 10 + (c - '0');
		else
			nanoseconds += (c - '0') * (unit /= 10);
	}
	buf_printf(out, "time.Date(%d, time.%s, %d, %d, %d, %d, %ld, time.UTC)", parts[0],
	           MONTHS[(parts[1] + 11) % 12], parts[2], parts[3], parts[4], parts[5],
	           nanoseconds);
}

static void dump_scalar(struct problem *problem, struct buf *out, const struct node *node)
{
	struct scalar scalar = {0};
	str words;
	if (!resolve_scalar(problem->arena, node, &scalar, &words))
		return;
	if (problem->in_flow && scalar.type == SCALAR_NULL && node->text.len == 0)
		scalar = (struct scalar){.type = SCALAR_STR, .text = STR("")};
	switch (scalar.type) {
	case SCALAR_STR: quote_go(out, scalar.text); return;
	case SCALAR_INT: buf_printf(out, "%jd", (intmax_t)scalar.i); return;
	case SCALAR_UINT: buf_printf(out, "0x%jx", (uintmax_t)scalar.u); return;
	case SCALAR_BOOL: buf_add(out, scalar.b ? STR("true") : STR("false")); return;
	case SCALAR_NULL: buf_add(out, STR("interface {}(nil)")); return;
	case SCALAR_TIMESTAMP: dump_time(out, scalar.text); return;
	case SCALAR_FLOAT: break;
	}
	if (isnan(scalar.f))
		buf_add(out, STR("NaN"));
	else if (isinf(scalar.f))
		buf_add(out, scalar.f > 0 ? STR("+Inf") : STR("-Inf"));
	else
		buf_printf(out, "%.*s", STR_ARG(resolve_yaml_number(problem->arena, &scalar)));
}

static bool all_keys_are_strings(struct arena *arena, const struct node *map)
{
	NODE_EACH_PAIR (pair, map)
		if (!value_key_is_string(arena, &pair->key))
			return false;
	return true;
}

/* Go's order of keys of different types: nil, then strings, then the others. */
static int type_rank(const struct node *key)
{
	enum node_tag tag = key->tag;
	if (tag == TAG_NONE)
		tag = key->style == STYLE_PLAIN ? resolve_tag(key->text, YAML_NODES) : TAG_STR;
	return tag == TAG_NULL ? 0 : tag == TAG_STR ? 1 : 2;
}

/* How Go prints and encodes maps. */
static int by_type_and_key(const void *a, const void *b)
{
	const struct pair *const *x = a, *const *y = b;
	const int order = type_rank(&(*x)->key) - type_rank(&(*y)->key);
	return order ? order : str_cmp(node_text(&(*x)->key), node_text(&(*y)->key));
}

static void dump_map(struct problem *problem, struct buf *out, const struct node *map, bool root)
{
	const bool strings = root || all_keys_are_strings(problem->arena, map);
	buf_add(out,
	        strings ? STR("map[string]interface {}{") : STR("map[interface {}]interface {}{"));
	size_t len;
	struct pair **pairs = node_sorted_pairs(problem->arena, map, by_type_and_key, &len);
	for (size_t i = 0; i < len; i++) {
		if (i > 0)
			buf_add(out, STR(", "));
		if (strings)
			quote_go(out, pairs[i]->key.text);
		else
			dump(problem, out, &pairs[i]->key, false);
		buf_add_char(out, ':');
		dump(problem, out, pairs[i]->value, false);
	}
	buf_add_char(out, '}');
}

/* Go's %#v of the values that reading gave. */
static void dump(struct problem *problem, struct buf *out, const struct node *node, bool root)
{
	const bool was_in_flow = problem->in_flow;
	problem->in_flow = was_in_flow || node->style == STYLE_FLOW;
	if (node->kind == NODE_SCALAR) {
		dump_scalar(problem, out, node);
	} else if (node->kind == NODE_MAP) {
		dump_map(problem, out, node, root);
	} else {
		buf_add(out, STR("[]interface {}{"));
		NODE_EACH_ITEM (item, node) {
			if (item != node->head)
				buf_add(out, STR(", "));
			dump(problem, out, item->value, false);
		}
		buf_add_char(out, '}');
	}
	problem->in_flow = was_in_flow;
}

/* The first thing that encoding/json refuses, and why. */
static bool find_unencodable(struct problem *problem, const struct node *node, bool root, str *why)
{
	struct scalar scalar;
	problem->at = node;
	if (node->kind == NODE_SCALAR) {
		if (!resolve_scalar(problem->arena, node, &scalar, why) ||
		    scalar.type != SCALAR_FLOAT || isfinite(scalar.f))
			return false;
		*why = arena_printf(problem->arena, "unsupported value: %s",
		                    isnan(scalar.f) ? "NaN"
		                    : scalar.f > 0  ? "+Inf"
		                                    : "-Inf");
		return true;
	}
	if (node->kind == NODE_SEQ) {
		NODE_EACH_ITEM (item, node)
			if (find_unencodable(problem, item->value, false, why))
				return true;
		return false;
	}
	*why = STR("unsupported type: map[interface {}]interface {}");
	if (!root && !all_keys_are_strings(problem->arena, node))
		return true;
	size_t len;
	struct pair **pairs = node_sorted_pairs(problem->arena, node, by_type_and_key, &len);
	for (size_t i = 0; i < len; i++)
		if (find_unencodable(problem, pairs[i]->value, false, why))
			return true;
	return false;
}

/* The key that is no string, else the value itself. */
static struct mark place_of(struct problem *problem)
{
	if (node_is_map(problem->at))
		NODE_EACH_PAIR (pair, problem->at)
			if (!value_key_is_string(problem->arena, &pair->key))
				return pair->key.at;
	return problem->at->at;
}

/* The first text that the last reader on the way does not take, or NULL. */
static const struct node *find_unreadable(struct arena *arena, const struct node *node)
{
	const struct node *found = NULL;
	struct scalar scalar;
	if (node->kind == NODE_SCALAR)
		return value_of_scalar(arena, node, false, &scalar) ? NULL : node;
	if (node->kind == NODE_MAP)
		for (const struct pair *pair = node->first; pair && !found; pair = pair->next)
			found = value_of_scalar(arena, &pair->key, false, &scalar)
			                ? find_unreadable(arena, pair->value)
			                : &pair->key;
	if (node->kind == NODE_SEQ)
		for (const struct item *item = node->head; item && !found; item = item->next)
			found = find_unreadable(arena, item->value);
	return found;
}

static bool report_control(struct problem *problem, const struct node *root)
{
	const struct node *at = find_unreadable(problem->arena, root);
	diag_error(problem->diags, at ? at->at : root->at,
	           "this text has a control character that YAML cannot carry");
	return diag_sentence(problem->diags, "yaml: control characters are not allowed");
}

static bool report_encoding(struct problem *problem, const struct node *root)
{
	str why = STR("");
	if (!find_unencodable(problem, root, true, &why))
		return report_control(problem, root);
	const struct mark at = place_of(problem);
	if (node_is_map(problem->at))
		diag_error(problem->diags, at, "a key must be a string: quote it");
	else
		diag_error(problem->diags, at, "'%.*s' cannot be written as JSON",
		           STR_ARG(problem->at->text));
	return diag_sentence(problem->diags, "json: %.*s", STR_ARG(why));
}

bool value_report_problem(struct arena *arena, const struct node *root, str *decoded,
                          struct diags *diags)
{
	struct problem problem = {.arena = arena, .diags = diags, .at = root};
	struct buf text;
	buf_init(&text, arena);
	buf_init(&problem.lines, arena);
	*decoded = STR("map[string]interface {}(nil)");
	if (!report_reading(&problem, root))
		return false;
	dump(&problem, &text, root, true);
	*decoded = buf_text(&text);
	return report_encoding(&problem, root);
}
