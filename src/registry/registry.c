/*
 * registry.c - see registry.h
 *
 * A listing is a session: the first page is asked for without credentials, as most repositories are
 * public; a registry that wants some says which (challenge.h), and is asked once more. What it
 * hands out then serves for all further pages. Pages are followed only on the same host, and only
 * as long as they bring tags that were not there before.
 */
#include "registry/registry.h"

#include <stdlib.h>
#include <time.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/map.h"
#include "registry/challenge.h"
#include "registry/http.h"
#include "registry/name.h"
#include "yaml/value.h"

enum {
	PAGE_SIZE = 1000,
	PAGES_MAX = 2000, /* of registries that give fewer than asked for */
	TAGS_MAX = 1000000,
	LISTING_SECONDS_MAX = 120,
	PAGE_BYTES_MAX = 8 << 20,
	TOKEN_BYTES_MAX = 1 << 20,
	TRIES = 4,
	QUICK_SECONDS = 3, /* what fails within is worth another try */
	PAUSE_MILLIS = 500,
	PAUSE_SECONDS_MAX = 10, /* what a registry may ask for with Retry-After */
};

struct registry {
	struct arena *arena;
	struct registry_options options;
	struct http *http;
};

/* One repository being asked. */
struct session {
	struct registry *registry;
	struct registry_name name;
	str base;          /* "https://ghcr.io" */
	str authorization; /* header's value; "" as long as nobody wants one */
	str url;           /* as written in the manifest */
	struct map seen;   /* tags that were listed */
	struct mark at;
	struct diags *diags;
};

struct registry *registry_create(struct arena *arena, const struct registry_options *options)
{
	struct registry *registry = ARENA_NEW(arena, struct registry);
	registry->arena = arena;
	registry->options = *options;
	registry->http = http_create();
	return registry;
}

void registry_destroy(struct registry *registry)
{
	if (registry)
		http_destroy(registry->http);
}

/* ---- one request, tried again while the registry is busy ---- */

static bool is_busy(long status)
{
	return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

static int64_t now_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* What the registry asks for, else longer with every try. */
static void pause(const struct registry *registry, const struct http_response *response,
                  unsigned attempt)
{
	const str asked = http_header_find(response, "Retry-After");
	uint64_t millis =
		registry->options.pause_millis ? registry->options.pause_millis : PAUSE_MILLIS;
	millis <<= attempt;
	uint64_t seconds = 0;
	for (size_t i = 0; i < asked.len && i < 4 && ascii_is_digit(asked.at[i]); i++)
		seconds = seconds * 10 + (uint64_t)(asked.at[i] - '0');
	if (seconds > PAUSE_SECONDS_MAX)
		seconds = PAUSE_SECONDS_MAX;
	if (seconds * 1000 > millis)
		millis = seconds * 1000;
	struct timespec rest = {.tv_sec = (time_t)(millis / 1000),
	                        .tv_nsec = (long)(millis % 1000) * 1000000};
	while (nanosleep(&rest, &rest) != 0)
		continue;
}

/* A request, and again while that may help. What went wrong before the last try is forgotten. */
static bool ask(struct session *session, const struct http_request *request,
                struct http_response *out)
{
	struct registry *registry = session->registry;
	for (unsigned attempt = 0;; attempt++) {
		const struct diags_position before = diags_position(session->diags);
		const int64_t start = now_seconds();
		const bool last = attempt + 1 == TRIES;
		if (!http_get(registry->http, registry->arena, request, session->at, out,
		              session->diags)) {
			/* A connection that fails is tried again; an answer that takes too long, or
			   breaks off, would do so again. */
			if (last || out->body.len > 0 || now_seconds() - start >= QUICK_SECONDS)
				return false;
			diags_rewind(session->diags, before);
		} else if (last || !is_busy(out->status)) {
			return true;
		}
		pause(registry, out, attempt);
	}
}

static struct http_request request_for(const struct session *session, str url, size_t max_size)
{
	return (struct http_request){
		.url = url,
		.timeout_seconds = session->registry->options.timeout_seconds,
		.max_size = max_size,
		.ca_file = session->registry->options.ca_file,
	};
}

/* ---- credentials ---- */

static str basic(struct arena *arena, const struct credentials *who)
{
	const str pair =
		arena_printf(arena, "%.*s:%.*s", STR_ARG(who->user), STR_ARG(who->password));
	const str encoded = digest_base64(arena, pair);
	return arena_printf(arena, "Basic %.*s", STR_ARG(encoded));
}

/* Adds text as a part of a URL or a form. */
static void add_escaped(struct buf *out, str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char c = text.at[i];
		if (ascii_is_alnum(c) || str_find_char(STR("-._~"), c) != STR_NONE)
			buf_add_char(out, c);
		else
			buf_printf(out, "%%%02X", (unsigned char)c);
	}
}

