/*
 * emit.c - see emit.h
 *
 * Each document has an emitter of its own, as in kustomize: what one ends with
 * does not show in the next. Nodes are handed to libyaml as events with the
 * style that go-yaml v2 asks for; libyaml takes it back where the text does not
 * allow it, by the same rules.
 */
#include "yaml/emit.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "yaml/keyorder.h"
#include "yaml/libyaml.h"
#include "yaml/mend.h"
#include "yaml/value.h"

/* libyaml breaks every flow collection when it is told -1. */
enum { INDENT = 2, WIDTH = 80, UNLIMITED = 1 << 30 };

struct emitter {
	struct arena *arena; /* what is needed only until the document is written */
	yaml_emitter_t yaml;
	struct buf *out;
	bool ends_in_break, begins_with_bom; /* some scalar does: see mend.h */
};

static int write_out(void *context, unsigned char *bytes, size_t len)
{
	struct emitter *emitter = context;
	buf_add(emitter->out, (str){(const char *)bytes, len});
	return 1;
}

/* libyaml copies what it is given and fails only for want of memory, or on events out of order,
 * which would be our own fault. */
static void send(struct emitter *emitter, yaml_event_t *event)
{
	must_have(yaml_emitter_emit(&emitter->yaml, event) ? emitter : NULL);
}

static void emitter_begin(struct emitter *emitter, struct buf *out, int width)
{
	yaml_event_t event;
	*emitter = (struct emitter){.arena = arena_create(), .out = out};
	must_have(yaml_emitter_initialize(&emitter->yaml) ? emitter : NULL);
	yaml_emitter_set_output(&emitter->yaml, write_out, emitter);
	yaml_emitter_set_unicode(&emitter->yaml, 1);
	yaml_emitter_set_indent(&emitter->yaml, INDENT);
	yaml_emitter_set_width(&emitter->yaml, width);
	yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING);
	send(emitter, &event);
	yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1);
	send(emitter, &event);
}

static void emitter_finish(struct emitter *emitter)
{
	yaml_emitter_delete(&emitter->yaml);
	arena_destroy(emitter->arena);
}

static void emitter_end(struct emitter *emitter, size_t start)
{
	yaml_event_t event;
	yaml_document_end_event_initialize(&event, 1);
	send(emitter, &event);
	yaml_stream_end_event_initialize(&event);
	send(emitter, &event);
	emitter_finish(emitter);
	mend_document_end(emitter->out, start);
	if (emitter->ends_in_break)
		mend_closing_quotes(emitter->out, start);
	if (emitter->begins_with_bom)
		mend_bom(emitter->out, start);
}

/* ---- scalars ---- */

/* `tag` is written out; NULL for none. */
static void send_tagged(struct emitter *emitter, str text, const char *tag,
                        yaml_scalar_style_t style)
{
	yaml_event_t event;
	static const yaml_char_t empty[1];
	const yaml_char_t *at = text.len ? (const yaml_char_t *)text.at : empty;
	must_have(yaml_scalar_event_initialize(&event, NULL, (const yaml_char_t *)tag, at,
	                                       (int)text.len, !tag, !tag, style)
	                  ? emitter
	                  : NULL);
	send(emitter, &event);
}

static void send_scalar(struct emitter *emitter, str text, yaml_scalar_style_t style)
{
	send_tagged(emitter, text, NULL, style);
}

static size_t take_digits(str text, size_t at, const char *extra)
{
	while (at < text.len &&
	       (ascii_is_digit(text.at[at]) || (extra[0] && text.at[at] == extra[0])))
		at++;
	return at;
}

/* ^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$: a YAML 1.1 reader would take it for a number. */
static bool is_base_60(str text)
{
	size_t at = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+');
	if (at >= text.len || text.at[at] < '0' || text.at[at] > '9')
		return false;
	at = take_digits(text, at, "_");
	if (at >= text.len || text.at[at] != ':')
		return false;
	while (at < text.len && text.at[at] == ':') {
		const size_t end = take_digits(text, at + 1, "");
		const size_t len = end - at - 1;
		if (len < 1 || len > 2 || (len == 2 && text.at[at + 1] > '5'))
			return false;
		at = end;
	}
	if (at < text.len && text.at[at] == '.')
		at = take_digits(text, at + 1, "_");
	return at == text.len;
}

/* Can the text begin a number, a time or one of the words? Most text cannot. */
static bool may_be_typed(str text)
{
	static const char FIRST[] = "+-.0123456789~yYnNtTfFoO";
	return text.len == 0 || memchr(FIRST, text.at[0], sizeof FIRST - 1);
}

