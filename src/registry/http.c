/* http.c - see http.h */
#include "registry/http.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/trace.h"

enum { DEFAULT_SECONDS = 30, CONNECT_SECONDS = 10, REDIRECTS_MAX = 10 };
static const size_t DEFAULT_SIZE = (size_t)64 << 20;

/* The part of libcurl that is used here. */
struct curl_api {
	CURL *(*easy_init)(void);
	void (*easy_cleanup)(CURL *curl);
	void (*easy_reset)(CURL *curl);
	CURLcode (*easy_setopt)(CURL *curl, CURLoption option, ...);
	CURLcode (*easy_perform)(CURL *curl);
	CURLcode (*easy_getinfo)(CURL *curl, CURLINFO info, ...);
	const char *(*easy_strerror)(CURLcode code);
	struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
	void (*slist_free_all)(struct curl_slist *list);
};

static const struct {
	const char *name;
	size_t at;
} SYMBOLS[] = {
	{"curl_easy_init", offsetof(struct curl_api, easy_init)},
	{"curl_easy_cleanup", offsetof(struct curl_api, easy_cleanup)},
	{"curl_easy_reset", offsetof(struct curl_api, easy_reset)},
	{"curl_easy_setopt", offsetof(struct curl_api, easy_setopt)},
	{"curl_easy_perform", offsetof(struct curl_api, easy_perform)},
	{"curl_easy_getinfo", offsetof(struct curl_api, easy_getinfo)},
	{"curl_easy_strerror", offsetof(struct curl_api, easy_strerror)},
	{"curl_slist_append", offsetof(struct curl_api, slist_append)},
	{"curl_slist_free_all", offsetof(struct curl_api, slist_free_all)},
};

