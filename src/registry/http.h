/*
 * http.h - fetching over HTTP(S)
 *
 * libcurl does it, and is loaded when the first request is made: most runs need
 * no network, and start without its dozen libraries. Every request has a time
 * and a size limit; redirects lead neither from https to http nor take
 * credentials to another host.
 */
#ifndef REGISTRY_HTTP_H
#define REGISTRY_HTTP_H

#include "base/diag.h"

struct http; /* connections kept open for the next request */

/* Owned by the caller. Cannot fail: the library is looked for with the first request. */
struct http *http_create(void);
void http_destroy(struct http *http);

struct http_header {
	str name, value;
};

struct http_request {
	str url;
	const struct http_header *headers;
	size_t headers_len;
	unsigned timeout_seconds; /* for the whole of it; 0: 30 */
	size_t max_size;          /* bytes of the body; 0: 64 MiB */
	str ca_file;              /* certificates to trust; "" for the system's */
	str form;                 /* sent as a form with POST; "" for GET */
};

struct http_response {
	long status;
	str body;
	ARRAY(struct http_header) headers; /* of the last answer when there were redirects */
};

/*
 * False, with an error at `at`, when no answer came. Whatever the status says, an answer is an
 * answer: judging it is the caller's.
 */
MUST_CHECK bool http_get(struct http *http, struct arena *arena, const struct http_request *request,
                         struct mark at, struct http_response *out, struct diags *diags);

/* The value of the first header of that name, "" when there is none. */
str http_header_find(const struct http_response *response, const char *name);
/* "Not Found" for 404, "" for a number without a name. */
const char *http_status_text(long status);

#endif