static void add_parameter(struct buf *out, char before, const char *name, str value)
{
	if (value.len == 0)
		return;
	buf_printf(out, "%c%s=", before, name);
	add_escaped(out, value);
}

static str scope_of(const struct session *session, const struct challenge *challenge)
{
	if (challenge->scope.len > 0)
		return challenge->scope;
	return arena_printf(session->registry->arena, "repository:%.*s:pull",
	                    STR_ARG(session->name.repository));
}

/* By Docker's token specification: scope and service are parameters of the realm's URL. */
static str token_url(const struct session *session, const struct challenge *challenge)
{
	struct buf url;
	buf_init(&url, session->registry->arena);
	buf_add(&url, challenge->realm);
	const bool has_query = str_find_char(challenge->realm, '?') != STR_NONE;
	add_parameter(&url, has_query ? '&' : '?', "scope", scope_of(session, challenge));
	add_parameter(&url, '&', "service", challenge->service);
	return buf_text(&url);
}

static str token_form(const struct session *session, const struct challenge *challenge,
                      str identity_token)
{
	struct buf form;
	buf_init(&form, session->registry->arena);
	buf_add(&form, STR("grant_type=refresh_token&client_id=kustoc"));
	add_parameter(&form, '&', "refresh_token", identity_token);
	add_parameter(&form, '&', "scope", scope_of(session, challenge));
	add_parameter(&form, '&', "service", challenge->service);
	return buf_text(&form);
}

/* Over HTTPS nobody may lead credentials to where others can read them. */
static bool check_realm(const struct session *session, const struct challenge *challenge)
{
	const bool secure = str_starts_with(challenge->realm, STR("https://"));
	if (secure || (session->name.is_plain && str_starts_with(challenge->realm, STR("http://"))))
		return true;
	return diag_error(session->diags, session->at,
	                  "%.*s names a token service that is not at an https address",
	                  STR_ARG(session->name.host));
}

static bool read_token(struct session *session, str body)
{
	struct arena *arena = session->registry->arena;
	struct node *answer;
	const struct diags_position before = diags_position(session->diags);
	str token = {"", 0};
	if (value_from_json(arena, body, (struct origin){.at = session->at}, &answer,
	                    session->diags)) {
		token = node_get_text(answer, STR("token"));
		if (token.len == 0)
			token = node_get_text(answer, STR("access_token"));
	}
	diags_rewind(session->diags, before); /* the text may hold a token: none of it is shown */
	if (token.len == 0)
		return diag_error(session->diags, session->at,
		                  "the token service of %.*s did not answer with a token",
		                  STR_ARG(session->name.host));
	session->authorization = arena_printf(arena, "Bearer %.*s", STR_ARG(token));
	return true;
}

/*
 * A token may be had for a password, for an identity token, or for nothing: many registries hand
 * one to everybody who asks for a public repository.
 */
