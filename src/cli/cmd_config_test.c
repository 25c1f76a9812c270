/* cmd_config_test.c - kustoc init, config and schema, in a directory of their own */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "cli/cli.h"
#include "testing/table.h"

/* The least that is one. */
#define CRD                                                                                        \
	"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"                    \
	"metadata: {name: widgets.a.b}\nspec: {group: a.b, scope: Namespaced, names: {kind: "      \
	"Widget, "                                                                                 \
	"plural: widgets}, versions: [{name: v1, served: true, storage: true, schema: "            \
	"{openAPIV3Schema: {type: object}}}]}\n"

static struct cli_result run(struct arena *arena, str dir, const char *command, const char *verb)
{
	const char *const args[] = {"kustoc", "-C", arena_cstr(arena, dir), command, verb, NULL};
	char *argv[sizeof args / sizeof *args];
	memcpy(argv, args, sizeof args);
	return cli_execute(arena, argv);
}

static void put(struct arena *arena, str dir, const char *name, const char *text)
{
	const str path = path_join(arena, dir, str_of(name));
	assert_int_equal(file_make_dirs(arena, path_dir(path)), 0);
	assert_int_equal(file_write(arena, path, str_of(text)), 0);
}

static void an_overlay(struct arena *arena, str dir, const char *name)
{
	const str file = arena_printf(arena, "%s/kustomization.yaml", name);
	put(arena, dir, arena_cstr(arena, file), "resources: []\n");
}

static void init_writes_what_check_accepts(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-config-XXXXXX";
	const str dir = str_of(mkdtemp(template));
	str text;
	put(arena, dir, ".git/HEAD", "");
	an_overlay(arena, dir, "apps/a/overlays/staging");
	an_overlay(arena, dir, "apps/a/overlays/production");
	an_overlay(arena, dir, "apps/b/overlays/production");
	an_overlay(arena, dir, "clusters/eu");
	ASSERT_STR(run(arena, dir, "config", "check").out,
	           "no .kustoc.yaml from here up to the top of the repository\n");
	const struct cli_result first = run(arena, dir, "init", NULL);
	assert_int_equal(first.status, 0);
	ASSERT_STR(first.out, "wrote .kustoc.yaml\n");
	assert_int_equal(file_read(arena, path_join(arena, dir, STR(".kustoc.yaml")), &text), 0);
	assert_true(str_contains(text, STR("  production:\n"
	                                   "    paths: [\"apps/*/overlays/production\"]\n"
	                                   "    channel: stable\n    after: staging\n")));
	assert_true(str_contains(text, STR("  eu:\n    paths: [\"clusters/eu\"]\n")));
	ASSERT_STR(run(arena, dir, "config", "check").out, ".kustoc.yaml is fine\n");
	assert_true(str_contains(run(arena, dir, "config", "show").out, STR("flux:\n- \"2.9\"\n")));
	assert_int_equal(run(arena, dir, "init", NULL).status, 2); /* never over another */
	assert_int_equal(file_remove_tree(arena, dir), 0);
	arena_destroy(arena);
}

static void a_wrong_config_stops_every_run(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-config-XXXXXX";
	const str dir = str_of(mkdtemp(template));
	put(arena, dir, ".kustoc.yaml", "rulez: {}\n");
	an_overlay(arena, dir, "a");
	const struct cli_result lint = run(arena, dir, "lint", NULL);
	assert_int_equal(lint.status, 2);
	assert_true(str_contains(lint.err, STR(".kustoc.yaml:1:1: error: unknown field 'rulez'; "
	                                       "did you mean 'rules'?\n")));
	assert_int_equal(run(arena, dir, "lint", "--no-config").status, 0);
	assert_int_equal(file_remove_tree(arena, dir), 0);
	arena_destroy(arena);
}

static void what_a_config_names_must_be_there(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	char template[] = "/tmp/kustoc-config-XXXXXX";
	const str dir = str_of(mkdtemp(template));
	put(arena, dir, ".kustoc.yaml",
	    "registries:\n  a.b/*: {tags: ci/tags.txt}\nschemas: {crds: [crds]}\n");
	an_overlay(arena, dir, "a");
	const struct cli_result check = run(arena, dir, "config", "check");
	assert_int_equal(check.status, 2);
	assert_true(str_contains(check.err, STR(".kustoc.yaml:2:17: error: cannot read "
	                                        "'ci/tags.txt': No such file or directory\n")));
	assert_true(str_contains(check.err, STR(".kustoc.yaml:3:18: error: cannot read "
	                                        "'crds': No such file or directory\n")));
	assert_int_equal(run(arena, dir, "lint", NULL).status, 2);
	assert_int_equal(run(arena, dir, "config", "show").status, 0);
	put(arena, dir, "ci/tags.txt", "1.0.0\n");
	put(arena, dir, "crds/a.yaml", CRD);
	ASSERT_STR(run(arena, dir, "config", "check").out, ".kustoc.yaml is fine\n");
	assert_int_equal(run(arena, dir, "lint", NULL).status, 0);
	assert_int_equal(file_remove_tree(arena, dir), 0);
	arena_destroy(arena);
}

static void schemas_are_printed(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct cli_result config = run(arena, STR("."), "schema", "config");
	assert_int_equal(config.status, 0);
	assert_true(str_contains(config.out, STR("\"title\": \".kustoc.yaml\"")));
	assert_true(str_contains(run(arena, STR("."), "schema", "kustomization").out,
	                         STR("\"configMapGenerator\"")));
	assert_int_equal(run(arena, STR("."), "schema", "nothing").status, 2);
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(init_writes_what_check_accepts),
		cmocka_unit_test(a_wrong_config_stops_every_run),
		cmocka_unit_test(what_a_config_names_must_be_there),
		cmocka_unit_test(schemas_are_printed),
	};
	return cmocka_run_group_tests_name("cli/cmd_config", tests, NULL, NULL);
}
