/*
 * parse.c - see parse.h
 *
 * libyaml and go-yaml's port of it disagree in a handful of places; each is mended where it is met,
 * below.
 */
#include "yaml/parse.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "yaml/libyaml.h"
#include "yaml/misread.h"

/* Limits against hostile input; real manifests stay far below. */
enum { DEPTH_MAX = 500, ALIASED_NODES_MAX = 500 * 1000 };

struct parser {
	struct arena *arena;
	yaml_parser_t yaml;
	str text;
	struct origin origin;
	enum yaml_dialect dialect;
	struct map anchors; /* name -> node */
	struct diags *diags;
	int depth, flow_depth;
	bool in_flow_map; /* the innermost collection is one */
	size_t aliased;   /* nodes that aliases were expanded to so far */
	bool is_ascii;
	size_t cursor_index, cursor_byte; /* the same place in characters and in bytes */
	char colon; /* stands for ':' where libyaml must not see it: see with_colons() */
};

struct mark parse_mark(struct origin origin, size_t line, size_t col)
{
	struct mark at = origin.at;
	at.line += (uint32_t)line;
	at.col = (line == 0 ? origin.at.col : origin.indent + 1) + (uint32_t)col;
	return at;
}

static struct mark mark_of(const struct parser *parser, const yaml_mark_t *at)
{
	return parse_mark(parser->origin, at->line, at->column);
}

static void set_input(const struct parser *parser, yaml_parser_t *yaml)
{
	yaml_parser_set_input_string(yaml, (const unsigned char *)parser->text.at,
	                             parser->text.len);
}

/* ---- failing ---- */

static bool fail_at(struct parser *parser, struct mark at, long sentence_line, const char *problem)
{
	diag_error(parser->diags, at, "%s", problem);
	diag_code(parser->diags, "YML001");
	/* Bytes that are no text are not mended by quotes. */
	if (parser->yaml.error != YAML_READER_ERROR)
		misread_explain(parser->diags);
	if (sentence_line > 0)
		return diag_sentence(parser->diags, "yaml: line %ld: %s", sentence_line, problem);
	return diag_sentence(parser->diags, "yaml: %s", problem);
}

/*
 * Which line go-yaml names: v3 prefers the mark of the context, v2 that of the problem, and only
 * what the scanner finds is counted from 1; a parser's complaint names the line before.
 */
static long sentence_line(const struct parser *parser)
{
	const bool scanner = parser->yaml.error == YAML_SCANNER_ERROR;
	const long context = (long)parser->yaml.context_mark.line;
	const long problem = (long)parser->yaml.problem_mark.line;
	if (parser->dialect == YAML_NODES)
		return context ? context + scanner : problem ? problem + scanner : 0;
	return problem ? problem + scanner : context;
}

/* The line and column of a byte: libyaml's reader gives nothing but an offset. */
static struct mark mark_of_byte(const struct parser *parser, size_t offset)
{
	const str before = str_slice(parser->text, 0, offset);
	size_t line = 0;
	for (size_t i = 0; i < before.len; i++)
		line += before.at[i] == '\n';
	const size_t newline = str_find_last_char(before, '\n');
	const str row = str_from(before, newline == STR_NONE ? 0 : newline + 1);
	return parse_mark(parser->origin, line, utf8_count(row));
}

static bool fail(struct parser *parser)
{
	const yaml_parser_t *yaml = &parser->yaml;
	if (yaml->error == YAML_MEMORY_ERROR)
		must_have(NULL);
	/*
	 * Quotes that nobody closes end with the file; what has to be edited is where they begin.
	 */
	const bool is_open = yaml->error == YAML_SCANNER_ERROR &&
	                     strcmp(yaml->problem, "found unexpected end of stream") == 0;
	const struct mark at = yaml->error == YAML_READER_ERROR
	                               ? mark_of_byte(parser, yaml->problem_offset)
	                       : is_open ? mark_of(parser, &yaml->context_mark)
	                                 : mark_of(parser, &yaml->problem_mark);
	return fail_at(parser, at, sentence_line(parser), yaml->problem);
}