static bool fetch_token(struct session *session, const struct challenge *challenge,
                        const struct credentials *who)
{
	struct arena *arena = session->registry->arena;
	struct http_response response;
	if (!check_realm(session, challenge))
		return false;
	struct http_request request =
		request_for(session, token_url(session, challenge), TOKEN_BYTES_MAX);
	const struct http_header header = {STR("Authorization"), basic(arena, who)};
	if (who->identity_token.len > 0) {
		request.url = challenge->realm;
		request.form = token_form(session, challenge, who->identity_token);
	} else if (who->user.len > 0) {
		request.headers = &header;
		request.headers_len = 1;
	}
	if (!ask(session, &request, &response))
		return false;
	if (response.status == 200)
		return read_token(session, response.body);
	return diag_error(
		session->diags, session->at,
		"the token service of %.*s answered %ld %s: the credentials for it are %s",
		STR_ARG(session->name.host), response.status, http_status_text(response.status),
		who->user.len + who->identity_token.len > 0 ? "refused" : "missing");
}

/* Makes session->authorization what the registry wants to see. */
static bool authenticate(struct session *session, const struct http_response *response)
{
	struct registry *registry = session->registry;
	struct credentials who;
	const struct challenge challenge =
		challenge_parse(registry->arena, http_header_find(response, "WWW-Authenticate"));
	if (!credentials_find(registry->arena, &registry->options.credentials, session->name.host,
	                      session->at, &who, session->diags))
		return false;
	switch (challenge.kind) {
	case CHALLENGE_BEARER: return fetch_token(session, &challenge, &who);
	case CHALLENGE_BASIC:
		if (who.user.len == 0)
			return diag_error(session->diags, session->at,
			                  "%.*s wants credentials, and there are none for it",
			                  STR_ARG(session->name.host));
		session->authorization = basic(registry->arena, &who);
		return true;
	case CHALLENGE_NONE: break;
	}
	return diag_error(session->diags, session->at,
	                  "%.*s wants credentials of a kind that is not understood",
	                  STR_ARG(session->name.host));
}

/* ---- pages ---- */

/* "NAME_UNKNOWN: repository name not known to registry" from an error's body; else the status. */
static str error_words(struct session *session, const struct http_response *response)
{
	struct arena *arena = session->registry->arena;
	struct node *answer = NULL;
	const struct diags_position before = diags_position(session->diags);
	const bool ok = value_from_json(arena, response->body, (struct origin){.at = session->at},
	                                &answer, session->diags);
	diags_rewind(session->diags, before);
	const struct node *first = ok ? node_item(node_get(answer, STR("errors")), 0) : NULL;
	const str code = node_get_text(first, STR("code"));
	if (code.len > 0)
		return arena_printf(arena, "%.*s: %.*s", STR_ARG(code),
		                    STR_ARG(node_get_text(first, STR("message"))));
	return arena_printf(arena, "unexpected status code %ld %s", response->status,
	                    http_status_text(response->status));
}

static bool refused(struct session *session, str url, const struct http_response *response)
{
	const str words = error_words(session, response);
	diag_error(session->diags, session->at, "no tags from '%.*s': %.*s", STR_ARG(session->url),
	           STR_ARG(words));
	return diag_note(session->diags, NO_MARK, "flux",
	                 "failed to determine the artifact tag for '%.*s': GET %.*s: %.*s",
	                 STR_ARG(session->url), STR_ARG(url), STR_ARG(words));
}

/* Asks for a page, and once more with credentials when it must be. */
static bool get_page(struct session *session, str url, struct http_response *out)
{
	for (int i = 0; i < 2; i++) {
		const struct http_header header = {STR("Authorization"), session->authorization};
		struct http_request request = request_for(session, url, PAGE_BYTES_MAX);
		request.headers = &header;
		request.headers_len = session->authorization.len > 0;
		if (!ask(session, &request, out))
			return false;
		if (out->status == 200)
			return true;
		if (out->status != 401 || i > 0 || request.headers_len > 0)
			break;
		if (!authenticate(session, out))
			return false;
	}
	return refused(session, url, out);
}