static bool reads_as_string(struct arena *arena, str text)
{
	if (!may_be_typed(text))
		return true;
	/* In the dialect of resources a time is a type of its own; in 1.1 the words are. */
	return resolve_plain(arena, text, YAML_11).type == SCALAR_STR &&
	       resolve_plain(arena, text, YAML_NODES).type == SCALAR_STR && !is_base_60(text);
}

static void emit_string(struct emitter *emitter, str text)
{
	yaml_scalar_style_t style = YAML_PLAIN_SCALAR_STYLE;
	if (str_find_char(text, '\n') != STR_NONE)
		style = YAML_LITERAL_SCALAR_STYLE;
	else if (!reads_as_string(emitter->arena, text))
		style = YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	emitter->ends_in_break = emitter->ends_in_break || mend_ends_in_break(text);
	emitter->begins_with_bom = emitter->begins_with_bom || mend_begins_with_bom(text);
	send_scalar(emitter, text, style);
}

/* Nothing but what stands plain wherever it stands, as most names do. */
static bool is_plain_word(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		const bool inner = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/';
		if (!letter && !(inner && i > 0))
			return false;
	}
	return text.len > 0;
}

static void emit_scalar(struct emitter *emitter, const struct scalar *scalar)
{
	switch (scalar->type) {
	case SCALAR_STR:
	case SCALAR_TIMESTAMP: emit_string(emitter, scalar->text); return;
	case SCALAR_NULL: send_scalar(emitter, STR("null"), YAML_PLAIN_SCALAR_STYLE); return;
	case SCALAR_BOOL:
		send_scalar(emitter, scalar->b ? STR("true") : STR("false"),
		            YAML_PLAIN_SCALAR_STYLE);
		return;
	case SCALAR_INT:
	case SCALAR_UINT:
	case SCALAR_FLOAT:
		send_scalar(emitter, resolve_yaml_number(emitter->arena, scalar),
		            YAML_PLAIN_SCALAR_STYLE);
		return;
	}
}

/* ---- the tree ---- */

static bool emit_any(struct emitter *emitter, const struct node *node, bool in_flow, bool root);

static bool emit_map(struct emitter *emitter, const struct node *map, bool in_flow, bool root)
{
	yaml_event_t event;
	if (!value_has_plain_keys(map) || value_has_duplicate_keys(emitter->arena, map))
		return false;
	yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE);
	send(emitter, &event);
	size_t len;
	const struct pair **pairs = keyorder_sort(emitter->arena, map, &len);
	for (size_t i = 0; i < len; i++) {
		const struct node *key = &pairs[i]->key;
		struct scalar text;
		if ((!root && !value_key_is_string(emitter->arena, key)) ||
		    !value_of_scalar(emitter->arena, key, false, &text))
			return false;
		emit_string(emitter, text.type == SCALAR_STR ? text.text : key->text);
		if (!emit_any(emitter, pairs[i]->value, in_flow, false))
			return false;
	}
	yaml_mapping_end_event_initialize(&event);
	send(emitter, &event);
	return true;
}

static bool emit_seq(struct emitter *emitter, const struct node *seq, bool in_flow)
{
	yaml_event_t event;
	yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE);
	send(emitter, &event);
	NODE_EACH_ITEM (item, seq)
		if (!emit_any(emitter, item->value, in_flow, false))
			return false;
	yaml_sequence_end_event_initialize(&event);
	send(emitter, &event);
	return true;
}

static bool emit_any(struct emitter *emitter, const struct node *node, bool in_flow, bool root)
{
	struct scalar scalar;
	in_flow = in_flow || node->style == STYLE_FLOW;
	switch (node->kind) {
	case NODE_MAP: return emit_map(emitter, node, in_flow, root);
	case NODE_SEQ: return emit_seq(emitter, node, in_flow);
	case NODE_SCALAR: break;
	}
	if (!value_of_scalar(emitter->arena, node, in_flow, &scalar))
		return false;
	emit_scalar(emitter, &scalar);
	return true;
}

bool emit_resource(struct buf *out, const struct node *node, struct diags *diags)
{
	struct emitter emitter;
	const size_t start = out->len;
	emitter_begin(&emitter, out, WIDTH);
	if (emit_any(&emitter, node, false, true)) {
		emitter_end(&emitter, start);
		return true;
	}
	emitter_finish(&emitter);
	out->len = start;
	str decoded;
	value_report_problem(out->arena, node, &decoded, diags);
	return diag_prefix(diags, "%.*s: ", STR_ARG(decoded));
}

