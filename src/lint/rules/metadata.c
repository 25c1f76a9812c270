/*
 * metadata.c - names, labels and annotations, and selectors that miss them: SCH006 to SCH010
 *
 * Kubernetes' own rules (ValidateObjectMeta and its like), which no schema states. A value is
 * refused with three regular expressions in a row there; here it is said what is wrong with it, and
 * which spelling would do.
 */
#include "base/buf.h"
#include "kustomize/label_syntax.h"
#include "lint/rules/repository.h"

/* ---- names ---- */

enum name_syntax {
	NAME_SUBDOMAIN, /* labels with dots between: what nearly everything has */
	NAME_LABEL,
	NAME_SERVICE, /* a label that begins with a letter, as it becomes a host's name (RFC 1035)
	               */
	NAME_SEGMENT, /* part of a URL's path */
};

static const struct syntax {
	size_t max;
	const char *expects;
} SYNTAXES[] = {
	[NAME_SUBDOMAIN] = {253,
                            "lower-case letters, digits, '-' and '.', a letter or digit at both "
                            "ends of every part"},
	[NAME_LABEL] = {63, "lower-case letters, digits and '-', a letter or digit at both ends"},
	[NAME_SERVICE] = {63, "lower-case letters, digits and '-', beginning with a letter"},
	[NAME_SEGMENT] = {SIZE_MAX, "no '/' and no '%', and not '.' or '..'"},
};

static const struct {
	str group, kind;
	enum name_syntax syntax;
	size_t max; /* 0: that of the syntax */
} NAMED_OTHERWISE[] = {
	{STR_INIT(""), STR_INIT("Namespace"), NAME_LABEL, 0},
	{STR_INIT(""), STR_INIT("Service"), NAME_SERVICE, 0},
	{STR_INIT("rbac.authorization.k8s.io"), STR_INIT("Role"), NAME_SEGMENT, 0},
	{STR_INIT("rbac.authorization.k8s.io"), STR_INIT("RoleBinding"), NAME_SEGMENT, 0},
	{STR_INIT("rbac.authorization.k8s.io"), STR_INIT("ClusterRole"), NAME_SEGMENT, 0},
	{STR_INIT("rbac.authorization.k8s.io"), STR_INIT("ClusterRoleBinding"), NAME_SEGMENT, 0},
	/* It is put before the time to name the Jobs, whose names become labels. */
	{STR_INIT("batch"), STR_INIT("CronJob"), NAME_SUBDOMAIN, 52},
};

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_name_character(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* Letters and digits at both ends, '-' only between. */
static bool is_label(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const bool is_inside = i > 0 && i + 1 < text.len;
		if (!is_name_character(text.at[i]) && !(is_inside && text.at[i] == '-'))
			return false;
	}
	return text.len > 0;
}

static bool is_subdomain(str text)
{
	str label;
	while (str_cut(text, '.', &label, &text))
		if (!is_label(label))
			return false;
	return is_label(label);
}

static bool is_segment(str text)
{
	return str_find_char(text, '/') == STR_NONE && str_find_char(text, '%') == STR_NONE &&
	       !str_eq(text, STR(".")) && !str_eq(text, STR(".."));
}

static bool has_syntax(str name, enum name_syntax syntax)
{
	switch (syntax) {
	case NAME_SUBDOMAIN: return is_subdomain(name);
	case NAME_LABEL: return is_label(name);
	case NAME_SERVICE: return is_label(name) && is_letter(name.at[0]);
	case NAME_SEGMENT: return is_segment(name);
	}
	return true;
}

/* "My_App" as "my-app"; "" when nothing near has the syntax. */
static str nearest_name(struct arena *arena, str name, enum name_syntax syntax, size_t max)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < name.len && out.len < max; i++) {
		const char c = name.at[i];
		const char lower = c >= 'A' && c <= 'Z' ? (char)(c | ' ') : c;
		const bool is_dot = c == '.' && syntax == NAME_SUBDOMAIN;
		buf_add_char(&out, is_name_character(lower) || is_dot ? lower : '-');
	}
	str text = buf_text(&out);
	while (text.len > 0 && !is_name_character(text.at[0]))
		text = str_from(text, 1);
	while (text.len > 0 && !is_name_character(text.at[text.len - 1]))
		text = str_slice(text, 0, text.len - 1);
	return syntax != NAME_SEGMENT && has_syntax(text, syntax) ? text : STR("");
}

