/*
 * lint_files.c - see lint_files.h
 *
 * The rules are those of whole runs; which of them may speak is a list here, for it is a promise to
 * hooks: a code is on it when nothing that another file may say could make it wrong. A missing
 * field is not on it, since the file may be a patch.
 */
#include "lint/lint_files.h"

#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "lint/findings.h"
#include "lint/rules/rules.h"
#include "lint/schemas.h"
#include "lint/select.h"
#include "lint/suppress.h"

/* What is wrong whatever the file is part of. */
static const char *const CODES[] = {
	"YML001", "YML002", "YML003", "YML004", "SCH001", "SCH002", "SCH012", "OCI101",
	"OCI102", "OCI106", "OCI107", "OCI108", "OCI109", "OCI113", "OCI114", "OCI115",
	"OCI117", "OCI201", "OCI205", "OCI206", "OCI207", "OCI213", "OCI305", "OCI306",
	"OCI307", "OCI401", "OCI402", "OCI403", "OCI404", "OCI406",
};

struct files_run {
	struct arena *arena;
	const struct lint_options *options;
	struct rules_context context;
	struct findings findings;
	struct suppressions *suppressions;
	struct lint_result *result;
};

static bool is_wanted(struct diag *diag, const void *context)
{
	const struct files_run *run = context;
	for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
		if (strcmp(diag->code, CODES[i]) == 0)
			return lint_is_selected(diag, run->options);
	return false;
}

static void run_init(struct files_run *run, struct arena *arena, const struct lint_options *options,
                     struct lint_result *result)
{
	*result = (struct lint_result){0};
	*run = (struct files_run){.arena = arena,
	                          .options = options,
	                          .context = {json_schemas_new(arena), prove_memo_new(arena),
	                                      STR("")},
	                          .suppressions = suppressions_new(arena),
	                          .result = result};
	findings_init(&run->findings, arena);
	run->findings.is_wanted = is_wanted;
	run->findings.context = run;
	run->findings.config = options->config;
}

/* A file may hold the same object for two places; each is judged for itself. */
static void check_document(struct files_run *run, struct node *root, struct diags *diags)
{
	struct resmap map;
	struct diags unheard;
	diags_init(&unheard, run->arena);
	resmap_init(&map, run->arena, merge_schemas_new(run->arena));
	if (node_get_text(root, STR("kind")).len > 0 &&
	    resmap_add(&map, member_new(run->arena, root), &unheard))
		rules_check(run->arena, &map, &run->context, diags);
}

/* Templates are no YAML before they are rendered. */
static bool is_template(str text)
{
	return str_contains(text, STR("{{"));
}

static void check_text(struct files_run *run, str path, str text)
{
	struct arena *arena = run->arena;
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents = {0};
	run->result->files++;
	struct diags diags;
	*source = (struct source){.path = path, .text = text};
	diags_init(&diags, arena);
	if (!load_documents(arena, text, origin_of_source(source), &documents, &diags) &&
	    is_template(text))
		return;
	for (size_t i = 0; i < documents.len; i++)
		if (node_is_map(documents.at[i]))
			check_document(run, documents.at[i], &diags);
	suppressions_add_source(run->suppressions, source, path_dir(path), false);
	findings_add(&run->findings, &diags, NULL, path_dir(path), STR(""));
}

static void finish(struct files_run *run)
{
	for (size_t i = 0; i < run->findings.list.len; i++) {
		struct finding *finding = run->findings.list.at[i];
		finding->suppression = suppressions_find(run->suppressions, finding->diag->at,
		                                         finding->diag->code);
	}
	run->result->findings = findings_finish(&run->findings);
}

static bool cannot_read(str path, int error, struct diags *diags)
{
	diag_error(diags, NO_MARK, "cannot read '%.*s': %s", STR_ARG(path), strerror(error));
	return diag_code(diags, NULL);
}

static bool check_file(struct files_run *run, str path, struct diags *diags)
{
	str text;
	const int error = file_read(run->arena, path, &text);
	if (error)
		return cannot_read(path, error, diags);
	check_text(run, path, text);
	return true;
}

/* What is linked in from elsewhere is looked at there. */
static bool check_directory(struct files_run *run, str dir, struct diags *diags)
{
	struct file_entries entries;
	bool ok = true;
	const int error = file_list_entries(run->arena, dir, &entries);
	if (error)
		return cannot_read(dir, error, diags);
	for (size_t i = 0; i < entries.len; i++) {
		const str path = path_join(run->arena, dir, entries.at[i].name);
		if (entries.at[i].name.at[0] == '.')
			continue;
		if (entries.at[i].kind == FILE_DIRECTORY && !entries.at[i].is_link)
			ok &= check_directory(run, path, diags);
		else if (load_is_yaml_name(path) && entries.at[i].kind == FILE_REGULAR)
			ok &= check_file(run, path, diags);
	}
	return ok;
}

/* Who names a file wants it read, whatever it is called. */
static bool check_path(struct files_run *run, str path, struct diags *diags)
{
	return file_kind(run->arena, path) == FILE_DIRECTORY ? check_directory(run, path, diags)
	                                                     : check_file(run, path, diags);
}

bool lint_files(struct arena *arena, const str *paths, size_t count,
                const struct lint_options *options, struct lint_result *out, struct diags *diags)
{
	struct files_run run;
	bool ok = true;
	run_init(&run, arena, options, out);
	ok &= lint_load_schemas(options, run.context.schemas, diags);
	for (size_t i = 0; i < count; i++)
		ok &= check_path(&run, path_clean(arena, paths[i]), diags);
	if (count == 0)
		ok &= check_directory(&run, STR("."), diags);
	finish(&run);
	return ok;
}

bool lint_text(struct arena *arena, str path, str text, const struct lint_options *options,
               struct lint_result *out, struct diags *diags)
{
	struct files_run run;
	run_init(&run, arena, options, out);
	const bool ok = lint_load_schemas(options, run.context.schemas, diags);
	check_text(&run, path, text);
	finish(&run);
	return ok;
}
