/*
 * run_publish.c - tags that CI pushes and no environment can pull: CHN011
 *
 * Looks for `flux push artifact oci://URL:TAG` in the workflows of the usual forges. What is
 * computed there, $(…) and ${{ … }}, may be any text; a tag of that shape that no source of the
 * same url can select, whatever the text is, is pushed for nobody. Where a source pulls a tag or a
 * digest that is named, somebody writes the new one there later, and nothing is said.
 */
#include "base/ascii.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "lint/rules/run.h"
#include "lint/rules/selection.h"

#define COMMAND "flux push artifact"
#define SCHEME  "oci://"

/* ---- what is pushed ---- */

/* "oci://ghcr.io/acme/app:$(git rev-parse HEAD)", the url and the tag. */
struct push {
	str url, tag; /* parts of the source's text */
};

/* The length of what a shell or a forge puts something in the place of; 0 for other text. */
static size_t expression_len(str text)
{
	static const struct {
		str open, close;
	} FORMS[] = {
		{STR_INIT("${{"), STR_INIT("}}")},
		{STR_INIT("$("), STR_INIT(")")},
		{STR_INIT("${"), STR_INIT("}")},
		{STR_INIT("`"), STR_INIT("`")},
	};
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		const size_t from = FORMS[i].open.len;
		if (!str_starts_with(text, FORMS[i].open))
			continue;
		const size_t end = str_find(str_from(text, from), FORMS[i].close);
		return end == STR_NONE ? text.len : from + end + FORMS[i].close.len;
	}
	size_t len = text.len > 0 && text.at[0] == '$';
	while (len > 0 && len < text.len && (ascii_is_alnum(text.at[len]) || text.at[len] == '_'))
		len++;
	return len;
}

/* One argument of a command, up to white space or a quote. */
static str argument(str text)
{
	size_t at = 0;
	while (at < text.len && !ascii_is_space(text.at[at]) && text.at[at] != '"' &&
	       text.at[at] != '\'') {
		const size_t len = expression_len(str_from(text, at));
		at += len > 0 ? len : 1;
	}
	return str_slice(text, 0, at);
}

/* The ':' in front of the tag, beyond any in an expression; STR_NONE when there is none. */
static size_t find_tag(str address)
{
	size_t colon = STR_NONE;
	for (size_t at = sizeof SCHEME - 1; at < address.len;) {
		const size_t len = expression_len(str_from(address, at));
		if (address.at[at] == '/')
			colon = STR_NONE;
		else if (address.at[at] == ':')
			colon = at;
		at += len > 0 ? len : 1;
	}
	return colon;
}

/* The command goes on over lines that end in a backslash. */
static str command_at(str text)
{
	size_t end = 0;
	for (;;) {
		const size_t newline = str_find_char(str_from(text, end), '\n');
		if (newline == STR_NONE)
			return text;
		end += newline;
		if (end == 0 || text.at[end - 1] != '\\')
			return str_slice(text, 0, end);
		end++;
	}
}

/* The next push behind *rest; false when there is none. */
static bool next_push(str *rest, struct push *out)
{
	for (size_t at; (at = str_find(*rest, STR(COMMAND))) != STR_NONE;) {
		const str command = command_at(str_from(*rest, at));
		const size_t scheme = str_find(command, STR(SCHEME));
		*rest = str_from(*rest, at + command.len);
		if (scheme == STR_NONE)
			continue;
		const str address = argument(str_from(command, scheme));
		const size_t colon = find_tag(address);
		if (colon == STR_NONE)
			continue;
		*out = (struct push){str_slice(address, 0, colon), str_from(address, colon + 1)};
		return true;
	}
	return false;
}

/* What is known of an expression: a commit is hexadecimal, a run a number; others are any text. */
static str language_of(str expression)
{
	static const struct {
		str name, language;
	} KNOWN[] = {
		{STR_INIT("github.sha"), STR_INIT("[0-9a-f]*")},
		{STR_INIT("GITHUB_SHA"), STR_INIT("[0-9a-f]*")},
		{STR_INIT("CI_COMMIT_SHA"), STR_INIT("[0-9a-f]*")},
		{STR_INIT("CI_COMMIT_SHORT_SHA"), STR_INIT("[0-9a-f]*")},
		{STR_INIT("git rev-parse"), STR_INIT("[0-9a-f]*")},
		{STR_INIT("github.run_number"), STR_INIT("[0-9]*")},
		{STR_INIT("GITHUB_RUN_NUMBER"), STR_INIT("[0-9]*")},
		{STR_INIT("CI_PIPELINE_IID"), STR_INIT("[0-9]*")},
	};
	const bool is_one = str_find_char(expression, '|') == STR_NONE &&
	                    str_find_char(expression, '&') == STR_NONE &&
	                    !str_contains(expression, STR("format"));
	for (size_t i = 0; is_one && i < sizeof KNOWN / sizeof *KNOWN; i++)
		if (str_contains(expression, KNOWN[i].name))
			return KNOWN[i].language;
	return STR("[0-9A-Za-z_.-]*");
}

