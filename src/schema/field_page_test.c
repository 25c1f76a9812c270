/* field_page_test.c - fields in plain words */
#include "schema/field_page.h"

#include "testing/table.h"

/* clang-format off */
static const struct row {
	const char *name, *text;
	const char *want; /* must be contained; "" when it is no field */
} ROWS[] = {
	{"a field of an OCIRepository, from its spec", "ref.semver",
	 "OCIRepository.spec.ref.semver  (source.toolkit.fluxcd.io/v1)\nwhat          version range"},
	{"and from its top", "spec.url", "OCIRepository.spec.url"},
	{"a required one, with its values and the usual one", "OCIRepository.spec.verify.provider",
	 "one of        cosign, notation\ndefault       cosign\nrequired      yes\n"},
	{"its fields", "spec.layerSelector", "fields\n  mediaType  take the first layer"},
	{"a list is its items'", "Kustomization.spec.postBuild.substituteFrom.kind", "required      yes\n"},
	{"a list says so", "kustomization.yaml.patches", "type          a list, each a mapping\n"},
	{"names of the author's own", ".kustoc.yaml.channels.stable.only", "Go regular expressions"},
	{"a kind alone", "HelmRelease", "HelmRelease  (helm.toolkit.fluxcd.io/v2)\n"},
	{"a field that is none", "OCIRepository.spec.ref.semvr", "no field 'semvr' in 'OCIRepository.spec.ref.semvr'; semver"},
	{"no kind, and no field", "spec.nothing", ""},
	{"a word", "interval", ""},
	{"a pattern", ".*-rc.*", ""},
	{"nothing", "", ""},
};
/* clang-format on */

static void is_explained(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct json_schemas *schemas = json_schemas_new(arena);
	struct field_page page;
	struct diags diags;
	struct buf out;
	buf_init(&out, arena);
	diags_init(&diags, arena);
	const bool found = field_page_find(arena, schemas, str_of(row->text), &page);
	assert_int_equal(found, *row->want != '\0');
	if (found && page.is_there)
		field_page_add(schemas, &page, &out);
	else if (found && !field_page_unknown(&page, &diags))
		buf_printf(&out, "%.*s; %.*s", STR_ARG(diags.last->message),
		           STR_ARG(diags.last->notes->text));
	if (!str_contains(buf_text(&out), str_of(row->want)))
		ASSERT_STR(buf_text(&out), row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("schema/field_page", ROWS, is_explained);
}
