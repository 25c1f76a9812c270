/*
 * shadows_test.c - what an overlay sets in ref, and what the base leaves there: OCI301, OCI304,
 * OCI309
 */
#include "lint/rules_test.h"

#define DIGEST "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* clang-format off */
/* `want`: a line a finding, "file:line:col severity CODE message (label)". */
static const struct row {
	const char *name, *base, *patch, *want;
} ROWS[] = {
	{"a range above a range", "{semver: '>=1.0.0'}", "{semver: 1.x}", ""},
	{"a tag above a range", "{semver: '>=1.0.0'}", "{tag: v1.2.3}",
	 "p.yaml:1:7 0 OCI309 tag has no effect: the base's semver still wins ()\n"},
	{"a range above a digest", "{digest: '" DIGEST "'}", "{semver: 1.x}",
	 "p.yaml:1:10 0 OCI309 semver has no effect: the base's digest still wins ()\n"},
	{"a digest above a range", "{semver: '>=1.0.0'}", "{digest: '" DIGEST "'}",
	 "p.yaml:1:10 2 OCI301 digest wins; the base's semver stays, without effect ()\n"},
	{"a range above a tag", "{tag: v1.2.3}", "{semver: 1.x}",
	 "p.yaml:1:10 2 OCI301 semver wins; the base's tag stays, without effect ()\n"},
	{"both of them above nothing", "{}", "{semver: 1.x, tag: v1.2.3}",
	 "p.yaml:1:20 1 OCI301 spec.ref.tag has no effect: spec.ref.semver wins ()\n"},
	{"a digest and its tag above nothing", "{}", "{digest: '" DIGEST "', tag: v1.2.3}",
	 "p.yaml:1:90 2 OCI301 spec.ref.tag has no effect: spec.ref.digest wins ()\n"},
	{"a filter that is left and narrows", "{semver: '*', semverFilter: ^v}", "{semver: 1.x}",
	 "p.yaml:1:10 1 OCI304 the range is set here, the base's semverFilter still holds (only tags that match '^v')\n"},
	{"a filter that is left and takes all", "{semver: '*-0', semverFilter: '^v?[0-9.]+(-rc.*)?$'}",
	 "{semver: 1.x}", ""},
	{"a filter that is left and takes no release", "{semver: '*-0', semverFilter: -rc}",
	 "{semver: '>=1.0.0-0 <2.0.0-0'}",
	 "p.yaml:1:10 0 OCI304 the range is set here, the base's semverFilter still holds (no release matches '-rc')\n"},
	{"a filter that is left and takes nothing", "{semver: '*', semverFilter: '^v?1\\.'}", "{semver: 2.x}",
	 "p.yaml:1:10 0 OCI304 the range is set here, the base's semverFilter still holds (nothing in the range "
	 "matches '^v?1\\.')\n"},
	{"a filter that is set anew", "{semver: '*-0', semverFilter: -rc}", "{semver: 2.x, semverFilter: ^v}", ""},
};
/* clang-format on */

static struct node *read(struct arena *arena, const char *path, str text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct documents documents = {0};
	struct diags diags;
	diags_init(&diags, arena);
	*source = (struct source){.path = str_of(path), .text = text};
	assert_true(load_documents(arena, text, origin_of_source(source), &documents, &diags));
	return documents.at[0];
}

/* An object of b.yaml, with what p.yaml says of its ref merged into it. */
static struct node *merged(struct arena *arena, const struct row *row)
{
	struct node *root =
		read(arena, "b.yaml",
	             arena_printf(arena,
	                          "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n"
	                          "metadata: {name: app}\nspec:\n  interval: 5m\n"
	                          "  url: oci://ghcr.io/acme/app\n  ref: %s\n",
	                          row->base));
	struct node *ref = node_at_path(root, "spec/ref");
	NODE_EACH_PAIR (pair, read(arena, "p.yaml", str_of(row->patch))) {
		node_remove(ref, pair->key.text);
		node_add_pair(arena, ref, pair->key, pair->value);
	}
	return root;
}

static void finds(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct rules_context context = {json_schemas_new(arena), prove_memo_new(arena),
	                                      STR("")};
	struct resmap map;
	struct diags diags;
	struct buf got;
	diags_init(&diags, arena);
	buf_init(&got, arena);
	resmap_init(&map, arena, merge_schemas_new(arena));
	assert_true(resmap_add(&map, member_new(arena, merged(arena, row)), &diags));
	rules_check(arena, &map, &context, &diags);
	for (const struct diag *diag = diags.first; diag; diag = diag->next)
		if (!lint_rule_find(str_of(diag->code))->is_off)
			buf_printf(&got, "%.*s:%u:%u %d %s %.*s (%.*s)\n",
			           STR_ARG(diag->at.source->path), diag->at.line, diag->at.col,
			           (int)diag->severity, diag->code, STR_ARG(diag->message),
			           STR_ARG(diag->label));
	ASSERT_STR(buf_text(&got), row->want);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("lint/shadows", ROWS, finds);
}
