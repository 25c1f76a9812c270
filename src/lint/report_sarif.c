/*
 * report_sarif.c - SARIF 2.1.0, for code scanning
 *
 * A result is known by its fingerprint when lines have moved, and one that is
 * suppressed is there with its reason: nothing is dropped in silence. The rules
 * are those that found something, with the page that `kustoc explain` shows.
 */
#include "base/ascii.h"
#include "base/map.h"
#include "base/path.h"
#include "lint/json_out.h"
#include "lint/report_formats.h"
#include "lint/report_place.h"
#include "lint/rule.h"

#define SCHEMA                                                                                     \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"                      \
	"sarif-schema-2.1.0.json"

struct sarif {
	const struct report *report;
	struct json_out *rules, *results;
	struct map indexes; /* code -> size_t, its place among the rules */
};

/* {"text": …}: SARIF's messages are objects. */
static void add_message(struct json_out *out, const char *key, str text)
{
	json_out_text(json_out_object(out, key), "text", text);
}

/* ---- places ---- */

static void add_artifact(struct json_out *out, const struct report *report, str path)
{
	struct buf uri;
	buf_init(&uri, report->arena);
	const bool is_absolute = path_is_absolute(path);
	path = report_path_from_top(report, path);
	buf_add(&uri, is_absolute ? STR("file://") : STR(""));
	report_add_uri_path(&uri, path);
	struct json_out *artifact = json_out_object(out, "artifactLocation");
	json_out_text(artifact, "uri", buf_text(&uri));
	if (!is_absolute)
		json_out_text(artifact, "uriBaseId", STR("SRCROOT"));
}

/* Columns are counted in UTF-16, as `columnKind` says: editors do, and GitHub takes no other. */
static void add_region(struct json_out *out, const char *key, const struct report_region *region)
{
	struct json_out *object = json_out_object(out, key);
	json_out_number(object, "startLine", region->line);
	json_out_number(object, "startColumn", region->column);
	json_out_number(object, "endLine", region->end_line);
	json_out_number(object, "endColumn", region->end_column);
}

static void add_physical(struct json_out *out, const struct report *report, str path,
                         struct mark at)
{
	const struct report_region region = report_region_at(report, at, REPORT_UTF16);
	struct json_out *physical = json_out_object(out, "physicalLocation");
	add_artifact(physical, report, path);
	if (region.line)
		add_region(physical, "region", &region);
}

/* "OCIRepository/search in namespace search": the object that came out. */
static void add_logical(struct json_out *out, const struct report *report,
                        const struct finding_subject *subject)
{
	if (subject->kind.len == 0)
		return;
	struct json_out *logical = json_out_object(json_out_array(out, "logicalLocations"), NULL);
	json_out_text(logical, "name", subject->name);
	json_out_text(logical, "fullyQualifiedName",
	              arena_printf(report->arena, "%.*s/%.*s/%.*s%.*s", STR_ARG(subject->kind),
	                           STR_ARG(subject->namespace), STR_ARG(subject->name),
	                           STR_ARG(subject->field)));
	json_out_text(logical, "kind", STR("resource"));
}

static void add_locations(struct json_out *out, const struct report *report,
                          const struct finding *finding)
{
	struct json_out *location = json_out_object(json_out_array(out, "locations"), NULL);
	add_physical(location, report, report_path(finding), finding->diag->at);
	add_logical(location, report, &finding->subject);
}

/* Base, patch and whatever else explains it by a place; GitHub links each. */
static void add_related(struct json_out *out, const struct report *report, const struct diag *diag)
{
	struct json_out *related = NULL;
	uint64_t id = 0;
	for (const struct diag_note *note = diag->notes; note; note = note->next) {
		if (!note->at.source)
			continue;
		if (!related)
			related = json_out_array(out, "relatedLocations");
		struct json_out *location = json_out_object(related, NULL);
		json_out_number(location, "id", ++id);
		add_physical(location, report, note->at.source->path, note->at);
		add_message(location, "message",
		            arena_printf(report->arena, "%s: %.*s", note->key,
		                         STR_ARG(note->text)));
	}
}

/* ---- fixes ---- */

/* All edits of one file, from the first one on. */
static void add_change(struct json_out *changes, const struct report *report,
                       const struct diag_edit *first)
{
	struct json_out *change = json_out_object(changes, NULL);
	add_artifact(change, report, first->source->path);
	struct json_out *replacements = json_out_array(change, "replacements");
	for (const struct diag_edit *edit = first; edit; edit = edit->next) {
		if (edit->source != first->source)
			continue;
		const struct report_region region =
			report_region_of_edit(report, edit, REPORT_UTF16);
		struct json_out *replacement = json_out_object(replacements, NULL);
		add_region(replacement, "deletedRegion", &region);
		add_message(replacement, "insertedContent", edit->text);
	}
}

static bool is_first_of_file(const struct diag_fix *fix, const struct diag_edit *edit)
{
	for (const struct diag_edit *before = fix->edits; before != edit; before = before->next)
		if (before->source == edit->source)
			return false;
	return true;
}

static void add_fix(struct json_out *out, const struct report *report, const struct diag_fix *fix)
{
	if (!fix)
		return;
	struct json_out *object = json_out_object(json_out_array(out, "fixes"), NULL);
	add_message(object, "description",
	            fix->is_safe ? STR("kustoc lint --fix") : STR("kustoc lint --unsafe-fixes"));
	struct json_out *changes = json_out_array(object, "artifactChanges");
	for (const struct diag_edit *edit = fix->edits; edit; edit = edit->next)
		if (is_first_of_file(fix, edit))
			add_change(changes, report, edit);
}

/* ---- rules ---- */

