/*
 * labels.c - labels, annotations and selectors that the API server refuses: SCH007, SCH008, SCH010
 *
 * No schema states these rules. label_syntax.h knows them, in the words of a validation error; what
 * is said here is which of them it is, and which spelling would do.
 */
#include "base/ascii.h"
#include "base/buf.h"
#include "kustomize/label_syntax.h"
#include "lint/rules/repository.h"

/* ---- labels ---- */

enum { LABEL_MAX = 63 };

/* "feature/x y" as "feature-x-y". */
static str nearest_value(struct arena *arena, str value)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < value.len && out.len < LABEL_MAX; i++) {
		const char c = value.at[i];
		const bool is_fine = ascii_is_alnum(c) || c == '-' || c == '_' || c == '.';
		buf_add_char(&out, is_fine ? c : '-');
	}
	str text = buf_text(&out);
	while (text.len > 0 && !ascii_is_alnum(text.at[0]))
		text = str_from(text, 1);
	while (text.len > 0 && !ascii_is_alnum(text.at[text.len - 1]))
		text = str_slice(text, 0, text.len - 1);
	return text;
}

/* What is wrong with a key of labels or annotations; "" for nothing. */
static str key_problem(struct arena *arena, str key)
{
	str prefix, name;
	if (label_key_problem(arena, key).len == 0)
		return STR("");
	if (!str_cut(key, '/', &prefix, &name))
		name = key;
	else if (str_find_char(name, '/') != STR_NONE)
		return STR("it has more than one '/'");
	else if (label_key_problem(arena, arena_concat(arena, prefix, STR("/a"))).len > 0)
		return STR("what is before the '/' must be a domain in lower case");
	if (name.len == 0)
		return STR("it has no name");
	if (name.len > LABEL_MAX)
		return arena_printf(arena, "its name has %zu characters, of 63 at most", name.len);
	return STR("its name must have letters, digits, '-', '_' and '.', a letter or digit at "
	           "both ends");
}

/* An empty value is one, and a number without quotes is the schema's to report (YML003). */
static void check_value(struct rule_check *check, const struct pair *pair)
{
	const struct node *value = pair->value;
	if (!node_is_scalar(value) || repository_is_open(value) ||
	    label_value_problem(value->text).len == 0)
		return;
	const str nearest = nearest_value(check->arena, value->text);
	if (value->text.len > LABEL_MAX)
		rule_report(check, value->at,
		            "the value of label '%.*s' has %zu characters, of 63 at most",
		            STR_ARG(pair->key.text), value->text.len);
	else
		rule_report(check, value->at,
		            "'%.*s' is no value for label '%.*s': it must have letters, digits, "
		            "'-', '_' and '.', a letter or digit at both ends",
		            STR_ARG(value->text), STR_ARG(pair->key.text));
	if (nearest.len > 0)
		diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(nearest));
}

/* A value is only looked at when its key is in order: one complaint a line. */
static void check_label_map(struct rule_check *check, const struct node *labels)
{
	if (!node_is_map(labels))
		return;
	NODE_EACH_PAIR (pair, labels) {
		const str key = node_text(&pair->key);
		const str problem =
			repository_is_open(&pair->key) ? STR("") : key_problem(check->arena, key);
		if (problem.len > 0)
			rule_report(check, pair->key.at, "'%.*s' is no key of a label: %.*s",
			            STR_ARG(key), STR_ARG(problem));
		else
			check_value(check, pair);
	}
}

/* Where kinds of Kubernetes' hold labels, and what selects by them. */
static const char *const LABEL_PATHS[] = {
	"spec/template/metadata/labels",
	"spec/jobTemplate/metadata/labels",
	"spec/jobTemplate/spec/template/metadata/labels",
	"spec/selector/matchLabels",
	"spec/podSelector/matchLabels",
};

static bool is_kubernetes(str group)
{
	return group.len == 0 || str_eq(group, STR("apps")) || str_eq(group, STR("batch")) ||
	       str_eq(group, STR("policy")) || str_eq(group, STR("networking.k8s.io"));
}

