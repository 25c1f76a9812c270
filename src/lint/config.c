/* config.c - see config.h */
#include "lint/config.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/trace.h"
#include "lint/config_check.h"
#include "yaml/load.h"

str config_find(struct arena *arena, str start)
{
	const str here = file_current_dir(arena);
	str dir;
	if (file_resolve(arena, start, &dir) != 0)
		return STR("");
	for (;; dir = path_dir(dir)) {
		const str path = path_join(arena, dir, STR(CONFIG_FILE));
		if (file_kind(arena, path) == FILE_REGULAR)
			return path_relative(arena, here, path);
		/* A worktree's .git is a file. */
		if (file_kind(arena, path_join(arena, dir, STR(".git"))) != FILE_NONE ||
		    str_eq(dir, STR("/")))
			return STR("");
	}
}

/*
 * It is nobody's manifest: what is wrong with it is wrong usage, no rule's finding, and nothing
 * that kustomize has a sentence for.
 */
static void make_ours(struct diag *diag)
{
	for (; diag; diag = diag->next) {
		diag->code = NULL;
		diag->sentence = STR("");
	}
}

/* Who writes a key twice, or a second document, means both. */
static bool expect_one_of_each(struct arena *arena, const struct source *source,
                               struct diags *diags)
{
	struct documents documents = {0};
	if (!load_documents(arena, source->text, origin_of_source(source), &documents, diags))
		return false;
	if (documents.len > 1)
		return diag_error(diags, documents.at[1]->at, "a second document is not read");
	const struct node *again = documents.len ? node_find_duplicate_key(documents.at[0]) : NULL;
	return !again ||
	       diag_error(diags, again->at, "key '%.*s' is given twice", STR_ARG(again->text));
}

/* `off` is a word to people, and a boolean to YAML 1.1. */
static void spell_out_off(struct node *rules)
{
	const struct node *severity = node_get(rules, STR("severity"));
	if (!node_is_map(severity))
		return;
	NODE_EACH_PAIR (pair, severity) {
		if (pair->value->tag != TAG_BOOL || !str_eq(pair->value->text, STR("false")))
			continue;
		pair->value->tag = TAG_STR;
		pair->value->text = STR("off");
	}
}

static void spell_out(const struct node *fields)
{
	const struct node *paths = node_get(fields, STR("per-path"));
	spell_out_off(node_get(fields, STR("rules")));
	if (node_is_map(paths))
		NODE_EACH_PAIR (pair, paths)
			spell_out_off(pair->value);
}

static bool read_fields(struct arena *arena, struct config *config, struct diags *diags)
{
	struct node *fields = NULL;
	if (!expect_one_of_each(arena, config->source, diags) ||
	    !load_value(arena, config->source->text, origin_of_source(config->source), &fields,
	                diags))
		return false;
	spell_out(fields);
	config->fields = fields ? fields : node_new_map(arena, (struct mark){config->source, 1, 1});
	return config_check(config, diags);
}

bool config_parse(struct arena *arena, str path, str text, struct config *out, struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = path, .text = text};
	*out = (struct config){
		.arena = arena, .source = source, .dir = path_dir(file_absolute(arena, path))};
	struct diag *const before = diags->last;
	const bool ok = read_fields(arena, out, diags);
	make_ours(before ? before->next : diags->first);
	return ok;
}

bool config_load(struct arena *arena, str path, struct config *out, struct diags *diags)
{
	str text;
	const int error = file_read(arena, path, &text);
	trace_say("goes by %.*s", STR_ARG(path));
	if (!error)
		return config_parse(arena, path, text, out, diags);
	diag_error(diags, NO_MARK, "cannot read '%.*s': %s", STR_ARG(path), strerror(error));
	return diag_code(diags, NULL);
}

str config_path(const struct config *config, str shown)
{
	struct arena *arena = config->arena;
	return path_relative(arena, config->dir, file_absolute(arena, shown));
}

str config_file(const struct config *config, str path)
{
	struct arena *arena = config->arena;
	const str absolute = path_is_absolute(path) ? path_clean(arena, path)
	                                            : path_join(arena, config->dir, path);
	return path_relative(arena, file_current_dir(arena), absolute);
}

bool config_covers(const struct config *config, str pattern, str shown)
{
	return glob_covers(path_clean(config->arena, pattern), config_path(config, shown));
}

str config_environment(const struct config *config, str shown)
{
	const struct node *environments = node_get(config->fields, STR("environments"));
	if (!node_is_map(environments))
		return STR("");
	NODE_EACH_PAIR (pair, environments)
		NODE_EACH_ITEM (item, node_get(pair->value, STR("paths")))
			if (config_covers(config, item->value->text, shown))
				return pair->key.text;
	return STR("");
}
