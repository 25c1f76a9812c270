/* cmd_config.c - kustoc config, kustoc schema, kustoc init */
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/commands.h"
#include "cli/settings.h"
#include "flux/release.h"
#include "lint/config_new.h"
#include "lint/environments.h"
#include "lint/schemas.h"
#include "schema/embedded.h"
#include "yaml/emit.h"

/* ---- kustoc config ---- */

/* What a file that says nothing of it gets. */
static void add_default(struct arena *arena, struct node *fields, const char *key,
                        struct node *value)
{
	if (!node_get(fields, str_of(key)))
		node_set(arena, fields, str_of(key), value);
}

static void show(struct invocation *invocation, const struct config *config)
{
	struct arena *arena = invocation->arena;
	struct node *fields =
		config->fields ? node_copy(arena, config->fields) : node_new_map(arena, NO_MARK);
	struct node *flux = node_new_seq(arena, NO_MARK);
	node_add(arena, flux, node_new_str(arena, str_of(flux_release_newest()->name), NO_MARK));
	struct node *version = node_new_scalar(arena, STR("1"), NO_MARK);
	version->tag = TAG_INT;
	add_default(arena, fields, "version", version);
	add_default(arena, fields, "flux", flux);
	add_default(arena, fields, "kustomize", node_new_str(arena, STR("5.7"), NO_MARK));
	buf_printf(&invocation->out, "# %.*s\n",
	           STR_ARG(config->source ? config->source->path
	                                  : STR("no " CONFIG_FILE ": what holds without one")));
	emit_value(&invocation->out, fields);
}

static void check_paths(struct invocation *invocation, const struct config *config)
{
	struct arena *arena = invocation->arena;
	const struct flux_tree tree = flux_tree_at(arena, config->dir, config);
	struct candidates all;
	candidates_init(&all, arena);
	if (candidates_walk(&all, config->dir, &invocation->diags))
		environments_check_paths(config, &tree, &all, &invocation->diags);
}

/* Also what it names must be there: a list of tags, schemas, and something in its paths. */
static enum exit_status check(struct invocation *invocation, const struct config *config)
{
	struct arena *arena = invocation->arena;
	const struct lint_options options = {.config = config};
	const struct taglists *lists;
	if (!config->source) {
		buf_printf(&invocation->out, "no %s from here up to the top of the repository\n",
		           CONFIG_FILE);
		return EXIT_CLEAN;
	}
	bool ok = taglists_load(arena, config, &lists, &invocation->diags);
	ok &= lint_load_schemas(&options, json_schemas_new(arena), &invocation->diags);
	if (!ok)
		return EXIT_BROKEN;
	check_paths(invocation, config);
	if (invocation->diags.len > 0)
		return EXIT_CLEAN;
	buf_printf(&invocation->out, "%.*s is fine\n", STR_ARG(config->source->path));
	return EXIT_CLEAN;
}

enum exit_status cmd_config(struct invocation *invocation, const void *values,
                            const struct texts *operands)
{
	(void)values;
	const str verb = operands->len ? operands->at[0] : STR("");
	const str start = operands->len > 1 ? operands->at[1] : STR(".");
	struct config config;
	const bool shows = str_eq(verb, STR("show"));
	if (!shows && !str_eq(verb, STR("check"))) {
		diag_error(&invocation->diags, NO_MARK, "config takes 'check' or 'show'%s%.*s%s",
		           verb.len ? ", not '" : "", STR_ARG(verb), verb.len ? "'" : "");
		return EXIT_BROKEN;
	}
	if (!settings_load(invocation, start, &config))
		return EXIT_BROKEN;
	if (!shows)
		return check(invocation, &config);
	show(invocation, &config);
	return EXIT_CLEAN;
}

/* ---- kustoc schema ---- */

static const struct {
	str name, title;
} SCHEMAS[] = {
	{STR_INIT("config"), STR_INIT(CONFIG_FILE)},
	{STR_INIT("report"), STR_INIT("kustoc report")},
	{STR_INIT("kustomization"), STR_INIT("kustomization.yaml")},
};

static str schema_text(str name)
{
	for (size_t i = 0; i < sizeof SCHEMAS / sizeof *SCHEMAS; i++) {
		if (!str_eq(SCHEMAS[i].name, name))
			continue;
		for (size_t j = 0; j < EMBEDDED_SCHEMAS_LEN; j++)
			if (str_eq(EMBEDDED_SCHEMAS[j].kind, SCHEMAS[i].title))
				return EMBEDDED_SCHEMAS[j].text;
	}
	return STR("");
}

enum exit_status cmd_schema(struct invocation *invocation, const void *values,
                            const struct texts *operands)
{
	(void)values;
	const str name = operands->len ? operands->at[0] : STR("");
	const str text = schema_text(name);
	if (text.len == 0) {
		diag_error(&invocation->diags, NO_MARK,
		           "schema takes 'config', 'kustomization' or 'report'%s%.*s%s",
		           name.len ? ", not '" : "", STR_ARG(name), name.len ? "'" : "");
		return EXIT_BROKEN;
	}
	buf_add(&invocation->out, text);
	return EXIT_CLEAN;
}

/* ---- kustoc init ---- */

enum exit_status cmd_init(struct invocation *invocation, const void *values,
                          const struct texts *operands)
{
	(void)values;
	struct arena *arena = invocation->arena;
	const str dir = operands->len ? operands->at[0] : STR(".");
	const str path = path_join(arena, dir, STR(CONFIG_FILE));
	if (file_kind(arena, path) != FILE_NONE) {
		diag_error(&invocation->diags, NO_MARK, "'%.*s' is there already", STR_ARG(path));
		return EXIT_BROKEN;
	}
	str text;
	if (!config_new(arena, dir, &text, &invocation->diags))
		return EXIT_BROKEN;
	const int error = file_write(arena, path, text);
	if (error) {
		diag_error(&invocation->diags, NO_MARK, "cannot write '%.*s': %s", STR_ARG(path),
		           strerror(error));
		return EXIT_BROKEN;
	}
	buf_printf(&invocation->out, "wrote %.*s\n", STR_ARG(path));
	return EXIT_CLEAN;
}
