/* hash_test.c - suffixes as kustomize 5.7.1 gave them */
#include "kustomize/generators/generators.h"
#include "testing/table.h"

static const struct row {
	const char *name, *resource, *hash;
} ROWS[] = {
	{"a ConfigMap without data", "kind: ConfigMap\n", "6ct58987ht"},
	{"a ConfigMap", "kind: ConfigMap\ndata: {a: \"1\"}\n", "h29d89cmmt"},
	{"a name does not count", "kind: ConfigMap\nmetadata: {name: x}\ndata: {a: \"1\"}\n",
         "h29d89cmmt"},
	{"immutable does not count", "kind: ConfigMap\nimmutable: true\ndata: {a: \"1\"}\n",
         "h29d89cmmt"},
	{"a Secret", "kind: Secret\ntype: Opaque\ndata: {a: MQ==}\n", "25khgmg44c"},
	{"an empty Secret", "kind: Secret\ntype: Opaque\ndata: {}\n", "46f8b28mk5"},
	{"a Secret's type counts", "kind: Secret\ntype: foo\ndata: {}\n", "2tfmk86mf7"},
	{"a key that reads as null does not count", "kind: ConfigMap\ndata: {~: v, z: \"1\"}\n",
         "527hd2cc4c"},
	{"any other kind counts with its places",
         "apiVersion: v1\nkind: Foo\nmetadata:\n  name: a\n  annotations: "
         "{internal.config.kubernetes.io/needsHashSuffix: enabled}\n",
         "9dkfh4ggt8"},
	{"an emptied Secret", "kind: Secret\ntype: Opaque\n", "8226t8dd99"},
};

static void hashes(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct diags diags;
	struct documents documents = {0};
	const struct source source = {.path = STR("test.yaml"), .text = str_of(row->resource)};
	str hash;
	diags_init(&diags, arena);
	assert_true(
		load_documents(arena, source.text, origin_of_source(&source), &documents, &diags));
	assert_true(generator_hash(arena, member_new(arena, documents.at[0]), &hash, &diags));
	ASSERT_STR(hash, row->hash);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("kustomize/generators/hash", ROWS, hashes);
}