/*
 * Fails if there is something wrong that libyaml's scanner finds in the first `count` tokens. For
 * the sake of comments go-yaml v3 scans two tokens more than the one it looks at.
 */
static bool scan_ahead(struct parser *parser, size_t count)
{
	yaml_parser_t *yaml = &parser->yaml, ahead;
	yaml_token_t token;
	if (parser->dialect != YAML_NODES)
		return true;
	must_have(yaml_parser_initialize(&ahead) ? parser : NULL);
	set_input(parser, &ahead);
	for (size_t i = 0; i < count && yaml_parser_scan(&ahead, &token); i++)
		yaml_token_delete(&token);
	const bool ok = ahead.error != YAML_SCANNER_ERROR;
	if (!ok) {
		yaml->error = ahead.error;
		yaml->problem = ahead.problem;
		yaml->problem_mark = ahead.problem_mark;
		yaml->context_mark = ahead.context_mark;
	}
	yaml_parser_delete(&ahead);
	return ok || fail(parser);
}

static bool next_event(struct parser *parser, yaml_event_t *event)
{
	const yaml_parser_t *yaml = &parser->yaml;
	if (yaml_parser_parse(&parser->yaml, event))
		return true;
	/* The token that the parser minds is the next one. */
	return (yaml->error != YAML_PARSER_ERROR || scan_ahead(parser, yaml->tokens_parsed + 3)) &&
	       fail(parser);
}

/* ---- scalars ---- */

/* The byte offset of a mark; marks come in file order, so the cursor only moves forward. */
static size_t byte_of(struct parser *parser, size_t index)
{
	if (parser->is_ascii)
		return index;
	while (parser->cursor_index < index && parser->cursor_byte < parser->text.len) {
		size_t len;
		utf8_decode(str_from(parser->text, parser->cursor_byte), &len);
		parser->cursor_byte += len;
		parser->cursor_index++;
	}
	return parser->cursor_byte;
}

/* The text as a view into the source if it stands there as it is, else a copy. */
static str keep_text(struct parser *parser, str text, size_t at, bool quoted)
{
	const str there = str_slice(str_from(parser->text, at + quoted), 0, text.len);
	return str_eq(there, text) ? there : arena_copy(parser->arena, text);
}

static enum node_tag tag_from_name(const yaml_char_t *name)
{
	static const struct {
		const char *name;
		enum node_tag tag;
	} TAGS[] = {
		{"str", TAG_STR},       {"int", TAG_INT},     {"float", TAG_FLOAT},
		{"bool", TAG_BOOL},     {"null", TAG_NULL},   {"timestamp", TAG_TIMESTAMP},
		{"binary", TAG_BINARY}, {"merge", TAG_MERGE}, {"map", TAG_MAP},
		{"seq", TAG_SEQ},
	};
	const str text = name ? str_of((const char *)name) : STR("!");
	const str prefix = STR("tag:yaml.org,2002:");
	if (str_eq(text, STR("!"))) /* "no particular type": as if it were not there */
		return TAG_NONE;
	for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
		if (str_starts_with(text, prefix) &&
		    str_eq(str_from(text, prefix.len), str_of(TAGS[i].name)))
			return TAGS[i].tag;
	return TAG_OTHER;
}

static enum node_style style_of(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE: return STYLE_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return STYLE_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE: return STYLE_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE: return STYLE_FOLDED;
	case YAML_ANY_SCALAR_STYLE:
	case YAML_PLAIN_SCALAR_STYLE: break;
	}
	return STYLE_PLAIN;
}

/*
 * go-yaml has no escape "\/", and ends a plain scalar in a flow collection at '?', where nothing
 * may follow.
 */
