/*
 * taglists.c - see taglists.h
 *
 * The first pattern that fits counts, in the order of the file, as with every list of patterns that
 * people write: the particular ones go on top.
 */
#include "lint/taglists.h"

#include <string.h>

#include "base/file.h"
#include "base/glob.h"

struct listed {
	str pattern; /* of repositories, without a scheme */
	struct taglist tags;
};

struct taglists {
	struct listed *at;
	size_t len, cap;
};

/* People copy what a manifest says. */
static str without_scheme(str url)
{
	const str scheme = STR("oci://");
	return str_starts_with(url, scheme) ? str_from(url, scheme.len) : url;
}

static bool load(struct arena *arena, const struct config *config, const struct node *file,
                 struct taglist *out, struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	source->path = config_file(config, file->text);
	const int error = file_read(arena, source->path, &source->text);
	if (!error)
		return taglist_parse(arena, source, out, diags);
	diag_error(diags, file->at, "cannot read '%.*s': %s", STR_ARG(source->path),
	           strerror(error));
	return diag_code(diags, NULL);
}

bool taglists_load(struct arena *arena, const struct config *config, const struct taglists **out,
                   struct diags *diags)
{
	struct taglists *lists = ARENA_NEW(arena, struct taglists);
	const struct node *registries = node_get(config->fields, STR("registries"));
	bool ok = true;
	*out = lists;
	if (!node_is_map(registries))
		return true;
	NODE_EACH_PAIR (pair, registries) {
		struct listed *listed = ARRAY_ADD(arena, lists);
		*listed = (struct listed){.pattern = without_scheme(pair->key.text)};
		ok &= load(arena, config, node_get(pair->value, STR("tags")), &listed->tags, diags);
	}
	return ok;
}

const struct taglist *taglists_find(const struct taglists *lists, str url)
{
	url = without_scheme(url);
	for (size_t i = 0; lists && i < lists->len; i++)
		if (glob_matches(lists->at[i].pattern, url))
			return &lists->at[i].tags;
	return NULL;
}
