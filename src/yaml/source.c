/*
 * source.c - see source.h
 *
 * Comments are what lies between tokens and begins with '#': libfyaml's own
 * comments are attached to tokens and have lost their places.
 */
#include "yaml/source.h"

#include <libfyaml.h>
#include <string.h>

#include "base/utf8.h"

struct source_view {
	struct arena *arena;
	const struct source *source;
	ARRAY(size_t) lines; /* where each line starts; at least one */
	bool scanned;
	ARRAY(struct source_token) tokens; /* by start; a flow collection's members follow it */
	struct source_comments comments;
};

/* ---- lines ---- */

struct source_view *source_view_new(struct arena *arena, const struct source *source)
{
	struct source_view *view = ARENA_NEW(arena, struct source_view);
	view->arena = arena;
	view->source = source;
	const str text = source->text;
	*ARRAY_ADD(arena, &view->lines) = 0;
	for (size_t i = 0; i < text.len; i++) {
		const bool lone_return =
			text.at[i] == '\r' && (i + 1 == text.len || text.at[i + 1] != '\n');
		if (text.at[i] == '\n' || lone_return)
			*ARRAY_ADD(arena, &view->lines) = i + 1;
	}
	return view;
}

const struct source *source_view_source(const struct source_view *view)
{
	return view->source;
}

size_t source_line_count(const struct source_view *view)
{
	return view->lines.len;
}

struct source_span source_line_span(const struct source_view *view, uint32_t line)
{
	const str text = view->source->text;
	if (line == 0 || line > view->lines.len)
		return (struct source_span){text.len, text.len};
	const size_t start = view->lines.at[line - 1];
	size_t end = line < view->lines.len ? view->lines.at[line] : text.len;
	while (end > start && (text.at[end - 1] == '\n' || text.at[end - 1] == '\r'))
		end--;
	return (struct source_span){start, end};
}

str source_line(const struct source_view *view, uint32_t line)
{
	const struct source_span span = source_line_span(view, line);
	return str_slice(view->source->text, span.start, span.end);
}

size_t source_offset(const struct source_view *view, uint32_t line, uint32_t col)
{
	const struct source_span span = source_line_span(view, line);
	str rest = str_slice(view->source->text, span.start, span.end);
	if (line == 1 && str_starts_with(rest, STR("\xef\xbb\xbf")))
		rest = str_from(rest, 3); /* a byte order mark is no column */
	for (uint32_t i = 1; i < col && rest.len > 0; i++) {
		size_t len;
		utf8_decode(rest, &len);
		rest = str_from(rest, len);
	}
	return span.end - rest.len;
}