static bool check_scalar(struct parser *parser, const yaml_event_t *event, str text)
{
	const size_t start = byte_of(parser, event->start_mark.index);
	const enum node_style style = style_of(event->data.scalar.style);
	if (style == STYLE_PLAIN && parser->flow_depth > 0 && str_find_char(text, '?') != STR_NONE)
		return fail_at(parser, mark_of(parser, &event->start_mark),
		               (long)event->start_mark.line,
		               parser->in_flow_map ? "did not find expected ',' or '}'"
		                                   : "did not find expected ',' or ']'");
	if (style != STYLE_DOUBLE)
		return true;
	/* An anchor or a tag may stand in front; neither holds a quote. */
	const str rest = str_from(parser->text, start);
	const size_t quote = str_find_char(rest, '"');
	for (size_t i = quote + 1; quote < rest.len && i + 1 < rest.len && rest.at[i] != '"'; i++) {
		if (rest.at[i] != '\\')
			continue;
		if (rest.at[++i] == '/')
			return fail_at(parser, mark_of(parser, &event->start_mark),
			               (long)event->start_mark.line + 1,
			               "found unknown escape character");
	}
	return true;
}

/*
 * In `{b:, c: d}` the colon belongs to the key, for no blank follows it; libyaml gives up there.
 * It is shown another character in its place, which comes out as the colon again.
 */
static str with_colons(struct parser *parser, str text)
{
	if (!parser->colon || str_find_char(text, parser->colon) == STR_NONE)
		return text;
	char *copy = arena_alloc(parser->arena, text.len, 1);
	for (size_t i = 0; i < text.len; i++)
		copy[i] = text.at[i] == parser->colon ? ':' : text.at[i];
	return (str){copy, text.len};
}

static bool build_scalar(struct parser *parser, const yaml_event_t *event, struct node *out)
{
	const str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
	if (!check_scalar(parser, event, value))
		return false;
	out->kind = NODE_SCALAR;
	out->style = style_of(event->data.scalar.style);
	out->tag = tag_from_name(event->data.scalar.tag);
	out->explicit_tag = out->tag != TAG_NONE;
	out->text = keep_text(parser, value, byte_of(parser, event->start_mark.index),
	                      out->style == STYLE_SINGLE || out->style == STYLE_DOUBLE);
	out->text = with_colons(parser, out->text);
	if (out->tag == TAG_NONE)
		out->tag = TAG_STR;
	else
		return true;
	if (out->style == STYLE_PLAIN)
		out->tag = resolve_tag(out->text, parser->dialect);
	return true;
}

/* ---- the tree ---- */

static bool build(struct parser *parser, yaml_event_t *event, struct node *out);

static bool is_end(const yaml_event_t *event)
{
	return event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT;
}

/* Builds the node that the next event begins; *end turns true at the collection's end instead. */
static bool build_next(struct parser *parser, struct node *out, bool *end)
{
	yaml_event_t event;
	*end = false;
	if (!next_event(parser, &event))
		return false;
	*end = is_end(&event);
	const bool ok = *end || build(parser, &event, out);
	yaml_event_delete(&event);
	return ok;
}

static bool build_map(struct parser *parser, struct node *map)
{
	for (;;) {
		struct node key = {0};
		bool end;
		if (!build_next(parser, &key, &end) || end)
			return end;
		struct node *value = ARENA_NEW(parser->arena, struct node);
		if (!build_next(parser, value, &end))
			return false;
		node_add_pair(parser->arena, map, key, value);
	}
}

static bool build_seq(struct parser *parser, struct node *seq)
{
	for (;;) {
		struct node *value = ARENA_NEW(parser->arena, struct node);
		bool end;
		if (!build_next(parser, value, &end) || end)
			return end;
		node_add(parser->arena, seq, value);
	}
}

static bool build_collection(struct parser *parser, const yaml_event_t *event, struct node *out)
{
	const bool is_map = event->type == YAML_MAPPING_START_EVENT;
	const bool is_flow = is_map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
	                            : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	const yaml_char_t *tag =
		is_map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
	out->kind = is_map ? NODE_MAP : NODE_SEQ;
	out->tag = tag_from_name(tag);
	out->explicit_tag = out->tag != TAG_NONE;
	if (out->tag == TAG_NONE)
		out->tag = is_map ? TAG_MAP : TAG_SEQ;
	out->style = is_flow ? STYLE_FLOW : STYLE_PLAIN;
	if (++parser->depth > DEPTH_MAX)
		return fail_at(parser, out->at, (long)event->start_mark.line + 1,
		               "exceeded max depth of nested collections");
	const bool was_in_flow_map = parser->in_flow_map;
	parser->in_flow_map = is_flow && is_map;
	parser->flow_depth += is_flow;
	const bool ok = is_map ? build_map(parser, out) : build_seq(parser, out);
	parser->flow_depth -= is_flow;
	parser->in_flow_map = was_in_flow_map;
	parser->depth--;
	return ok;
}

