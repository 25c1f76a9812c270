/* registry_test.c - tags from registries that behave and that do not, on this machine */
#include "registry/registry.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "testing/server.h"
#include "testing/table.h"

#define LIST(name) "/v2/" name "/tags/list?n=1000"

static const struct server_route ROUTES[] = {
	{LIST("one"), "200 OK", "", "{\"name\":\"one\",\"tags\":[\"a\",\"b\"]}"},
	{LIST("none"), "200 OK", "", "{\"name\":\"none\",\"tags\":null}"},
	{LIST("pages"), "200 OK", "Link: </v2/pages/tags/list?last=a>; rel=\"next\"\r\n",
         "{\"tags\":[\"a\"]}"},
	{"/v2/pages/tags/list?last=a", "200 OK", "", "{\"tags\":[\"b\"]}"},
	{LIST("endless"), "200 OK", "Link: <" LIST("endless") ">; rel=\"next\"\r\n",
         "{\"tags\":[\"a\"]}"},
	{LIST("elsewhere"), "200 OK", "Link: <http://example.org/x>; rel=\"next\"\r\n",
         "{\"tags\":[\"a\"]}"},
	{LIST("cut"), "200 OK", "", "{\"tags\":[\"a\""},
	{LIST("text"), "200 OK", "", "<html>"},
	{LIST("number"), "200 OK", "", "{\"tags\":[1]}"},
	{LIST("map"), "200 OK", "", "{\"tags\":{}}"},
	{LIST("list"), "200 OK", "", "[\"a\"]"},
	{LIST("unknown"), "404 Not Found", "",
         "{\"errors\":[{\"code\":\"NAME_UNKNOWN\",\"message\":\"no such repository\"}]}"},
	{LIST("busy"), "503 Service Unavailable", "", ""},
	{LIST("basic"), "401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", ""},
	{LIST("kerberos"), "401 Unauthorized", "WWW-Authenticate: Negotiate\r\n", ""},
	{LIST("token"), "401 Unauthorized",
         "WWW-Authenticate: Bearer realm=\"ftp://example.org/token\"\r\n", ""},
};
static struct server server;

static const struct row {
	const char *name, *repository;
	const char *want; /* tags between spaces, or a part of the message */
	bool listed;
} ROWS[] = {
	{"a page", "one", "a b", true},
	{"a repository without tags", "none", "", true},
	{"two pages", "pages", "a b", true},
	{"a page that leads to itself", "endless", "pages do not end", false},
	{"a page on another host", "elsewhere", "next page is on another host", false},
	{"an answer that breaks off", "cut", "not JSON", false},
	{"an answer of another kind", "text", "not JSON", false},
	{"a tag that is a number", "number", "a tag that is no string", false},
	{"tags of another type", "map", "no list of tags", false},
	{"an answer of another type", "list", "no list of tags", false},
	{"an unknown repository", "unknown", "NAME_UNKNOWN: no such repository", false},
	{"a registry that stays busy", "busy", "unexpected status code 503", false},
	{"credentials that nobody has", "basic", "wants credentials, and there are none", false},
	{"a way to log in that we do not know", "kerberos", "of a kind that is not understood",
         false},
	{"a token service nobody may trust", "token", "not at an https address", false},
};

static struct arena *arena;

static str list(struct registry *registry, const char *repository, struct diags *diags)
{
	struct registry_tags tags = {0};
	const str url = arena_printf(arena, "oci://127.0.0.1:%d/%s", server.port, repository);
	str got = {"", 0};
	diags_init(diags, arena);
	if (!registry_list_tags(registry, url, false, NO_MARK, &tags, diags))
		return diags->last->message;
	for (size_t i = 0; i < tags.len; i++)
		got = arena_printf(arena, "%.*s%s%.*s", STR_ARG(got), i > 0 ? " " : "",
		                   STR_ARG(tags.at[i]));
	return got;
}

static void is_listed(void **state)
{
	const struct row *row = *state;
	const struct registry_options options = {.pause_millis = 1};
	struct registry *registry = registry_create(arena, &options);
	struct diags diags;
	const str got = list(registry, row->repository, &diags);
	if (row->listed)
		ASSERT_STR(got, row->want);
	else
		assert_true(str_contains(got, str_of(row->want)));
	assert_int_equal(diags.errors, !row->listed);
	registry_destroy(registry);
}

static void nobody_answers(void **state)
{
	(void)state;
	const struct registry_options options = {.pause_millis = 1};
	struct registry *registry = registry_create(arena, &options);
	struct registry_tags tags = {0};
	struct diags diags;
	diags_init(&diags, arena);
	assert_false(registry_list_tags(registry, STR("oci://127.0.0.1:1/app"), false, NO_MARK,
	                                &tags, &diags));
	assert_true(str_contains(diags.last->message, STR("no answer from")));
	registry_destroy(registry);
}

static int start(void **state)
{
	(void)state;
	arena = arena_create();
	server_start(&server, ROUTES, sizeof ROUTES / sizeof *ROUTES);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	server_stop(&server);
	arena_destroy(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_answers)};
	start(NULL);
	const int failed =
		TABLE_RUN("registry/registry", ROWS, is_listed) |
		cmocka_run_group_tests_name("registry/registry: nobody", tests, NULL, NULL);
	stop(NULL);
	return failed;
}