/* Filled in later, by Flux or, in a base that is judged alone, by an overlay's `vars`. */
static bool is_open_name(const struct node *name)
{
	return repository_is_open(name) || str_contains(name->text, STR("$("));
}

static void check_name_as(struct rule_check *check, const struct resource *resource,
                          const char *field, enum name_syntax syntax, size_t max)
{
	const struct node *name =
		node_get(node_get(resource->root, STR("metadata")), str_of(field));
	if (!node_is_scalar(name) || is_open_name(name) || name->text.len == 0)
		return;
	const bool is_long = name->text.len > max;
	if (!is_long && has_syntax(name->text, syntax))
		return;
	if (is_long)
		rule_report(check, name->at,
		            "metadata.%s of %.*s must have at most %zu characters, not %zu", field,
		            STR_ARG(resource->id.gvk.kind), max, name->text.len);
	else
		rule_report(check, name->at, "metadata.%s of %.*s must have %s, not be '%.*s'",
		            field, STR_ARG(resource->id.gvk.kind), SYNTAXES[syntax].expects,
		            STR_ARG(name->text));
	const str nearest = nearest_name(check->arena, name->text, syntax, max);
	if (nearest.len > 0)
		diag_note(check->diags, NO_MARK, "fix", "%.*s", STR_ARG(nearest));
}

/* Servers of their own, beside the API server, need not keep its rules. */
static bool is_foreign(str group)
{
	return str_ends_with(group, STR("openshift.io")) ||
	       str_ends_with(group, STR("metrics.k8s.io"));
}

void check_names(struct rule_check *check)
{
	for (size_t i = 0; i < check->resources->len; i++) {
		const struct resource *resource = &check->resources->at[i]->resource;
		const struct gvk gvk = resource->id.gvk;
		enum name_syntax syntax = NAME_SUBDOMAIN;
		size_t max = 0;
		if (is_foreign(gvk.group))
			continue;
		for (size_t j = 0; j < sizeof NAMED_OTHERWISE / sizeof *NAMED_OTHERWISE; j++)
			if (str_eq(NAMED_OTHERWISE[j].kind, gvk.kind) &&
			    str_eq(NAMED_OTHERWISE[j].group, gvk.group)) {
				syntax = NAMED_OTHERWISE[j].syntax;
				max = NAMED_OTHERWISE[j].max;
			}
		check_name_as(check, resource, "name", syntax, max ? max : SYNTAXES[syntax].max);
		check_name_as(check, resource, "namespace", NAME_LABEL, SYNTAXES[NAME_LABEL].max);
	}
}

/* ---- labels ---- */

enum { LABEL_MAX = 63 };

static bool is_label_character(char c)
{
	return is_name_character((char)(c | ' ')) || (c >= '0' && c <= '9');
}

/* "feature/x y" as "feature-x-y". */
static str nearest_value(struct arena *arena, str value)
{
	struct buf out;
	buf_init(&out, arena);
	for (size_t i = 0; i < value.len && out.len < LABEL_MAX; i++) {
		const char c = value.at[i];
		const bool is_fine = is_label_character(c) || c == '-' || c == '_' || c == '.';
		buf_add_char(&out, is_fine ? c : '-');
	}
	str text = buf_text(&out);
	while (text.len > 0 && !is_label_character(text.at[0]))
		text = str_from(text, 1);
	while (text.len > 0 && !is_label_character(text.at[text.len - 1]))
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
	else if (!is_subdomain(prefix) || prefix.len > 253)
		return STR("what is before the '/' must be a domain in lower case");
	if (name.len == 0)
		return STR("it has no name");
	if (name.len > LABEL_MAX)
		return arena_printf(arena, "its name has %zu characters, of 63 at most", name.len);
	return STR("its name must have letters, digits, '-', '_' and '.', a letter or digit at "
	           "both ends");
}

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
static str lowered(struct arena *arena, str text)
{
	char *out = arena_alloc(arena, text.len + 1, 1);
	for (size_t i = 0; i < text.len; i++)
		out[i] = text.at[i] >= 'A' && text.at[i] <= 'Z' ? (char)(text.at[i] | ' ')
		                                                : text.at[i];
	return (str){out, text.len};
}

static void check_annotation_map(struct rule_check *check, const struct pair *annotations)
{
	size_t size = 0;
	if (!annotations || !node_is_map(annotations->value))
		return;
	NODE_EACH_PAIR (pair, annotations->value) {
		const str key = node_text(&pair->key);
		const str problem = repository_is_open(&pair->key)
		                            ? STR("")
		                            : key_problem(check->arena, lowered(check->arena, key));
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