/*
 * A copy of an anchor's tree may hold further copies. Its size is limited for the memory, its depth
 * for the stack: whoever walks a tree does it by recursion, and the parser has seen to it only for
 * what is written out.
 */
static bool build_alias(struct parser *parser, const yaml_event_t *event, struct node *out)
{
	const char *name = (const char *)event->data.alias.anchor;
	const struct node *anchored = map_get(&parser->anchors, str_of(name));
	const struct mark at = out->at;
	char problem[256];
	if (!anchored) {
		snprintf(problem, sizeof problem, "unknown anchor '%.200s' referenced", name);
		return fail_at(parser, at, 0, problem);
	}
	if (anchored->at.line == 0) { /* still being built: see build() */
		snprintf(problem, sizeof problem, "anchor '%.200s' value contains itself", name);
		return fail_at(parser, at, 0, problem);
	}
	const size_t depth = (size_t)parser->depth + node_measure(anchored, &parser->aliased);
	if (parser->aliased > ALIASED_NODES_MAX)
		return fail_at(parser, at, 0, "document contains excessive aliasing");
	if (depth > DEPTH_MAX + 1) /* a scalar is a level too, but none that nests */
		return fail_at(parser, at, 0, "exceeded max depth of nested collections");
	node_become(out, node_copy(parser->arena, anchored));
	out->from_alias = 1;
	return true;
}

static const yaml_char_t *anchor_of(const yaml_event_t *event)
{
	switch ((int)event->type) {
	case YAML_SCALAR_EVENT: return event->data.scalar.anchor;
	case YAML_MAPPING_START_EVENT: return event->data.mapping_start.anchor;
	case YAML_SEQUENCE_START_EVENT: return event->data.sequence_start.anchor;
	default: return NULL;
	}
}

static bool build(struct parser *parser, yaml_event_t *event, struct node *out)
{
	out->at = mark_of(parser, &event->start_mark);
	out->as_read = 1;
	if (event->type == YAML_ALIAS_EVENT)
		return build_alias(parser, event, out);
	/* An anchor's entry is filled when its node is complete; until then line 0 tells a
	 * reference from inside. A key's node moves into its pair, hence the copy. */
	struct node *anchored = NULL;
	if (anchor_of(event)) {
		anchored = ARENA_NEW(parser->arena, struct node);
		map_set(parser->arena, &parser->anchors,
		        arena_copy(parser->arena, str_of((const char *)anchor_of(event))),
		        anchored);
	}
	const bool ok = event->type == YAML_SCALAR_EVENT ? build_scalar(parser, event, out)
	                                                 : build_collection(parser, event, out);
	if (ok && anchored)
		*anchored = *out;
	return ok;
}

/* Reads events up to the document's root; *out stays NULL when the stream has no document. */
static bool build_root(struct parser *parser, struct node **out)
{
	for (;;) {
		yaml_event_t event;
		if (!next_event(parser, &event))
			return false;
		const bool end = event.type == YAML_STREAM_END_EVENT;
		const bool prologue = event.type == YAML_STREAM_START_EVENT ||
		                      event.type == YAML_DOCUMENT_START_EVENT;
		bool ok = true;
		if (!end && !prologue) {
			*out = ARENA_NEW(parser->arena, struct node);
			ok = build(parser, &event, *out);
		}
		yaml_event_delete(&event);
		if (!prologue)
			return ok;
	}
}

/* Has the scanner come to the end of the text? Then nothing is ahead that it could mind. */
static bool is_at_end(const yaml_parser_t *yaml)
{
	return yaml->stream_end_produced ||
	       (yaml->token_available && yaml->tokens.head->type == YAML_STREAM_END_TOKEN);
}