/* The registry's own words are not repeated where they make no sense. */
static bool malformed(struct session *session, const char *what)
{
	return diag_error(session->diags, session->at, "no tags from '%.*s': %s",
	                  STR_ARG(session->url), what);
}

/* A page must bring something new: some registries repeat themselves for ever. */
static bool add_tags(struct session *session, str body, struct registry_tags *out)
{
	struct arena *arena = session->registry->arena;
	struct node *answer;
	const struct diags_position before = diags_position(session->diags);
	if (!value_from_json(arena, body, (struct origin){.at = session->at}, &answer,
	                     session->diags)) {
		diags_rewind(session->diags, before);
		return malformed(session, "the registry's answer is not JSON");
	}
	const struct node *tags = node_get(answer, STR("tags"));
	if (node_is_null(tags) && node_is_map(answer)) /* a repository without tags */
		return true;
	if (!node_is_seq(tags))
		return malformed(session, "the registry's answer holds no list of tags");
	bool is_new = !tags->head;
	NODE_EACH_ITEM (item, tags) {
		if (!node_is_scalar(item->value) || item->value->tag != TAG_STR)
			return malformed(session, "the registry lists a tag that is no string");
		*ARRAY_ADD(arena, out) = item->value->text;
		is_new = is_new || !map_get(&session->seen, item->value->text);
		map_set(arena, &session->seen, item->value->text, session);
	}
	if (!is_new)
		return malformed(session, "the registry's pages do not end");
	return out->len <= TAGS_MAX || malformed(session, "the registry lists over a million tags");
}

/*
 * The next page's URL from `Link: </v2/...>; rel="next"`, "" after the last. Only on the same host:
 * our credentials are for that one.
 */
static bool find_next(struct session *session, const struct http_response *response, str *url)
{
	const str link = http_header_find(response, "Link");
	const size_t from = str_find_char(link, '<'), to = str_find_char(link, '>');
	if (from == STR_NONE || to == STR_NONE || to < from ||
	    !str_contains(str_from(link, to), STR("next"))) {
		*url = STR("");
		return true;
	}
	const str target = str_slice(link, from + 1, to);
	str next = target;
	if (str_starts_with(target, STR("/")) && !str_starts_with(target, STR("//")))
		next = arena_concat(session->registry->arena, session->base, target);
	const str own = arena_concat(session->registry->arena, session->base, STR("/"));
	if (!str_starts_with(next, own))
		return malformed(session, "the registry's next page is on another host");
	if (str_eq(next, *url))
		return malformed(session, "the registry's pages do not end");
	*url = next;
	return true;
}

bool registry_list_tags(struct registry *registry, str url, bool insecure, struct mark at,
                        struct registry_tags *out, struct diags *diags)
{
	struct session session = {.registry = registry, .url = url, .at = at, .diags = diags};
	struct http_response response;
	if (!registry_name_parse(registry->arena, url, insecure, at, &session.name, diags))
		return false;
	session.base =
		arena_printf(registry->arena, "%s://%.*s", session.name.is_plain ? "http" : "https",
	                     STR_ARG(session.name.host));
	str page = arena_printf(registry->arena, "%.*s/v2/%.*s/tags/list?n=%d",
	                        STR_ARG(session.base), STR_ARG(session.name.repository), PAGE_SIZE);
	const int64_t deadline = now_seconds() + LISTING_SECONDS_MAX;
	for (size_t i = 0; page.len > 0; i++) {
		if (i == PAGES_MAX || now_seconds() > deadline)
			return malformed(&session, "the registry's pages do not end");
		if (!get_page(&session, page, &response) ||
		    !add_tags(&session, response.body, out) ||
		    !find_next(&session, &response, &page))
			return false;
	}
	return true;
}