/* The line that `offset` lies in, from 1. */
static uint32_t line_of(const struct source_view *view, size_t offset)
{
	size_t low = 0, high = view->lines.len;
	while (high - low > 1) {
		const size_t middle = low + (high - low) / 2;
		if (view->lines.at[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return (uint32_t)low + 1;
}

struct mark source_mark(const struct source_view *view, size_t offset)
{
	const uint32_t line = line_of(view, offset);
	const str before = str_slice(view->source->text, view->lines.at[line - 1], offset);
	return (struct mark){view->source, line, (uint32_t)utf8_count(before) + 1};
}

/* ---- tokens, from libfyaml ---- */

static const enum node_style STYLES[FYSS_MAX] = {
	[FYSS_PLAIN] = STYLE_PLAIN,          [FYSS_SINGLE_QUOTED] = STYLE_SINGLE,
	[FYSS_DOUBLE_QUOTED] = STYLE_DOUBLE, [FYSS_LITERAL] = STYLE_LITERAL,
	[FYSS_FOLDED] = STYLE_FOLDED,
};

static bool is_block_style(enum node_style style)
{
	return style == STYLE_LITERAL || style == STYLE_FOLDED;
}

/*
 * libfyaml's marks enclose a scalar's content. Takes in the quotes, or the indicator, which
 * stands somewhere behind the token before.
 */
static struct source_span widen(str text, struct source_span span, enum node_style style,
                                size_t previous_end)
{
	if ((style == STYLE_SINGLE || style == STYLE_DOUBLE) && span.start > 0 &&
	    span.end < text.len)
		return (struct source_span){span.start - 1, span.end + 1};
	if (!is_block_style(style))
		return span;
	const char indicator = style == STYLE_LITERAL ? '|' : '>';
	const size_t at = str_find_char(str_slice(text, previous_end, span.start), indicator);
	if (at != STR_NONE)
		span.start = previous_end + at;
	while (span.end > span.start + 1 &&
	       str_contains(STR(" \r\n"), (str){text.at + span.end - 1, 1}))
		span.end--;
	return span;
}

/* Where the token before the one to come ended. */
static size_t last_end(const struct source_view *view)
{
	if (view->tokens.len == 0)
		return 0;
	const struct source_token *last = &view->tokens.at[view->tokens.len - 1];
	/* An open flow collection ends, so far, behind its bracket. */
	return last->span.end ? last->span.end : last->span.start + 1;
}

static void add_scalar(struct source_view *view, const struct fy_event *event,
                       struct source_span span)
{
	const enum fy_scalar_style found = fy_token_scalar_style(event->scalar.value);
	const enum node_style style =
		found > FYSS_ANY && found < FYSS_MAX ? STYLES[found] : STYLE_PLAIN;
	span = widen(view->source->text, span, style, last_end(view));
	if (span.end > span.start) /* a null that nobody wrote takes no room */
		*ARRAY_ADD(view->arena, &view->tokens) =
			(struct source_token){span, NODE_SCALAR, style};
}

/* Closes the innermost open flow collection. */
static void close_flow(struct source_view *view, size_t end)
{
	for (size_t i = view->tokens.len; i-- > 0;) {
		if (view->tokens.at[i].style == STYLE_FLOW && view->tokens.at[i].span.end == 0) {
			view->tokens.at[i].span.end = end;
			return;
		}
	}
}

static void add_event(struct source_view *view, struct fy_event *event)
{
	const struct fy_mark *from = fy_event_start_mark(event), *to = fy_event_end_mark(event);
	const size_t len = view->source->text.len;
	if (!from || !to || from->input_pos > to->input_pos || to->input_pos > len)
		return;
	const struct source_span span = {from->input_pos, to->input_pos};
	const bool is_open =
		event->type == FYET_MAPPING_START || event->type == FYET_SEQUENCE_START;
	const bool is_close = event->type == FYET_MAPPING_END || event->type == FYET_SEQUENCE_END;
	if (event->type == FYET_SCALAR)
		add_scalar(view, event, span);
	else if (event->type == FYET_ALIAS && span.start > 0)
		*ARRAY_ADD(view->arena, &view->tokens) =
			(struct source_token){{span.start - 1, span.end}, NODE_SCALAR, STYLE_PLAIN};
	else if (is_open && fy_event_get_node_style(event) == FYNS_FLOW)
		*ARRAY_ADD(view->arena, &view->tokens) = (struct source_token){
			{span.start, 0},
			event->type == FYET_MAPPING_START ? NODE_MAP : NODE_SEQ,
			STYLE_FLOW};
	else if (is_close && span.end > span.start) /* a block's end is no character */
		close_flow(view, span.end);
}

static void say_nothing(struct fy_diag *diag, void *user, const char *text, size_t len)
{
	(void)diag, (void)user, (void)text, (void)len;
}

/*
 * The text as libfyaml may see it, every byte in its place. 0.7.12 never returns from some
 * directives and stops at bytes that are no characters; neither matters to where words are.
 */
static str tame(struct arena *arena, str text)
{
	char *copy = arena_alloc(arena, text.len + 1, 1);
	for (size_t at = 0, len; at < text.len; at += len) {
		const uint32_t code = utf8_decode(str_from(text, at), &len);
		const bool is_space = code == '\t' || code == '\n' || code == '\r';
		const bool at_start = at == 0 || text.at[at - 1] == '\n' || text.at[at - 1] == '\r';
		memcpy(copy + at, text.at + at, len);
		if ((code < ' ' && !is_space) || (len == 1 && code >= 0x7f))
			copy[at] = '?';
		else if (code == '%' && at_start)
			copy[at] = '#';
	}
	return (str){copy, text.len};
}

static void scan_tokens(struct source_view *view)
{
	/* FYPCF_QUIET alone still writes errors to standard error. */
	const struct fy_diag_cfg silence = {.output_fn = say_nothing, .level = FYET_ERROR};
	struct fy_diag *diag = must_have(fy_diag_create(&silence));
	const struct fy_parse_cfg config = {.flags = FYPCF_QUIET, .diag = diag};
	struct fy_parser *parser = must_have(fy_parser_create(&config));
	const str text = tame(view->arena, view->source->text);
	if (text.len > 0 && fy_parser_set_string(parser, text.at, text.len) == 0) {
		for (struct fy_event *event; (event = fy_parser_parse(parser));) {
			add_event(view, event);
			fy_parser_event_free(parser, event);
		}
	}
	fy_parser_destroy(parser);
	fy_diag_unref(diag);
	for (size_t i = 0; i < view->tokens.len; i++) /* left open by an error */
		if (view->tokens.at[i].span.end == 0)
			view->tokens.at[i].span.end = view->tokens.at[i].span.start + 1;
}

/* ---- comments ---- */

static void add_comment(struct source_view *view, size_t start, size_t line_start, size_t end)
{
	const str text = view->source->text;
	*ARRAY_ADD(view->arena, &view->comments) = (struct source_comment){
		.span = {start, end},
		.at = source_mark(view, start),
		.text = str_trim(str_slice(text, start + 1, end)),
		.alone = str_trim(str_slice(text, line_start, start)).len == 0,
	};
}

/* The first '#' of [from, to) that begins a comment, or STR_NONE. */
static size_t find_comment(str text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (text.at[i] == '#' &&
		    (i == 0 || str_contains(STR(" \t\r\n"), (str){text.at + i - 1, 1})))
			return i;
	return STR_NONE;
}

/*
 * Looks at each line between the tokens on it. `next` is the first token not yet passed; block
 * scalars hide the lines they cover, but their header may end in a comment.
 */
static void scan_comments(struct source_view *view)
{
	const str text = view->source->text;
	size_t at = 0, next = 0;
	while (at < text.len) {
		const uint32_t number = line_of(view, at);
		const struct source_span line = source_line_span(view, number);
		const size_t next_line =
			number < view->lines.len ? view->lines.at[number] : text.len;
		const struct source_token *token =
			next < view->tokens.len ? &view->tokens.at[next] : NULL;
		if (token && (token->span.start < at || token->style == STYLE_FLOW)) {
			next++; /* inside the one before, or only brackets around others */
			continue;
		}
		const size_t stop =
			token && token->span.start < line.end ? token->span.start : line.end;
		const size_t comment = find_comment(text, at, stop);
		if (comment != STR_NONE) {
			add_comment(view, comment, line.start, line.end);
			at = next_line;
		} else if (stop == line.end) {
			at = next_line;
		} else if (is_block_style(token->style)) {
			const size_t header = find_comment(text, token->span.start, line.end);
			if (header != STR_NONE)
				add_comment(view, header, line.start, line.end);
			at = token->span.end > line.end ? token->span.end : next_line;
			next++;
		} else {
			at = token->span.end;
			next++;
		}
	}
}

/* A larger file is shown by the look of its words: nobody shall wait for an underline. */
enum { SCAN_MAX = 8 << 20 };

static void scan(struct source_view *view)
{
	if (view->scanned)
		return;
	view->scanned = true;
	if (view->source->text.len <= SCAN_MAX)
		scan_tokens(view);
	scan_comments(view);
}

const struct source_comments *source_comments(struct source_view *view)
{
	scan(view);
	return &view->comments;
}

/* ---- one token ---- */

/* The token that starts at `offset`; of several, the outermost. */
static const struct source_token *find_token(const struct source_view *view, size_t offset)
{
	size_t low = 0, high = view->tokens.len;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (view->tokens.at[middle].span.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == view->tokens.len || view->tokens.at[low].span.start != offset)
		return NULL;
	return &view->tokens.at[low];
}

/* Length of the quoted word at the start of `line`, quotes included. */
static size_t quoted_len(str line)
{
	const char quote = line.at[0];
	for (size_t i = 1; i < line.len; i++) {
		if (quote == '"' && line.at[i] == '\\')
			i++;
		else if (line.at[i] == quote && quote == '\'' && i + 1 < line.len &&
		         line.at[i + 1] == quote)
			i++;
		else if (line.at[i] == quote)
			return i + 1;
	}
	return line.len;
}

/* Length of the plain word at the start of `line`: up to ": ", " #" or the end. */
static size_t plain_len(str line)
{
	size_t end = 0;
	for (size_t i = 0; i < line.len; i++) {
		const bool last = i + 1 == line.len;
		if (line.at[i] == ':' && (last || line.at[i + 1] == ' '))
			break;
		if (line.at[i] == '#' && i > 0 && line.at[i - 1] == ' ')
			break;
		if (line.at[i] != ' ' && line.at[i] != '\t')
			end = i + 1;
	}
	return end;
}

/* By the look of it: in a text that libfyaml refused, or inside an inline patch. */
static struct source_token guess_token(const struct source_view *view, size_t offset)
{
	const struct source_span line = source_line_span(view, line_of(view, offset));
	const str rest = str_slice(view->source->text, offset, line.end);
	struct source_token token = {{offset, offset + 1}, NODE_SCALAR, STYLE_PLAIN};
	if (rest.len == 0) {
		token.span.end = offset;
	} else if (rest.at[0] == '"' || rest.at[0] == '\'') {
		token.style = rest.at[0] == '"' ? STYLE_DOUBLE : STYLE_SINGLE;
		token.span.end = offset + quoted_len(rest);
	} else if (rest.at[0] == '|' || rest.at[0] == '>') {
		token.style = rest.at[0] == '|' ? STYLE_LITERAL : STYLE_FOLDED;
		token.span.end = offset + plain_len(rest);
	} else if (plain_len(rest) > 1 && !str_contains(STR("[]{},:-?"), str_slice(rest, 0, 1))) {
		token.span.end = offset + plain_len(rest);
	}
	return token;
}

struct source_token source_token_at(struct source_view *view, size_t offset)
{
	scan(view);
	const struct source_token *token = find_token(view, offset);
	return token ? *token : guess_token(view, offset);
}