/* All tags of that shape. */
static str pattern_of(struct arena *arena, str tag)
{
	struct buf out;
	buf_init(&out, arena);
	buf_add_char(&out, '^');
	for (size_t at = 0; at < tag.len;) {
		const size_t len = expression_len(str_from(tag, at));
		if (len > 0)
			buf_add(&out, language_of(str_slice(tag, at, at + len)));
		else if (tag.at[at] == '.')
			buf_add(&out, STR("\\."));
		else if (ascii_is_alnum(tag.at[at]) || tag.at[at] == '-' || tag.at[at] == '_')
			buf_add_char(&out, tag.at[at]);
		else
			return STR(""); /* no tag has it, and flux itself says so */
		at += len > 0 ? len : 1;
	}
	buf_add_char(&out, '$');
	return buf_text(&out);
}

/* ---- who pulls ---- */

/* Is there a source of that url, and is it proved that none of them takes such a tag? */
static bool is_for_nobody(struct rule_check *check, const struct push *push)
{
	const struct rules_overlays *overlays = check->run->overlays;
	struct tagfilter pattern;
	struct regex_error error;
	struct repository repository;
	struct selector selector;
	bool any = false;
	const str text = pattern_of(check->arena, push->tag);
	if (text.len == 0 ||
	    !tagfilter_parse(check->arena, text, flux_release_newest(), &pattern, &error))
		return false;
	for (size_t i = 0; i < overlays->len; i++) {
		const struct rule_check there = {.arena = check->arena,
		                                 .resources = overlays->at[i].resources};
		for (size_t k = 0; repository_next(&there, &k, &repository);) {
			if (!str_eq(node_get_text(repository.spec, STR("url")), push->url))
				continue;
			const struct prove_term terms[] = {
				{.selector = &selector},
				{.pattern = &pattern},
			};
			if (!selection_of(check, &repository, &selector) ||
			    !selection_is_none(check, terms, 2))
				return false;
			any = true;
		}
	}
	return any;
}

/* ---- the files ---- */

static struct mark mark_of(const struct source *source, str part)
{
	struct mark at = {source, 1, 1};
	const str before = str_slice(source->text, 0, (size_t)(part.at - source->text.at));
	for (size_t i = 0; i < before.len; i++)
		at.line += before.at[i] == '\n';
	const size_t newline = str_find_last_char(before, '\n');
	at.col = (uint32_t)utf8_count(str_from(before, newline == STR_NONE ? 0 : newline + 1)) + 1;
	return at;
}

static void check_file(struct rule_check *check, str path)
{
	struct source *source = ARENA_NEW(check->arena, struct source);
	struct push push;
	source->path = path;
	if (file_read(check->arena, path, &source->text) != 0)
		return;
	for (str rest = source->text; next_push(&rest, &push);) {
		if (!is_for_nobody(check, &push))
			continue;
		rule_report(check, mark_of(source, push.tag),
		            "no environment can pull a tag like '%.*s'", STR_ARG(push.tag));
		diag_note(check->diags, NO_MARK, "url", "%.*s", STR_ARG(push.url));
	}
}

static bool is_yaml(str name)
{
	return str_ends_with(name, STR(".yaml")) || str_ends_with(name, STR(".yml"));
}

/* Once a run. */
void check_publishing(struct rule_check *check)
{
	static const str FOLDERS[] = {STR_INIT(".github/workflows"), STR_INIT(".forgejo/workflows"),
	                              STR_INIT(".gitea/workflows")};
	if (check->overlay != check->run->overlays->at || !check->run->overlays->is_whole)
		return;
	check_file(check, STR(".gitlab-ci.yml"));
	for (size_t i = 0; i < sizeof FOLDERS / sizeof *FOLDERS; i++) {
		struct file_names names = {0};
		if (file_list(check->arena, FOLDERS[i], &names) != 0)
			continue;
		for (size_t k = 0; k < names.len; k++)
			if (is_yaml(names.at[k]))
				check_file(check, path_join(check->arena, FOLDERS[i], names.at[k]));
	}
}