void emit_value(struct buf *out, const struct node *value)
{
	struct emitter emitter;
	const size_t start = out->len;
	emitter_begin(&emitter, out, WIDTH);
	const bool ok = emit_any(&emitter, value, false, true);
	assert(ok); /* a value has passed every check that a resource may fail */
	(void)ok;
	emitter_end(&emitter, start);
}

enum node_style emit_string_style(struct arena *arena, str text)
{
	struct emitter emitter;
	struct buf out;
	yaml_event_t event;
	if (is_plain_word(text) && reads_as_string(arena, text))
		return STYLE_PLAIN;
	/* Written to see what comes: libyaml's analysis of the text is behind no other door. */
	buf_init(&out, arena);
	emitter_begin(&emitter, &out, WIDTH);
	yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE);
	send(&emitter, &event);
	emit_string(&emitter, text);
	yaml_sequence_end_event_initialize(&event);
	send(&emitter, &event);
	emitter_end(&emitter, 0);
	switch (out.at[STR("- ").len]) {
	case '\'': return STYLE_SINGLE;
	case '"': return STYLE_DOUBLE;
	case '|': return STYLE_LITERAL;
	default: return STYLE_PLAIN;
	}
}

/* ---- as written ---- */

static yaml_scalar_style_t written_style(const struct node *scalar)
{
	static const yaml_scalar_style_t STYLES[] = {
		[STYLE_PLAIN] = YAML_PLAIN_SCALAR_STYLE,
		[STYLE_SINGLE] = YAML_SINGLE_QUOTED_SCALAR_STYLE,
		[STYLE_DOUBLE] = YAML_DOUBLE_QUOTED_SCALAR_STYLE,
		[STYLE_LITERAL] = YAML_LITERAL_SCALAR_STYLE,
		[STYLE_FOLDED] = YAML_FOLDED_SCALAR_STYLE,
		[STYLE_FLOW] = YAML_PLAIN_SCALAR_STYLE,
	};
	/* A plain scalar that is a string but does not look like one gets quotes (go-yaml v3). */
	if (scalar->style == STYLE_PLAIN && scalar->tag == TAG_STR && !scalar->explicit_tag &&
	    resolve_tag(scalar->text, YAML_NODES) != TAG_STR)
		return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	if (scalar->style == STYLE_PLAIN && str_find_char(scalar->text, '\n') != STR_NONE)
		return YAML_LITERAL_SCALAR_STYLE;
	return STYLES[scalar->style];
}

static const char *written_tag(const struct node *scalar)
{
#define TAG(name) "tag:yaml.org,2002:" name
	static const char *const NAMES[] = {
		[TAG_STR] = TAG("str"),       [TAG_INT] = TAG("int"),
		[TAG_FLOAT] = TAG("float"),   [TAG_BOOL] = TAG("bool"),
		[TAG_NULL] = TAG("null"),     [TAG_TIMESTAMP] = TAG("timestamp"),
		[TAG_BINARY] = TAG("binary"),
	};
#undef TAG
	const bool known = scalar->explicit_tag && scalar->tag < sizeof NAMES / sizeof *NAMES;
	return known ? NAMES[scalar->tag] : NULL;
}

static void write_node(struct emitter *emitter, const struct node *node)
{
	yaml_event_t event;
	const bool flow = node->style == STYLE_FLOW;
	switch (node->kind) {
	case NODE_SCALAR:
		send_tagged(emitter, node->text, written_tag(node), written_style(node));
		return;
	case NODE_MAP:
		yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
		                                    flow ? YAML_FLOW_MAPPING_STYLE
		                                         : YAML_BLOCK_MAPPING_STYLE);
		send(emitter, &event);
		NODE_EACH_PAIR (pair, node) {
			write_node(emitter, &pair->key);
			write_node(emitter, pair->value);
		}
		yaml_mapping_end_event_initialize(&event);
		break;
	case NODE_SEQ:
		yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
		                                     flow ? YAML_FLOW_SEQUENCE_STYLE
		                                          : YAML_BLOCK_SEQUENCE_STYLE);
		send(emitter, &event);
		NODE_EACH_ITEM (item, node)
			write_node(emitter, item->value);
		yaml_sequence_end_event_initialize(&event);
		break;
	}
	send(emitter, &event);
}

void emit_node(struct buf *out, const struct node *node)
{
	struct emitter emitter;
	const size_t start = out->len;
	emitter_begin(&emitter, out, UNLIMITED);
	write_node(&emitter, node);
	emitter_end(&emitter, start);
}
