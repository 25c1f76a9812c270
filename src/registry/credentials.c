/*
 * credentials.c - see credentials.h
 *
 * Who is asked, in Docker's order: the helper for the host, the helper for all, the file itself.
 */
#include "registry/credentials.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/process.h"
#include "yaml/value.h"

enum { HELPER_MILLIS = 15000 };

/* "https://ghcr.io/v2/" and "ghcr.io" are keys for the same host. */
static str host_of_key(str key)
{
	str host, rest;
	const size_t scheme = str_find(key, STR("://"));
	if (scheme != STR_NONE)
		key = str_from(key, scheme + 3);
	str_cut(key, '/', &host, &rest);
	return host;
}

/* The entry of a map whose key means `host`. */
static const struct node *find_host(const struct node *map, str host)
{
	if (node_is_map(map))
		NODE_EACH_PAIR (pair, map)
			if (str_eq(host_of_key(pair->key.text), host))
				return pair->value;
	return NULL;
}

/* `auth` is user and password in one; it wins over both by themselves, as Docker has it. */
static bool read_entry(struct arena *arena, const struct node *entry, str host, struct mark at,
                       struct credentials *out, struct diags *diags)
{
	const str encoded = node_get_text(entry, STR("auth"));
	str pair;
	out->user = node_get_text(entry, STR("username"));
	out->password = node_get_text(entry, STR("password"));
	out->identity_token = node_get_text(entry, STR("identitytoken"));
	if (encoded.len == 0)
		return true;
	if (!digest_base64_decode(arena, encoded, &pair) ||
	    !str_cut(pair, ':', &out->user, &out->password))
		return diag_error(diags, at,
		                  "the credentials for %.*s are not base64 of user:password",
		                  STR_ARG(host));
	return true;
}

/* Docker's protocol: the host on standard input, JSON on standard output. */
static bool ask_helper(struct arena *arena, const struct credentials_source *source, str helper,
                       str host, struct mark at, struct credentials *out, struct diags *diags)
{
	const str name = arena_printf(arena, "docker-credential-%.*s", STR_ARG(helper));
	const str path = process_find(arena, name, source->search_path);
	if (str_find_char(helper, '/') != STR_NONE || path.len == 0)
		return diag_error(diags, at, "no credential helper '%.*s'", STR_ARG(name));
	const str args[] = {path, STR("get")};
	const struct process process = {
		.args = args, .args_len = 2, .input = host, .timeout_millis = HELPER_MILLIS};
	struct process_result result;
	struct node *answer;
	if (!process_run(arena, &process, &result)) {
		if (str_contains(result.out, STR("credentials not found")))
			return true;
		return diag_error(diags, at, "the credential helper '%.*s' failed for %.*s: %.*s",
		                  STR_ARG(name), STR_ARG(host),
		                  STR_ARG(process_end_text(arena, &result)));
	}
	const struct diags_position before = diags_position(diags);
	if (!value_from_json(arena, result.out, (struct origin){.at = at}, &answer, diags)) {
		diags_rewind(diags, before); /* its message may quote a secret */
		return diag_error(diags, at, "the credential helper '%.*s' did not answer in JSON",
		                  STR_ARG(name));
	}
	out->user = node_get_text(answer, STR("Username"));
	out->password = node_get_text(answer, STR("Secret"));
	if (str_eq(out->user, STR("<token>")))
		*out = (struct credentials){.identity_token = out->password};
	return true;
}

static bool load_config(struct arena *arena, str path, struct mark at, struct node **out,
                        struct diags *diags)
{
	str text;
	if (file_read(arena, path, &text) != 0)
		return true; /* nobody has logged in */
	const struct diags_position before = diags_position(diags);
	if (value_from_json(arena, text, (struct origin){.at = at}, out, diags))
		return true;
	diags_rewind(diags, before);
	return diag_error(diags, at, "'%.*s' is not JSON", STR_ARG(path));
}

bool credentials_find(struct arena *arena, const struct credentials_source *source, str host,
                      struct mark at, struct credentials *out, struct diags *diags)
{
	struct node *config = NULL;
	*out = (struct credentials){0};
	if (source->config_file.len == 0)
		return true;
	if (!load_config(arena, source->config_file, at, &config, diags))
		return false;
	const struct node *own = find_host(node_get(config, STR("credHelpers")), host);
	const struct node *entry = find_host(node_get(config, STR("auths")), host);
	const str store = own ? own->text : node_get_text(config, STR("credsStore"));
	if (store.len > 0 && !ask_helper(arena, source, store, host, at, out, diags))
		return false;
	if (store.len > 0 && (out->password.len > 0 || out->identity_token.len > 0))
		return true;
	return !entry || read_entry(arena, entry, host, at, out, diags);
}
