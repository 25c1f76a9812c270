/* affected.c - see affected.h */
#include "lint/affected.h"

#include "base/path.h"
#include "lint/config.h"

/* Fields whose files name other files, or that bring whole folders along. */
static const char *const OPEN_FIELDS[] = {
	"generators",     "transformers", "validators", "helmCharts", "helmChartInflationGenerator",
	"configurations",
};

struct dependencies {
	struct arena *arena;
	const struct candidates *candidates;
	struct map readers; /* a path that is named -> struct readers */
	bool *is_affected;
};

/* Who names a path. */
struct readers {
	ARRAY(size_t) list;
};

/* ---- who reads what ---- */

static void add_reader(struct dependencies *dependencies, str path, size_t reader)
{
	struct arena *arena = dependencies->arena;
	struct readers *readers = map_get(&dependencies->readers, path);
	if (!readers) {
		readers = ARENA_NEW(arena, struct readers);
		map_set(arena, &dependencies->readers, path, readers);
	}
	const size_t len = readers->list.len;
	if (len == 0 || readers->list.at[len - 1] != reader)
		*ARRAY_ADD(arena, &readers->list) = reader;
}

/* Any text may be a path; inline patches are none, and a generator's "name=path" is two. */
static void add_text(struct dependencies *dependencies, size_t reader, str text)
{
	const str dir = dependencies->candidates->at[reader].dir;
	str name, path;
	if (text.len == 0 || str_find_char(text, '\n') != STR_NONE)
		return;
	add_reader(dependencies, path_join(dependencies->arena, dir, text), reader);
	if (str_cut(text, '=', &name, &path) && path.len > 0)
		add_reader(dependencies, path_join(dependencies->arena, dir, path), reader);
}

static void add_texts(struct dependencies *dependencies, size_t reader, const struct node *node)
{
	if (!node)
		return;
	switch (node->kind) {
	case NODE_SCALAR: add_text(dependencies, reader, node->text); break;
	case NODE_MAP:
		NODE_EACH_PAIR (pair, node)
			add_texts(dependencies, reader, pair->value);
		break;
	case NODE_SEQ:
		NODE_EACH_ITEM (item, node)
			add_texts(dependencies, reader, item->value);
		break;
	}
}

/* One that cannot be read may name anything. */
static bool reads_all_below(const struct candidate *candidate)
{
	if (!candidate->config)
		return true;
	for (size_t i = 0; i < sizeof OPEN_FIELDS / sizeof *OPEN_FIELDS; i++)
		if (node_get(candidate->config, str_of(OPEN_FIELDS[i])))
			return true;
	return false;
}

/* ---- who is concerned ---- */

static void mark(struct dependencies *dependencies, size_t index)
{
	const struct candidate *candidate = &dependencies->candidates->at[index];
	if (dependencies->is_affected[index])
		return;
	dependencies->is_affected[index] = true;
	for (size_t i = 0; i < candidate->users.len; i++)
		mark(dependencies, candidate->users.at[i]);
}

static void mark_readers(struct dependencies *dependencies, str path)
{
	const struct readers *readers = map_get(&dependencies->readers, path);
	for (size_t i = 0; readers && i < readers->list.len; i++)
		mark(dependencies, readers->list.at[i]);
}

static bool is_yaml(str path)
{
	return str_ends_with(path, STR(".yaml")) || str_ends_with(path, STR(".yml"));
}

/*
 * The directories above a file: who names one that is no kustomization (any more) reads what is in
 * it, and so does a kustomization there that says too little.
 */
static void mark_above(struct dependencies *dependencies, str file)
{
	const struct candidates *candidates = dependencies->candidates;
	for (str dir = path_dir(file);; dir = path_dir(dir)) {
		const size_t *index = map_get(&candidates->by_dir, dir);
		const bool is_direct = str_eq(dir, path_dir(file));
		if (!index)
			mark_readers(dependencies, dir);
		/* A new manifest beside a kustomization may have been meant for it. */
		else if (reads_all_below(&candidates->at[*index]) || (is_direct && is_yaml(file)))
			mark(dependencies, *index);
		if (str_eq(dir, STR(".")) || str_eq(dir, STR("/")) ||
		    str_eq(path_base(dir), STR("..")))
			return;
	}
}

const bool *affected_find(const struct candidates *candidates, const str *files, size_t count)
{
	struct arena *arena = candidates->arena;
	struct dependencies dependencies = {.arena = arena,
	                                    .candidates = candidates,
	                                    .is_affected =
	                                            ARENA_ARRAY(arena, bool, candidates->len + 1)};
	for (size_t i = 0; i < candidates->len; i++)
		add_texts(&dependencies, i, candidates->at[i].config);
	for (size_t i = 0; i < count; i++) {
		const str file = path_clean(arena, files[i]);
		mark_readers(&dependencies, file);
		mark_above(&dependencies, file);
		for (size_t j = 0; str_eq(path_base(file), STR(CONFIG_FILE)) && j < candidates->len;
		     j++)
			mark(&dependencies, j);
	}
	return dependencies.is_affected;
}
