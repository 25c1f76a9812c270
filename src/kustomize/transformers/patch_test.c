/* patch_test.c - what is said about patches that do not fit; the goldens show those that do */
#include "kustomize/transformers/transformers.h"

#include "testing/table.h"

static const char RESOURCES[] =
	"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, namespace: shop}\n"
	"spec: {replicas: 1}\n"
	"---\napiVersion: v1\nkind: Service\nmetadata: {name: api-server}\n";

static const struct row {
	const char *name, *config;
	const char *code; /* of the finding or the error; "" for none */
	bool fails;
	uint32_t line;
	const char *message, *label, *closest; /* NULL: no such note */
} ROWS[] = {
	{"a patch that changes something is silent",
         "target: {kind: Deployment}\npatch: '[{\"op\": \"add\", \"path\": \"/a\", \"value\": "
         "1}]'\n",
         "", false, 0, "", "", NULL},
	{"a merge that changes nothing is found",
         "target: {kind: Deployment}\npatch: |\n  kind: Deployment\n  metadata: {name: x}\n"
         "  spec: {replicas: 1}\n",
         "KUS010", false, 1, "patch changes nothing",
         "Deployment/api in namespace shop is already so", NULL},
	{"a merge that only names its resource changes nothing",
         "patch: |\n  apiVersion: apps/v1\n  kind: Deployment\n  metadata:\n    name: api\n"
         "    namespace: shop\n",
         "KUS010", false, 1, "patch changes nothing",
         "Deployment/api in namespace shop is already so", NULL},
	{"a target that selects nothing is found, with the closest",
         "target: {kind: Deployment, name: apo}\npatch: '[]'\n", "KUS004", false, 1,
         "patch matches nothing", "no resource with kind 'Deployment', name 'apo'",
         "Deployment/api in namespace shop; name differs"},
	{"a merge without target is an error where its name stands",
         "patch: |\n\n  apiVersion: apps/v1\n  kind: Deployment\n  metadata: {name: api-server}\n",
         "KUS003", true, 5, "patch matches no resource",
         "wants Deployment/api-server in namespace <none>",
         "Deployment/api in namespace shop; name and namespace differ"},
	{"an operation that fails is placed inside the text",
         "target: {kind: Deployment}\npatch: |\n  - op: remove\n    path: /b\n", "KUS001", true, 4,
         "cannot remove '/b': there is no key 'b'", "", NULL},
	{"a JSON patch needs a target", "patch: '[{\"op\": \"remove\", \"path\": \"/a\"}]'\n",
         "KUS001", true, 1, "a JSON patch needs a 'target'", "", NULL},
	{"two documents that say two things",
         "patch: |\n  apiVersion: v1\n  kind: Service\n  metadata: {name: api-server}\n"
         "  spec: {type: NodePort}\n  ---\n  apiVersion: v1\n  kind: Service\n"
         "  metadata: {name: api-server}\n  spec: {type: LoadBalancer}\n",
         "KUS012", false, 5,
         "the same file sets spec.type of Service/api-server again: the last one wins", "", NULL},
	{"two documents by two names of an object",
         "patch: |\n  apiVersion: v1\n  kind: Service\n  metadata: {name: api-server}\n"
         "  spec: {type: NodePort}\n  ---\n  apiVersion: v1\n  kind: Service\n"
         "  metadata: {name: api-server, namespace: default}\n  spec: {clusterIP: None}\n",
         "", false, 0, "", "", NULL},
	{"two documents for two fields",
         "patch: |\n  apiVersion: v1\n  kind: Service\n  metadata: {name: api-server}\n"
         "  spec: {type: NodePort}\n  ---\n  apiVersion: v1\n  kind: Service\n"
         "  metadata: {name: api-server}\n  spec: {clusterIP: None}\n",
         "", false, 0, "", "", NULL},
	{"an operation that misses by a letter",
         "target: {kind: Deployment}\npatch: |\n  - op: remove\n    path: /spec/replcas\n",
         "KUS001", true, 4, "cannot remove '/spec/replcas': there is no key 'replcas'", "",
         "replicas"},
	{"a patch must be one", "patch: |\n  kind: [\n", "YML001", true, 3, NULL, "", NULL},
};

static struct resmap load_resources(struct arena *arena, struct diags *diags)
{
	struct resmap map;
	struct resources read = {0};
	struct source *source = ARENA_NEW(arena, struct source);
	source->text = str_of(RESOURCES);
	resmap_init(&map, arena, merge_schemas_new(arena));
	assert_true(resources_load(arena, source->text, origin_of_source(source), &read, diags));
	for (size_t i = 0; i < read.len; i++)
		assert_true(resmap_add(&map, member_new(arena, read.at[i].root), diags));
	return map;
}

static const struct diag_note *find_note(const struct diag *diag, const char *key)
{
	for (const struct diag_note *note = diag->notes; note; note = note->next)
		if (str_eq(str_of(note->key), str_of(key)))
			return note;
	return NULL;
}

static void check(const struct row *row, const struct diag *diag)
{
	ASSERT_STR(str_of(diag->code), row->code);
	assert_int_equal(diag->at.line, row->line);
	if (row->message)
		ASSERT_STR(diag->message, row->message);
	ASSERT_STR(diag->label, row->label);
	const struct diag_note *closest = find_note(diag, "closest");
	assert_int_equal(closest != NULL, row->closest != NULL);
	if (closest)
		ASSERT_STR(closest->text, row->closest);
}

static void says(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags, findings;
	struct node *config;
	diags_init(&diags, arena);
	diags_init(&findings, arena);
	struct resmap resources = load_resources(arena, &diags);
	struct source *source = ARENA_NEW(arena, struct source);
	source->text = str_of(row->config);
	assert_true(load_value(arena, source->text, origin_of_source(source), &config, &diags));
	struct transform transform = {.arena = arena,
	                              .how = transformer_find(STR("PatchTransformer")),
	                              .config = config,
	                              .at = config->at,
	                              .findings = &findings};
	const bool done = transform.how->configure(&transform, &diags) &&
	                  transform.how->run(&transform, &resources, &diags);
	assert_int_equal(done, !row->fails);
	assert_int_equal(diags.len, row->fails);
	assert_int_equal(findings.len, !row->fails && *row->code);
	if (*row->code)
		check(row, row->fails ? diags.last : findings.last);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("kustomize/transformers/patch", ROWS, says);
}
