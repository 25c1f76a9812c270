/*
 * locations.c - directories of JSON Schemas
 *
 * The layouts are those that people have: kubeconform's own, one directory a
 * version of Kubernetes; the catalogue of CustomResourceDefinitions, one a
 * group; and all files in one place. A path with placeholders says any other.
 */
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "schema/own_schemas.h"
#include "yaml/value.h"

/* Below a directory that is given without placeholders, in this order. */
static const char *const LAYOUTS[] = {
	"{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json",
	"{{.ResourceKind}}{{.KindSuffix}}.json",
	"master-standalone-strict/{{.ResourceKind}}{{.KindSuffix}}.json",
	"master-standalone/{{.ResourceKind}}{{.KindSuffix}}.json",
};

/* For a file that is not there. */
static struct node NOTHING;

/* ---- templates ---- */

/* What a kind puts in the place of the placeholders. */
struct values {
	str group, version, kind; /* in lower case, as files are called */
};

static void add_lower(struct buf *out, str text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_add_char(out, text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] | ' ')
		                                                         : text.at[i]);
}

/* "-apps-v1", of a group's name only what is before the first dot; "-v1" for the core. */
static void add_suffix(struct buf *out, const struct values *values)
{
	str group, rest;
	str_cut(values->group, '.', &group, &rest);
	if (group.len > 0)
		buf_printf(out, "-%.*s", STR_ARG(group));
	buf_printf(out, "-%.*s", STR_ARG(values->version));
}

/* False for a placeholder that is none. `values` NULL: only that is asked. */
static bool add_placeholder(struct buf *out, str name, const struct values *values)
{
	const struct values none = {0};
	const struct values *at = values ? values : &none;
	if (str_eq(name, STR(".ResourceKind")))
		add_lower(out, at->kind);
	else if (str_eq(name, STR(".Group")))
		buf_add(out, at->group);
	else if (str_eq(name, STR(".ResourceAPIVersion")))
		buf_add(out, at->version);
	else if (str_eq(name, STR(".KindSuffix")))
		add_suffix(out, at);
	else if (str_eq(name, STR(".NormalizedKubernetesVersion")))
		buf_add(out, STR("master")); /* the name of the newest in those directories */
	else if (str_eq(name, STR(".StrictSuffix")))
		buf_add(out, STR("-strict"));
	else
		return false;
	return true;
}

/* The path that a template means; "" with the placeholder that is none in *wrong. */
/*
 * Go's templates could do more (`{{ if }}`, functions); kubeconform's users write names only, and
 * anything else is refused rather than guessed at.
 */
static str expand(struct arena *arena, str template, const struct values *values, str *wrong)
{
	struct buf out;
	buf_init(&out, arena);
	*wrong = STR("");
	while (template.len > 0) {
		const size_t start = str_find(template, STR("{{"));
		const size_t end = str_find(template, STR("}}"));
		if (start == STR_NONE || end == STR_NONE || end < start)
			break;
		buf_add(&out, str_slice(template, 0, start));
		const str name = str_trim(str_slice(template, start + 2, end));
		if (!add_placeholder(&out, name, values)) {
			*wrong = name;
			return STR("");
		}
		template = str_from(template, end + 2);
	}
	buf_add(&out, template);
	return buf_text(&out);
}

/* ---- locations ---- */

static bool is_directory(struct arena *arena, str path)
{
	return file_kind(arena, path) == FILE_DIRECTORY;
}

/* "v1.30.1-standalone-strict" is a layout of its own, whatever the version. */
static void add_versions(struct locations *locations, str dir)
{
	struct file_names names = {0};
	if (file_list(locations->arena, dir, &names) != 0)
		return;
	for (size_t i = names.len; i-- > 0;) /* the newest last, and strict before not */
		if (str_contains(names.at[i], STR("-standalone")) &&
		    !str_starts_with(names.at[i], STR("master")))
			*ARRAY_ADD(locations->arena, &locations->templates) =
				arena_printf(locations->arena,
			                     "%.*s/%.*s/{{.ResourceKind}}{{.KindSuffix}}.json",
			                     STR_ARG(dir), STR_ARG(names.at[i]));
}

bool locations_add(struct locations *locations, str location, struct diags *diags)
{
	struct arena *arena = locations->arena;
	str wrong;
	if (str_contains(location, STR("://")))
		return diag_error(diags, NO_MARK,
		                  "a schema location is a directory here, not a url: '%.*s'",
		                  STR_ARG(location));
	if (str_contains(location, STR("{{"))) {
		expand(arena, location, NULL, &wrong);
		if (wrong.len > 0)
			return diag_error(diags, NO_MARK, "no placeholder '%.*s' in '%.*s'",
			                  STR_ARG(wrong), STR_ARG(location));
		*ARRAY_ADD(arena, &locations->templates) = location;
		return true;
	}
	if (!is_directory(arena, location))
		return diag_error(diags, NO_MARK, "no directory of schemas: '%.*s'",
		                  STR_ARG(location));
	for (size_t i = 0; i < sizeof LAYOUTS / sizeof *LAYOUTS; i++)
		*ARRAY_ADD(arena, &locations->templates) =
			path_join(arena, location, str_of(LAYOUTS[i]));
	add_versions(locations, location);
	return true;
}

/* That a file is not there is the usual case, of every layout but one. */
static struct node *read_document(struct locations *locations, str path, struct diags *diags)
{
	struct source *source = ARENA_NEW(locations->arena, struct source);
	struct node *root = &NOTHING;
	source->path = path;
	if (file_kind(locations->arena, path) != FILE_REGULAR)
		return root;
	const int error = file_read(locations->arena, path, &source->text);
	if (error)
		diag_error(diags, NO_MARK, "cannot read '%.*s': %s", STR_ARG(path),
		           strerror(error));
	else if (!value_from_json(locations->arena, source->text, origin_of_source(source), &root,
	                          diags))
		diag_note(diags, NO_MARK, "file", "%.*s", STR_ARG(path));
	return node_is_map(root) ? root : &NOTHING;
}

const struct node *locations_document(struct locations *locations, str path, struct diags *diags)
{
	struct node *root = map_get(&locations->documents, path);
	if (!root) {
		root = read_document(locations, path, diags);
		map_set(locations->arena, &locations->documents, path, root);
	}
	return root == &NOTHING ? NULL : root;
}

/* The first that is there counts, in the order in which locations were given. */
const struct node *locations_find(struct locations *locations, str api_version, str kind, str *file,
                                  struct diags *diags)
{
	struct values values = {.version = api_version, .kind = kind};
	str wrong;
	const size_t slash = str_find_char(api_version, '/');
	if (slash != STR_NONE) {
		values.group = str_slice(api_version, 0, slash);
		values.version = str_from(api_version, slash + 1);
	}
	for (size_t i = 0; i < locations->templates.len; i++) {
		*file = expand(locations->arena, locations->templates.at[i], &values, &wrong);
		const struct node *root = locations_document(locations, *file, diags);
		if (root)
			return root;
	}
	*file = STR("");
	return NULL;
}
