/*
 * affected.c - see affected.h
 *
 * Two maps answer everything: from a path to the kustomizations that name it, and from a file of
 * Flux's to the directories that it applies. A path is looked up together with all directories
 * above it, for who names a folder reads what is in it. From whoever is concerned the answer then
 * goes up to users, and along what is applied, until nobody new turns up.
 */
#include "lint/affected.h"

#include "base/path.h"
#include "lint/config.h"
#include "yaml/load.h"

/* Fields whose files name other files, or that bring whole folders along. */
static const char *const OPEN_FIELDS[] = {
	"generators",     "transformers", "validators", "helmCharts", "helmChartInflationGenerator",
	"configurations",
};

struct dependencies {
	struct arena *arena;
	const struct candidates *candidates;
	struct map readers;      /* a path that is named -> struct indices, who names it */
	struct map targets;      /* a file of Flux's -> struct indices, what it applies */
	struct indices *applied; /* for each candidate what Flux's files that it names apply */
};

/* Of candidates, each once. */
struct indices {
	ARRAY(size_t) list;
	bool is_mixed; /* the file says something else, too */
};

/* ---- who reads what ---- */

static void add_index(struct arena *arena, struct indices *indices, size_t index)
{
	for (size_t i = indices->list.len; i-- > 0;)
		if (indices->list.at[i] == index)
			return;
	*ARRAY_ADD(arena, &indices->list) = index;
}

static struct indices *indices_at(struct arena *arena, struct map *map, str path)
{
	struct indices *indices = map_get(map, path);
	if (!indices) {
		indices = ARENA_NEW(arena, struct indices);
		map_set(arena, map, path, indices);
	}
	return indices;
}