/* In kinds of others `spec.template` may be anything. */
void check_labels(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const struct gvk gvk = resource->id.gvk;
		check_label_map(check, node_at_path(resource->root, "metadata/labels"));
		if (!is_kubernetes(gvk.group))
			continue;
		for (size_t j = 0; j < sizeof LABEL_PATHS / sizeof *LABEL_PATHS; j++)
			check_label_map(check, node_at_path(resource->root, LABEL_PATHS[j]));
		if (gvk.group.len == 0 && str_eq(gvk.kind, STR("Service")))
			check_label_map(check, node_at_path(resource->root, "spec/selector"));
	}
}

/* ---- annotations ---- */

enum { ANNOTATIONS_MAX = 256 * 1024 }; /* bytes of all keys and values */

/* Upper case is fine in an annotation's prefix, as the server lowers it first. */
static void check_annotation_map(struct rule_check *check, const struct pair *annotations)
{
	size_t size = 0;
	if (!annotations || !node_is_map(annotations->value))
		return;
	NODE_EACH_PAIR (pair, annotations->value) {
		const str key = node_text(&pair->key);
		const str problem =
			repository_is_open(&pair->key)
				? STR("")
				: key_problem(check->arena, rule_lower_case(check->arena, key));
		size += key.len + node_text(pair->value).len;
		if (problem.len > 0)
			rule_report(check, pair->key.at, "'%.*s' is no key of an annotation: %.*s",
			            STR_ARG(key), STR_ARG(problem));
	}
	if (size > ANNOTATIONS_MAX)
		rule_report(check, annotations->key.at,
		            "the annotations have %zu bytes, of 262144 at most", size);
}

void check_annotations(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		check_annotation_map(check,
		                     node_find_pair(node_get(resource->root, STR("metadata")),
		                                    STR("annotations")));
		if (is_kubernetes(resource->id.gvk.group))
			check_annotation_map(check,
			                     node_find_pair(node_at_path(resource->root,
			                                                 "spec/template/metadata"),
			                                    STR("annotations")));
	}
}

/* ---- selectors ---- */

static bool is_workload(struct gvk gvk)
{
	return str_eq(gvk.group, STR("apps")) &&
	       (str_eq(gvk.kind, STR("Deployment")) || str_eq(gvk.kind, STR("StatefulSet")) ||
	        str_eq(gvk.kind, STR("DaemonSet")) || str_eq(gvk.kind, STR("ReplicaSet")));
}

/* Reports the first label that is asked for and not there; one is enough to see it. */
static void check_selector(struct rule_check *check, const struct resource *resource,
                           const struct node *wanted, const struct node *labels)
{
	NODE_EACH_PAIR (pair, wanted) {
		const struct node *label = node_get(labels, node_text(&pair->key));
		if (!node_is_scalar(pair->value) || repository_is_open(pair->value) ||
		    repository_is_open(label))
			continue;
		if (node_is_scalar(label) && str_eq(label->text, pair->value->text))
			continue;
		rule_report(
			check, pair->value->at,
			"the selector of %.*s/%.*s asks for %.*s=%.*s, which its pods do not have",
			STR_ARG(resource->id.gvk.kind), STR_ARG(resource->id.name),
			STR_ARG(pair->key.text), STR_ARG(pair->value->text));
		if (node_is_scalar(label))
			diag_note(check->diags, label->at, "label", "%.*s=%.*s",
			          STR_ARG(pair->key.text), STR_ARG(label->text));
		return;
	}
}

/*
 * Only `matchLabels`: an expression that its own pods do not satisfy is rare, and a Job's selector
 * is the server's to write.
 */
void check_selectors(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const struct node *wanted =
			node_at_path(resource->root, "spec/selector/matchLabels");
		const struct node *template = node_at_path(resource->root, "spec/template");
		if (is_workload(resource->id.gvk) && node_is_map(wanted) && node_is_map(template))
			check_selector(check, resource, wanted,
			               node_get(node_get(template, STR("metadata")),
			                        STR("labels")));
	}
}
