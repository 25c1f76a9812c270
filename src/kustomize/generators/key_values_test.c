/* key_values_test.c - what literals, env files and files give */
#include "kustomize/generators/key_values.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "testing/table.h"
#include "yaml/value.h"

static const struct row {
	const char *name;
	const char *config;
	const char *file; /* the content of "file" */
	const char *want; /* "key=value;" for each pair, or the error's sentence after "error: " */
} ROWS[] = {
	{"a literal is cut at the first =", "literals: [a=b=c]", "", "a=b=c;"},
	{"a literal may be empty", "literals: [a=]", "", "a=;"},
	{"quotes around a literal go", "literals: [a='b', 'c=\"d\"']", "", "a=b;c=d;"},
	{"one pair of quotes only", "literals: ['a=\"''b''\"']", "", "a='b';"},
	{"unequal quotes stay", "literals: [\"a='b\"]", "", "a='b;"},
	{"a single quote stays", "literals: [\"a='\"]", "", "a=';"},
	{"a literal needs a key", "literals: [x=1, =a]", "",
         "error: loading KV pairs: literal sources [x=1 =a]: invalid literal source =a, expected "
         "key=value"},
	{"a literal needs a =", "literals: [abc]", "",
         "error: loading KV pairs: literal sources [abc]: invalid literal source abc, expected "
         "key=value"},
	{"lines of an env file", "envs: [file]", "a=1\nb=2", "a=1;b=2;"},
	{"an env file from Windows", "envs: [file]", "a=1\r\nb=2\r\n", "a=1;b=2;"},
	{"comments and empty lines go", "envs: [file]", "# a\n\n  # b\n  c= d \n", "c= d ;"},
	{"a line without = has no value", "envs: [file]", "a\n", "a=;"},
	{"a line without a key goes", "envs: [file]", "=a\nb=1\n", "b=1;"},
	{"quotes in an env file stay", "envs: [file]", "a=\"b\"\n", "a=\"b\";"},
	{"a byte order mark goes", "envs: [file]",
         "\xEF\xBB\xBF"
         "a=1\n",
         "a=1;"},
	{"a non-breaking space is space", "envs: [file]",
         "\xC2\xA0"
         "a=1\n",
         "a=1;"},
	{"an env file must be UTF-8", "envs: [file]", "A=\xFF\n",
         "error: loading KV pairs: env source files: [file]: line [65 61 255] has invalid utf8 "
         "bytes : "
         "A=\\xff"},
	{"a file's key is its name", "files: [./file]", "x\ny", "file=x\ny;"},
	{"a file with a key", "files: [k=file]", "x", "k=x;"},
	{"a file without a key", "files: [=a]", "",
         "error: loading KV pairs: file sources: [=a]: missing key name for file path \"a\" in "
         "source "
         "\"=a\""},
	{"a file without a path", "files: [a=]", "",
         "error: loading KV pairs: file sources: [a=]: missing file path for key name \"a\" in "
         "source "
         "\"a=\""},
	{"a file with two =", "files: [a=b=c]", "",
         "error: loading KV pairs: file sources: [a=b=c]: source \"a=b=c\" key name or file path "
         "contains '='"},
	{"pairs are sorted", "{literals: [b=1], envs: [file]}", "c=1\na=1\n", "a=1;b=1;c=1;"},
	{"a key comes once", "{literals: [a=1], envs: [file]}", "a=1\n",
         "error: configmap cm illegally repeats the key `a`"},
};

static char dir[] = "/tmp/kustoc-pairs-XXXXXX";

static struct loader loader_here(struct arena *arena, struct diags *diags)
{
	static const struct remote_access NO_ACCESS;
	struct loader loader;
	assert_true(loader_for_target(arena, str_of(dir), LOAD_ROOT_ONLY, files_new(arena),
	                              &NO_ACCESS, &loader, diags));
	return loader;
}

static str result_of(struct arena *arena, const char *config)
{
	struct diags diags;
	struct node *value;
	struct key_values pairs;
	struct buf text;
	const struct source source = {.path = STR("config"), .text = str_of(config)};
	diags_init(&diags, arena);
	const struct loader loader = loader_here(arena, &diags);
	assert_true(load_value(arena, source.text, origin_of_source(&source), &value, &diags));
	if (!key_values_load(arena, value, STR("cm"), &loader, &pairs, &diags))
		return arena_concat(arena, STR("error: "), diags.last->sentence);
	buf_init(&text, arena);
	for (size_t i = 0; i < pairs.len; i++)
		buf_printf(&text, "%.*s=%.*s;", STR_ARG(pairs.at[i].key),
		           STR_ARG(pairs.at[i].value));
	return buf_text(&text);
}

static void loads(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str path = arena_printf(arena, "%s/file", dir);
	assert_int_equal(file_write(arena, path, str_of(row->file)), 0);
	ASSERT_STR(result_of(arena, row->config), row->want);
	arena_destroy(arena);
}

/* Go's scanner gives up there, and kustomize does not ask it why. */
static void stops_at_a_line_of_64_kib(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str path = arena_printf(arena, "%s/file", dir);
	for (size_t len = 65535; len <= 65536; len++) {
		struct buf file;
		buf_init(&file, arena);
		buf_add(&file, STR("a=1\nb="));
		memset(buf_reserve(&file, len - 2), 'x', len - 2);
		file.len += len - 2;
		buf_add(&file, STR("\nc=1\n"));
		assert_int_equal(file_write(arena, path, buf_text(&file)), 0);
		const str result = result_of(arena, "envs: [file]");
		assert_int_equal(str_ends_with(result, STR("c=1;")), len == 65535);
		assert_true(str_starts_with(result, STR("a=1;")));
	}
	arena_destroy(arena);
}

static void reports_a_missing_file(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const str want =
		arena_printf(arena,
	                     "error: loading KV pairs: file sources: [nope]: evalsymlink "
	                     "failure on '%s/nope' : lstat %s/nope: no such file or directory",
	                     dir, dir);
	ASSERT_STR(result_of(arena, "files: [nope]"), arena_cstr(arena, want));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(stops_at_a_line_of_64_kib),
		cmocka_unit_test(reports_a_missing_file),
	};
	if (!mkdtemp(dir))
		return 1;
	int failed = TABLE_RUN("kustomize/generators/key_values", ROWS, loads);
	failed +=
		cmocka_run_group_tests_name("kustomize/generators/key_values", others, NULL, NULL);
	struct arena *arena = arena_create();
	file_remove_tree(arena, str_of(dir));
	arena_destroy(arena);
	return failed;
}