static void add_reader(struct dependencies *dependencies, str path, size_t reader)
{
	struct arena *arena = dependencies->arena;
	struct indices *readers = indices_at(arena, &dependencies->readers, path);
	const size_t len = readers->list.len;
	/* One reader after the other: whoever was there is the last. */
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
bool dependencies_reads_all(const struct candidate *candidate)
{
	if (!candidate->config)
		return true;
	for (size_t i = 0; i < sizeof OPEN_FIELDS / sizeof *OPEN_FIELDS; i++)
		if (node_get(candidate->config, str_of(OPEN_FIELDS[i])))
			return true;
	return false;
}

/* ---- who applies what ---- */

/* Does the file hold Flux Kustomizations and nothing else: no patch, no values? */
static bool is_pure(const struct flux_file *file)
{
	for (size_t i = 0; i < file->kustomizations.len; i++)
		if (file->kustomizations.at[i].source.kind.len == 0)
			return false;
	return file->kustomizations.len > 0 && file->kustomizations.len == file->objects.len;
}

static void add_targets(struct dependencies *dependencies, const struct flux_tree *tree,
                        const struct flux_file *file)
{
	struct arena *arena = dependencies->arena;
	struct indices *targets = indices_at(arena, &dependencies->targets, file->path);
	targets->is_mixed |= !is_pure(file);
	for (size_t i = 0; i < file->kustomizations.len; i++) {
		const str dir = flux_tree_directory(tree, &file->kustomizations.at[i]);
		const size_t *index = map_get(&dependencies->candidates->by_dir, dir);
		if (index)
			add_index(arena, targets, *index);
	}
}

/* Whoever names a file of Flux's has a say in what becomes of it. */
static void pass_to_readers(struct dependencies *dependencies, str path)
{
	const struct indices *readers = map_get(&dependencies->readers, path);
	const struct indices *targets = map_get(&dependencies->targets, path);
	for (size_t i = 0; readers && targets && i < readers->list.len; i++)
		for (size_t j = 0; j < targets->list.len; j++)
			add_index(dependencies->arena, &dependencies->applied[readers->list.at[i]],
			          targets->list.at[j]);
}

struct dependencies *dependencies_new(const struct candidates *candidates,
                                      const struct flux_tree *tree, const struct flux_files *flux)
{
	struct dependencies *dependencies = ARENA_NEW(candidates->arena, struct dependencies);
	dependencies->arena = candidates->arena;
	dependencies->candidates = candidates;
	dependencies->applied = ARENA_ARRAY(candidates->arena, struct indices, candidates->len + 1);
	for (size_t i = 0; i < candidates->len; i++)
		add_texts(dependencies, i, candidates->at[i].config);
	for (size_t i = 0; flux && i < flux->len; i++)
		add_targets(dependencies, tree, &flux->at[i]);
	for (size_t i = 0; flux && i < flux->len; i++)
		pass_to_readers(dependencies, flux->at[i].path);
	return dependencies;
}

bool dependencies_has(const struct dependencies *dependencies, str path)
{
	if (map_get(&dependencies->readers, path))
		return true;
	for (str dir = path_dir(path); !str_eq(dir, STR(".")) && !str_eq(dir, STR("/"));
	     dir = path_dir(dir))
		if (!map_get(&dependencies->candidates->by_dir, dir) &&
		    map_get(&dependencies->readers, dir))
			return true;
	return false;
}

/* ---- who is concerned ---- */

/* How far a change reaches. */
enum reach {
	UNTOUCHED,
	APPLIED,  /* what Flux does to it on the way */
	CHANGED,  /* what is in it, one Flux Kustomization perhaps */
	APPLYING, /* and thereby what all its Flux Kustomizations may do */
};

struct marking {
	const struct dependencies *dependencies;
	enum reach *reach; /* of each */
};

/* What Flux applies there changes, and so may what is applied from there. */
static void mark_applied(struct marking *marking, const struct indices *applied)
{
	for (size_t i = 0; applied && i < applied->list.len; i++) {
		const size_t index = applied->list.at[i];
		if (marking->reach[index] != UNTOUCHED)
			continue;
		marking->reach[index] = APPLIED;
		mark_applied(marking, &marking->dependencies->applied[index]);
	}
}

static void mark(struct marking *marking, size_t index, enum reach reach)
{
	const struct candidate *candidate = &marking->dependencies->candidates->at[index];
	if (marking->reach[index] >= reach)
		return;
	marking->reach[index] = reach;
	if (reach == APPLYING)
		mark_applied(marking, &marking->dependencies->applied[index]);
	for (size_t i = 0; i < candidate->users.len; i++)
		mark(marking, candidate->users.at[i], reach);
}

/* One Flux Kustomization has no say in what its neighbours do. */
static enum reach reach_of(const struct dependencies *dependencies, str file)
{
	const struct indices *targets = map_get(&dependencies->targets, file);
	return targets && !targets->is_mixed ? CHANGED : APPLYING;
}

static void mark_readers(struct marking *marking, str path, enum reach reach)
{
	const struct indices *readers = map_get(&marking->dependencies->readers, path);
	for (size_t i = 0; readers && i < readers->list.len; i++)
		mark(marking, readers->list.at[i], reach);
}

/*
 * The directories above a file: who names one that is no kustomization (any more) reads what is in
 * it, and so does a kustomization there that says too little.
 */
static void mark_above(struct marking *marking, str file, enum reach reach)
{
	const struct candidates *candidates = marking->dependencies->candidates;
	for (str dir = path_dir(file);; dir = path_dir(dir)) {
		const size_t *index = map_get(&candidates->by_dir, dir);
		const bool is_direct = str_eq(dir, path_dir(file));
		if (!index)
			mark_readers(marking, dir, reach);
		/* A new manifest beside a kustomization may have been meant for it, and one that
		   Flux makes takes in whatever is there. */
		else if (dependencies_reads_all(&candidates->at[*index]) ||
		         ((is_direct || candidates->at[*index].is_made) && load_is_yaml_name(file)))
			mark(marking, *index, reach);
		if (str_eq(dir, STR(".")) || str_eq(dir, STR("/")) ||
		    str_eq(path_base(dir), STR("..")))
			return;
	}
}

const bool *affected_find(const struct dependencies *dependencies, const str *files, size_t count)
{
	struct arena *arena = dependencies->arena;
	const size_t len = dependencies->candidates->len;
	struct marking marking = {dependencies, ARENA_ARRAY(arena, enum reach, len + 1)};
	bool *is_affected = ARENA_ARRAY(arena, bool, len + 1);
	for (size_t i = 0; i < count; i++) {
		const str file = path_clean(arena, files[i]);
		const enum reach reach = reach_of(dependencies, file);
		const bool is_config = str_eq(path_base(file), STR(CONFIG_FILE));
		mark_applied(&marking, map_get(&dependencies->targets, file));
		mark_readers(&marking, file, reach);
		mark_above(&marking, file, reach);
		for (size_t j = 0; is_config && j < len; j++)
			mark(&marking, j, APPLYING);
	}
	for (size_t i = 0; i < len; i++)
		is_affected[i] = marking.reach[i] != UNTOUCHED;
	return is_affected;
}
