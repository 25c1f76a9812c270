/*
 * names.c - names and namespaces that no object can have: SCH006
 *
 * Kubernetes' own rules (ValidateObjectMeta and its like), which no schema states. A name is
 * refused there with a regular expression; here it is said what is wrong, and which spelling would
 * do.
 */
#include "base/ascii.h"
#include "base/buf.h"
#include "lint/rules/repository.h"

enum name_syntax {
	NAME_SUBDOMAIN, /* labels with dots between: what nearly everything has */
	NAME_LABEL,
	NAME_SERVICE, /* a label that begins with a letter: the name of a host (RFC 1035) */
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

/* Letters and digits at both ends, '-' only between. */
static bool is_label(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const bool is_inside = i > 0 && i + 1 < text.len;
		if (!ascii_is_lower_alnum(text.at[i]) && !(is_inside && text.at[i] == '-'))
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

/* Roles are found under their names in URLs, and so are "system:node" and the like. */
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
	case NAME_SERVICE: return is_label(name) && ascii_is_lower(name.at[0]);
	case NAME_SEGMENT: return is_segment(name);
	}
	return true;
}

/* "My_App" as "my-app"; "" when nothing near has the syntax. Words with spaces are no slip. */
static str nearest_name(struct arena *arena, str name, enum name_syntax syntax, size_t max)
{
	struct buf out;
	if (str_find_char(name, ' ') != STR_NONE)
		return STR("");
	buf_init(&out, arena);
	for (size_t i = 0; i < name.len && out.len < max; i++) {
		const char lower = ascii_to_lower(name.at[i]);
		const bool is_dot = lower == '.' && syntax == NAME_SUBDOMAIN;
		buf_add_char(&out, ascii_is_lower_alnum(lower) || is_dot ? lower : '-');
	}
	str text = buf_text(&out);
	while (text.len > 0 && !ascii_is_lower_alnum(text.at[0]))
		text = str_from(text, 1);
	while (text.len > 0 && !ascii_is_lower_alnum(text.at[text.len - 1]))
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

/* Kinds that nobody knows are custom resources, and theirs are subdomains without exception. */
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