/* One of these is there wherever curl is; the ABI is the same. */
static const char *const LIBRARIES[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"};

struct http {
	struct curl_api api;
	CURL *curl; /* NULL until the first request */
};

struct http *http_create(void)
{
	return must_have(calloc(1, sizeof(struct http)));
}

void http_destroy(struct http *http)
{
	if (http && http->curl)
		http->api.easy_cleanup(http->curl);
	free(http);
}

/* The library is never unloaded: it may have registered things that run at exit. */
static bool load_library(struct http *http)
{
	void *library = NULL;
	for (size_t i = 0; !library && i < sizeof LIBRARIES / sizeof *LIBRARIES; i++)
		library = dlopen(LIBRARIES[i], RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return false;
	for (size_t i = 0; i < sizeof SYMBOLS / sizeof *SYMBOLS; i++) {
		void *symbol = dlsym(library, SYMBOLS[i].name);
		if (!symbol)
			return false;
		memcpy((char *)&http->api + SYMBOLS[i].at, &symbol, sizeof symbol);
	}
	http->curl = http->api.easy_init();
	return http->curl != NULL;
}

/* What the callbacks write to. */
struct answer {
	struct arena *arena;
	struct http_response *response;
	struct buf body;
	size_t max_size;
	bool too_big;
};

static size_t take_body(char *data, size_t one, size_t len, void *context)
{
	struct answer *answer = context;
	(void)one; /* always 1 */
	if (answer->body.len + len > answer->max_size) {
		answer->too_big = true;
		return 0; /* makes curl_easy_perform() fail */
	}
	buf_add(&answer->body, (str){data, len});
	return len;
}

static size_t take_header(char *data, size_t one, size_t len, void *context)
{
	struct answer *answer = context;
	const str line = {data, len};
	str name, value;
	(void)one;
	if (str_starts_with(line, STR("HTTP/"))) {
		answer->response->headers.len = 0; /* another answer begins, after a redirect */
	} else if (str_cut(line, ':', &name, &value)) {
		*ARRAY_ADD(answer->arena, &answer->response->headers) =
			(struct http_header){arena_copy(answer->arena, str_trim(name)),
		                             arena_copy(answer->arena, str_trim(value))};
	}
	return len;
}

static struct curl_slist *header_list(const struct http *http, struct arena *arena,
                                      const struct http_request *request)
{
	struct curl_slist *list = NULL;
	for (size_t i = 0; i < request->headers_len; i++) {
		const struct http_header *header = &request->headers[i];
		const str line = arena_printf(arena, "%.*s: %.*s", STR_ARG(header->name),
		                              STR_ARG(header->value));
		list = must_have(http->api.slist_append(list, arena_cstr(arena, line)));
	}
	return list;
}

/*
 * Credentials stay with the host they were meant for: that is libcurl's default since 7.58, also
 * for an Authorization header set by hand. The protocols are limited by options that 7.85 brought;
 * an older library is refused rather than used without them.
 */
static CURLcode set_options(const struct http *http, struct arena *arena,
                            const struct http_request *request, struct curl_slist *headers,
                            struct answer *answer)
{
	const struct curl_api *api = &http->api;
	CURL *curl = http->curl;
	const bool secure = str_starts_with(request->url, STR("https:"));
	const unsigned seconds =
		request->timeout_seconds ? request->timeout_seconds : DEFAULT_SECONDS;
	CURLcode code = CURLE_OK;
#define SET(option, value) (code = code == CURLE_OK ? api->easy_setopt(curl, option, value) : code)
	api->easy_reset(curl);
	SET(CURLOPT_URL, arena_cstr(arena, request->url));
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
	SET(CURLOPT_FOLLOWLOCATION, 1L);
	SET(CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
	SET(CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	SET(CURLOPT_TIMEOUT, (long)seconds);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_ACCEPT_ENCODING, "");
	SET(CURLOPT_USERAGENT, "kustoc/" KUSTOC_VERSION);
	SET(CURLOPT_HTTPHEADER, headers);
	if (request->ca_file.len > 0)
		SET(CURLOPT_CAINFO, arena_cstr(arena, request->ca_file));
	if (request->form.len > 0)
		SET(CURLOPT_POSTFIELDS, arena_cstr(arena, request->form));
	SET(CURLOPT_WRITEFUNCTION, take_body);
	SET(CURLOPT_WRITEDATA, answer);
	SET(CURLOPT_HEADERFUNCTION, take_header);
	SET(CURLOPT_HEADERDATA, answer);
#undef SET
	return code;
}

static bool no_answer(const struct http *http, const struct http_request *request,
                      const struct answer *answer, CURLcode code, struct mark at,
                      struct diags *diags)
{
	if (answer->too_big)
		return diag_error(diags, at, "'%.*s' is larger than %zu bytes",
		                  STR_ARG(request->url), answer->max_size);
	if (code == CURLE_UNKNOWN_OPTION)
		return diag_error(diags, at, "the libcurl found here is older than 7.85");
	return diag_error(diags, at, "no answer from '%.*s': %s", STR_ARG(request->url),
	                  http->api.easy_strerror(code));
}

bool http_get(struct http *http, struct arena *arena, const struct http_request *request,
              struct mark at, struct http_response *out, struct diags *diags)
{
	*out = (struct http_response){0};
	if (!http->curl && !load_library(http))
		return diag_error(diags, at,
		                  "'%.*s' needs libcurl (libcurl.so.4), which is not installed",
		                  STR_ARG(request->url));
	struct answer answer = {.arena = arena,
	                        .response = out,
	                        .max_size = request->max_size ? request->max_size : DEFAULT_SIZE};
	buf_init(&answer.body, arena);
	trace_say("asks %.*s", STR_ARG(request->url));
	struct curl_slist *headers = header_list(http, arena, request);
	CURLcode code = set_options(http, arena, request, headers, &answer);
	if (code == CURLE_OK)
		code = http->api.easy_perform(http->curl);
	if (code == CURLE_OK)
		code = http->api.easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &out->status);
	trace_say("is answered with status %ld", out->status);
	http->api.slist_free_all(headers);
	out->body = buf_text(&answer.body);
	return code == CURLE_OK || no_answer(http, request, &answer, code, at, diags);
}

str http_header_find(const struct http_response *response, const char *name)
{
	for (size_t i = 0; i < response->headers.len; i++)
		if (str_eq_nocase(response->headers.at[i].name, str_of(name)))
			return response->headers.at[i].value;
	return STR("");
}

const char *http_status_text(long status)
{
	static const struct {
		long status;
		const char *text;
	} TEXTS[] = {
		{400, "Bad Request"},
		{401, "Unauthorized"},
		{403, "Forbidden"},
		{404, "Not Found"},
		{405, "Method Not Allowed"},
		{406, "Not Acceptable"},
		{408, "Request Timeout"},
		{409, "Conflict"},
		{410, "Gone"},
		{418, "I'm a teapot"},
		{429, "Too Many Requests"},
		{500, "Internal Server Error"},
		{501, "Not Implemented"},
		{502, "Bad Gateway"},
		{503, "Service Unavailable"},
		{504, "Gateway Timeout"},
	};
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
		if (TEXTS[i].status == status)
			return TEXTS[i].text;
	return "";
}
