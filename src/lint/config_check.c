/*
 * config_check.c - see config_check.h
 *
 * The schema first: what follows may then rely on the types.
 */
#include "lint/config_check.h"

#include "base/closest.h"
#include "base/regex.h"
#include "flux/release.h"
#include "lint/select.h"
#include "schema/json_schema.h"

struct checking {
	const struct config *config;
	struct diags *diags;
};

/* Something that `text` is asked to be; reports when it is not. */
typedef bool text_check(const struct checking *checking, const struct node *text);

/* A text, or every one of a list; nothing where the field is not set. */
static bool check_texts(const struct checking *checking, const struct node *texts,
                        text_check *check)
{
	bool ok = true;
	if (node_is_null(texts))
		return true;
	if (texts->kind == NODE_SCALAR)
		return check(checking, texts);
	NODE_EACH_ITEM (item, texts)
		ok &= check(checking, item->value);
	return ok;
}

/* ---- names ---- */

/* `what`: "channel", the field `what`s holds them by name. */
static bool expect_key(const struct checking *checking, const struct node *name, const char *what)
{
	const str field = arena_printf(checking->config->arena, "%ss", what);
	const struct node *map = node_get(checking->config->fields, field);
	if (node_get(map, name->text))
		return true;
	diag_error(checking->diags, name->at, "no %s '%.*s'", what, STR_ARG(name->text));
	struct closest closest = closest_to(name->text);
	if (node_is_map(map))
		NODE_EACH_PAIR (pair, map)
			closest_try(&closest, pair->key.text);
	return closest.best.len
	               ? diag_label(checking->diags, "did you mean '%.*s'?", STR_ARG(closest.best))
	               : diag_label(checking->diags, "%.*s has no such name", STR_ARG(field));
}

static bool is_channel(const struct checking *checking, const struct node *text)
{
	return expect_key(checking, text, "channel");
}

static bool is_environment(const struct checking *checking, const struct node *text)
{
	return expect_key(checking, text, "environment");
}

static bool is_pattern(const struct checking *checking, const struct node *text)
{
	struct regex_error error;
	if (regex_new_for(checking->config->arena, text->text, flux_release_newest()->go, &error))
		return true;
	return diag_error(checking->diags, text->at, "no Go regular expression: %.*s",
	                  STR_ARG(error.message));
}

static bool is_rule(const struct checking *checking, const struct node *text)
{
	return lint_expect_rule(text->text, text->at, checking->diags);
}

static bool is_flux_release(const struct checking *checking, const struct node *text)
{
	if (flux_release_find(text->text))
		return true;
	return diag_error(checking->diags, text->at,
	                  "no release of Flux that is known: '%.*s'; the newest is %s",
	                  STR_ARG(text->text), flux_release_newest()->name);
}

/* ---- sections ---- */

/* What comes after itself, however far around, never comes. */
static bool check_order(const struct checking *checking, const struct node *environments,
                        const struct pair *environment)
{
	const struct node *after = node_get(environment->value, STR("after"));
	size_t steps = node_count(environments);
	str name = after ? after->text : STR("");
	for (; name.len && steps > 0; steps--) {
		if (str_eq(name, environment->key.text))
			return diag_error(checking->diags, after->at,
			                  "environment '%.*s' comes after itself", STR_ARG(name));
		name = node_get_text(node_get(environments, name), STR("after"));
	}
	return true;
}

static bool check_environments(const struct checking *checking)
{
	const struct node *environments = node_get(checking->config->fields, STR("environments"));
	bool ok = true;
	if (node_is_map(environments))
		NODE_EACH_PAIR (pair, environments) {
			const struct node *after = node_get(pair->value, STR("after"));
			ok &= check_texts(checking, node_get(pair->value, STR("channel")),
			                  is_channel);
			ok &= check_texts(checking, after, is_environment) &&
			      check_order(checking, environments, pair);
		}
	return ok;
}

static bool check_channels(const struct checking *checking)
{
	const struct node *channels = node_get(checking->config->fields, STR("channels"));
	bool ok = true;
	if (node_is_map(channels))
		NODE_EACH_PAIR (pair, channels) {
			ok &= check_texts(checking, node_get(pair->value, STR("only")), is_pattern);
			ok &= check_texts(checking, node_get(pair->value, STR("never")),
			                  is_pattern);
			ok &= check_texts(checking, node_get(pair->value, STR("exclusive")),
			                  is_channel);
		}
	return ok;
}

static bool check_rules(const struct checking *checking, const struct node *rules)
{
	const struct node *severity = node_get(rules, STR("severity"));
	bool ok = check_texts(checking, node_get(rules, STR("select")), is_rule);
	ok &= check_texts(checking, node_get(rules, STR("ignore")), is_rule);
	if (node_is_map(severity))
		NODE_EACH_PAIR (pair, severity)
			ok &= is_rule(checking, &pair->key);
	return ok;
}

static bool check_per_path(const struct checking *checking)
{
	const struct node *paths = node_get(checking->config->fields, STR("per-path"));
	bool ok = true;
	if (node_is_map(paths))
		NODE_EACH_PAIR (pair, paths)
			ok &= check_rules(checking, pair->value);
	return ok;
}

bool config_check(const struct config *config, struct diags *diags)
{
	const struct checking checking = {config, diags};
	struct json_schemas *schemas = json_schemas_new(config->arena);
	const struct node *schema = json_schemas_find(schemas, STR(""), STR(CONFIG_FILE));
	const size_t before = diags->len;
	if (!json_schema_check(schemas, schema, config->fields, diags))
		return false;
	bool ok = check_texts(&checking, node_get(config->fields, STR("flux")), is_flux_release);
	ok &= check_environments(&checking);
	ok &= check_channels(&checking);
	ok &= check_rules(&checking, node_get(config->fields, STR("rules")));
	ok &= check_per_path(&checking);
	return ok && diags->len == before;
}
