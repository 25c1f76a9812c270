/* http_test.c - what is fetched, and what is refused, against a server on this machine */
#include "registry/http.h"

#include "testing/server.h"
#include "testing/table.h"

static const struct server_route ROUTES[] = {
	{"/a.yaml", "200 OK", "X-Kind: text\r\nX-Other:  b \r\n", "a: b\n"},
	{"/moved", "302 Found", "X-Kind: old\r\nLocation: /a.yaml\r\n", ""},
	{"/loop", "302 Found", "Location: /loop\r\n", ""},
	{"/leave", "302 Found", "Location: file:///etc/passwd\r\n", ""},
	{"/echo", "200 OK", "", NULL},
	{"/forbidden", "401 Unauthorized", "WWW-Authenticate: Bearer realm=\"x\"\r\n", "no\n"},
};
static struct server server;

static const struct row {
	const char *name, *path;
	size_t max_size;
	bool answered;
	long status;
	const char *body; /* or part of the message */
	const char *kind; /* the header X-Kind */
} ROWS[] = {
	{"a file is fetched", "/a.yaml", 0, true, 200, "a: b\n", "text"},
	{"a redirect is followed, and only the last headers count", "/moved", 0, true, 200,
         "a: b\n", "text"},
	{"an endless redirect ends", "/loop", 0, false, 0, "no answer from", ""},
	{"a redirect to a file is refused", "/leave", 0, false, 0, "no answer from", ""},
	{"an error status is an answer", "/nowhere", 0, true, 404, "not here\n", ""},
	{"a body may be too large", "/a.yaml", 4, false, 0, "is larger than 4 bytes", ""},
	{"a body may be just small enough", "/a.yaml", 5, true, 200, "a: b\n", "text"},
};

static bool fetch(struct arena *arena, const char *path, const struct http_header *headers,
                  size_t headers_len, size_t max_size, struct http_response *out,
                  struct diags *diags)
{
	struct http *http = http_create();
	const struct http_request request = {.url = arena_printf(arena, "http://127.0.0.1:%d%s",
	                                                         server.port, path),
	                                     .headers = headers,
	                                     .headers_len = headers_len,
	                                     .max_size = max_size};
	diags_init(diags, arena);
	const bool answered = http_get(http, arena, &request, NO_MARK, out, diags);
	http_destroy(http);
	return answered;
}

static void gets(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct http_response response;
	struct diags diags;
	assert_int_equal(fetch(arena, row->path, NULL, 0, row->max_size, &response, &diags),
	                 row->answered);
	assert_int_equal(diags.errors, !row->answered);
	if (row->answered) {
		assert_int_equal(response.status, row->status);
		ASSERT_STR(response.body, row->body);
		ASSERT_STR(http_header_find(&response, "x-kind"), row->kind);
	} else {
		assert_true(str_contains(diags.last->message, str_of(row->body)));
	}
	arena_destroy(arena);
}

static void sends_headers(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	const struct http_header headers[] = {{STR("Authorization"), STR("Bearer abc")}};
	struct http_response response;
	struct diags diags;
	assert_true(fetch(arena, "/echo", headers, 1, 0, &response, &diags));
	assert_true(str_contains(response.body, STR("Authorization: Bearer abc\r\n")));
	arena_destroy(arena);
}

static void keeps_credentials_at_home(void **state)
{
	(void)state;
	struct arena *arena = arena_create();
	struct server other;
	server_start(&other, ROUTES, sizeof ROUTES / sizeof *ROUTES);
	const str location =
		arena_printf(arena, "Location: http://localhost:%d/echo\r\n", other.port);
	const struct server_route away = {"/away", "302 Found", arena_cstr(arena, location), ""};
	struct server first;
	server_start(&first, &away, 1);
	struct http *http = http_create();
	const struct http_header headers[] = {{STR("Authorization"), STR("Bearer abc")}};
	const struct http_request request = {.url = arena_printf(arena, "http://127.0.0.1:%d/away",
	                                                         first.port),
	                                     .headers = headers,
	                                     .headers_len = 1};
	struct http_response response;
	struct diags diags;
	diags_init(&diags, arena);
	assert_true(http_get(http, arena, &request, NO_MARK, &response, &diags));
	assert_int_equal(response.status, 200);
	assert_false(str_contains(response.body, STR("Bearer")));
	http_destroy(http);
	server_stop(&first);
	server_stop(&other);
	arena_destroy(arena);
}

static void names_statuses(void **state)
{
	(void)state;
	assert_string_equal(http_status_text(404), "Not Found");
	assert_string_equal(http_status_text(299), "");
}

int main(void)
{
	const struct CMUnitTest others[] = {
		cmocka_unit_test(sends_headers),
		cmocka_unit_test(keeps_credentials_at_home),
		cmocka_unit_test(names_statuses),
	};
	server_start(&server, ROUTES, sizeof ROUTES / sizeof *ROUTES);
	int failed = TABLE_RUN("registry/http", ROWS, gets);
	failed += cmocka_run_group_tests_name("registry/http", others, NULL, NULL);
	server_stop(&server);
	return failed;
}