/*
 * go-yaml reads on to the document's end, and finds what is wrong just behind the root; behind a
 * "..." too, of which it has taken one token.
 */
static bool finish_document(struct parser *parser)
{
	yaml_event_t event;
	if (!next_event(parser, &event))
		return false;
	yaml_event_delete(&event);
	return is_at_end(&parser->yaml) || scan_ahead(parser, parser->yaml.tokens_parsed + 2);
}

/* go-yaml knows YAML 1.1 only, and says so before it misses anything else. */
static bool check_version(struct parser *parser)
{
	const str directive = STR("%YAML ");
	str line, rest;
	str_cut(parser->text, '\n', &line, &rest);
	if (!str_starts_with(line, directive) ||
	    str_eq(str_trim(str_from(line, directive.len)), STR("1.1")))
		return true;
	return fail_at(parser, parse_mark(parser->origin, 0, 0), 0,
	               "found incompatible YAML document");
}

static bool is_ascii(str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] >= 0x80)
			return false;
	return true;
}

/* A character that stands nowhere in the text and means nothing in a plain scalar. */
static char unused_character(str text)
{
	static const char CANDIDATES[] = "^;$+()=/\\";
	for (const char *c = CANDIDATES; *c; c++)
		if (str_find_char(text, *c) == STR_NONE)
			return *c;
	return '\0';
}

/*
 * Is the failure one that go-yaml does not have? Then the text is changed so that libyaml gets
 * past it: a colon it does not expect, or a character in a tag that it does not take.
 */
static bool mend_text(struct parser *parser)
{
	const yaml_parser_t *yaml = &parser->yaml;
	const size_t at = byte_of(parser, yaml->problem_mark.index);
	const char *found = yaml->problem;
	if (yaml->error != YAML_SCANNER_ERROR || at >= parser->text.len)
		return false;
	char instead = '\0';
	if (parser->text.at[at] == ':' && str_eq(str_of(found), STR("found unexpected ':'")))
		instead = parser->colon =
			parser->colon ? parser->colon : unused_character(parser->text);
	if (str_find_char(STR(",[]"), parser->text.at[at]) != STR_NONE &&
	    str_eq(str_of(found), STR("did not find expected whitespace or line break")))
		instead = '_';
	if (!instead)
		return false;
	char *copy = arena_alloc(parser->arena, parser->text.len, 1);
	memcpy(copy, parser->text.at, parser->text.len);
	copy[at] = instead;
	parser->text.at = copy;
	return true;
}

/* One attempt at the document; *mended when another one may succeed. */
static bool parse(struct parser *parser, struct node **out, bool *mended)
{
	*out = NULL;
	must_have(yaml_parser_initialize(&parser->yaml) ? parser : NULL);
	parser->is_ascii = is_ascii(parser->text);
	if (str_starts_with(parser->text, STR("\xEF\xBB\xBF"))) /* libyaml does not count it */
		parser->cursor_byte = 3;
	set_input(parser, &parser->yaml);
	const bool ok = check_version(parser) && build_root(parser, out) &&
	                (!*out || finish_document(parser));
	*mended = !ok && mend_text(parser);
	yaml_parser_delete(&parser->yaml);
	return ok;
}

bool parse_document(struct arena *arena, str text, struct origin origin, enum yaml_dialect dialect,
                    struct node **out, struct diags *diags)
{
	enum { MENDS_MAX = 100 };
	struct parser parser = {.arena = arena, .text = text};
	for (int mends = 0; mends < MENDS_MAX; mends++) {
		const struct diags_position before = diags_position(diags);
		parser = (struct parser){.arena = arena,
		                         .text = parser.text,
		                         .colon = parser.colon,
		                         .origin = origin,
		                         .dialect = dialect,
		                         .diags = diags};
		bool mended;
		if (parse(&parser, out, &mended))
			return true;
		if (!mended)
			return false;
		diags_rewind(diags, before);
	}
	return diag_error(diags, origin.at, "too much here that only go-yaml understands");
}