/* "filter-unanchored" as "FilterUnanchored". */
static str pascal_case(struct arena *arena, str name)
{
	struct buf buf;
	bool starts = true;
	buf_init(&buf, arena);
	for (size_t i = 0; i < name.len; i++) {
		const char c = name.at[i];
		if (c != '-')
			buf_add_char(&buf, starts ? ascii_to_upper(c) : c);
		starts = c == '-';
	}
	return buf_text(&buf);
}

/* The page in full, which code scanning shows beside the alert: there is no address to link to. */
static void add_rule(struct json_out *rules, struct arena *arena, const struct lint_rule *rule)
{
	struct json_out *out = json_out_object(rules, NULL);
	json_out_text(out, "id", rule->code);
	json_out_text(out, "name", pascal_case(arena, rule->name));
	add_message(out, "shortDescription", rule->summary);
	const str page = lint_rule_page(rule);
	struct json_out *help = json_out_object(out, "help");
	json_out_text(help, "text", page.len ? page : rule->summary);
	json_out_text(help, "markdown", page.len ? page : rule->summary);
	json_out_text(json_out_object(out, "defaultConfiguration"), "level",
	              str_of(report_severity_name(rule->severity)));
}

/* Where the rule of this code stands among the rules; adds it when it is new. NULL: no rule. */
static const size_t *rule_index(struct sarif *sarif, const char *code)
{
	struct arena *arena = sarif->report->arena;
	const struct lint_rule *rule = code ? lint_rule_find(str_of(code)) : NULL;
	if (!rule)
		return NULL;
	size_t *index = map_get(&sarif->indexes, rule->code);
	if (!index) {
		index = ARENA_NEW(arena, size_t);
		*index = sarif->indexes.len;
		map_set(arena, &sarif->indexes, rule->code, index);
		add_rule(sarif->rules, arena, rule);
	}
	return index;
}

/* ---- results ---- */

/* When one result says whether it is suppressed, all have to. */
static void add_suppressions(struct json_out *out, const struct report *report,
                             const struct finding_suppression *suppression)
{
	if (report->suppressed.len == 0)
		return;
	struct json_out *suppressions = json_out_array(out, "suppressions");
	if (!suppression)
		return;
	struct json_out *one = json_out_object(suppressions, NULL);
	json_out_text(one, "kind", suppression->at.source ? STR("inSource") : STR("external"));
	if (suppression->reason.len)
		json_out_text(one, "justification", suppression->reason);
	if (suppression->at.source)
		add_physical(json_out_object(one, "location"), report, suppression->at.source->path,
		             suppression->at);
}

static void add_texts(struct json_out *out, const char *key, const str *texts, size_t len)
{
	struct json_out *array = json_out_array(out, key);
	for (size_t i = 0; i < len; i++)
		json_out_text(array, NULL, texts[i]);
}

static void add_result(struct sarif *sarif, const struct finding *finding)
{
	const struct report *report = sarif->report;
	const struct diag *diag = finding->diag;
	const size_t *index = rule_index(sarif, diag->code);
	struct json_out *out = json_out_object(sarif->results, NULL);
	if (diag->code)
		json_out_text(out, "ruleId", str_of(diag->code));
	if (index)
		json_out_number(out, "ruleIndex", *index);
	json_out_text(out, "level", str_of(report_severity_name(diag->severity)));
	add_message(out, "message", report_explained(report->arena, diag, false));
	add_locations(out, report, finding);
	add_related(out, report, diag);
	add_fix(out, report, diag->fix);
	add_suppressions(out, report, finding->suppression);
	json_out_text(json_out_object(out, "partialFingerprints"), "kustoc/v1",
	              finding->fingerprint);
	struct json_out *properties = json_out_object(out, "properties");
	add_texts(properties, "environments", finding->environments.at, finding->environments.len);
	add_texts(properties, "overlays", finding->overlays.at, finding->overlays.len);
}

/* ---- the run ---- */

static struct json_out *add_driver(struct json_out *run)
{
	struct json_out *driver = json_out_object(json_out_object(run, "tool"), "driver");
	json_out_text(driver, "name", STR("kustoc"));
	json_out_text(driver, "version", STR(KUSTOC_VERSION));
	json_out_text(driver, "semanticVersion", STR(KUSTOC_VERSION));
	return json_out_array(driver, "rules");
}

/*
 * The id names a category: two uploads of one replace each other, of several kinds stand side by
 * side.
 */
static void add_run(struct json_out *run, const struct report *report)
{
	struct sarif sarif = {.report = report, .rules = add_driver(run)};
	json_out_text(json_out_object(run, "automationDetails"), "id",
	              arena_printf(report->arena, "kustoc/%s/", report->command));
	json_out_text(run, "columnKind", STR("utf16CodeUnits"));
	struct json_out *root =
		json_out_object(json_out_object(run, "originalUriBaseIds"), "SRCROOT");
	add_message(root, "description",
	            STR("The top of the repository, else the directory in which kustoc ran."));
	sarif.results = json_out_array(run, "results");
	for (size_t i = 0; i < report->findings.len; i++)
		add_result(&sarif, report->findings.at[i]);
	for (size_t i = 0; i < report->suppressed.len; i++)
		add_result(&sarif, report->suppressed.at[i]);
}

void report_as_sarif(struct buf *out, const struct report *report)
{
	struct json_out *log = json_out_create(JSON_OUT_OBJECT);
	json_out_text(log, "$schema", STR(SCHEMA));
	json_out_text(log, "version", STR("2.1.0"));
	add_run(json_out_object(json_out_array(log, "runs"), NULL), report);
	json_out_print(out, log, JSON_OUT_PRETTY);
	json_out_destroy(log);
}
