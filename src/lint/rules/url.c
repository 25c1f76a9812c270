/* url.c - spec.url, and how Flux gets in there: OCI4 */
#include "base/ascii.h"
#include "lint/rules/repository.h"

#define SCHEME "oci://"

/* An OCIRepository whose url can be judged. */
struct address {
	struct repository repository;
	const struct node *spec, *url;
	str host, path; /* "ghcr.io:443", "acme/app" */
};

static bool next_address(struct rule_check *check, size_t *next, struct address *out)
{
	while (repository_next(check, next, &out->repository)) {
		out->spec = node_get(out->repository.resource->root, STR("spec"));
		out->url = node_get(out->spec, STR("url"));
		if (!node_is_scalar(out->url) || repository_is_open(out->url) ||
		    !str_starts_with(out->url->text, STR(SCHEME)))
			continue; /* the schema's to say */
		str_cut(str_from(out->url->text, sizeof SCHEME - 1), '/', &out->host, &out->path);
		return true;
	}
	return false;
}

static void report(struct rule_check *check, const struct address *address, const char *message)
{
	rule_report(check, address->url->at, "%s", message);
	rule_note_base(check, check->diags->last, address->repository.resource);
}

static str last_part(const struct address *address)
{
	const size_t slash = str_find_last_char(address->path, '/');
	return slash == STR_NONE ? address->path : str_from(address->path, slash + 1);
}

void check_tag_in_url(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);) {
		const str last = last_part(&address);
		const size_t colon = str_find_char(last, ':');
		if (colon == STR_NONE || str_find_char(last, '@') != STR_NONE)
			continue;
		report(check, &address, "the tag belongs into ref.tag: Flux refuses it in the url");
		diag_note(check->diags, NO_MARK, "fix", "ref: {tag: \"%.*s\"}",
		          STR_ARG(str_from(last, colon + 1)));
	}
}

void check_digest_in_url(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);)
		if (str_find_char(address.path, '@') != STR_NONE)
			report(check, &address,
			       "the digest belongs into ref.digest: Flux refuses it in the url");
}

void check_upper_case_url(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);) {
		bool upper = false;
		for (size_t j = 0; j < address.path.len && address.path.at[j] != ':'; j++)
			upper |= ascii_is_upper(address.path.at[j]);
		if (upper)
			report(check, &address, "names of repositories are in lower case");
	}
}

void check_url_path(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);) {
		const str path = address.path;
		if (str_starts_with(path, STR("/")) || str_ends_with(address.host, STR(":")))
			report(check, &address,
			       "a url has one scheme, 'oci://', and then the registry");
		else if (address.host.len == 0 || path.len == 0)
			report(check, &address, "a url names a registry and a repository in it");
		else if (str_contains(path, STR("//")) || str_ends_with(path, STR("/")) ||
		         str_contains(path, STR("..")))
			report(check, &address, "no registry has a repository of that name");
	}
}

void check_no_registry(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);) {
		const str host = address.host;
		if (host.len == 0 || address.path.len == 0 || str_eq(host, STR("localhost")) ||
		    str_find_char(host, '.') != STR_NONE || str_find_char(host, ':') != STR_NONE)
			continue;
		report(check, &address, "the url names no registry: Docker Hub will be asked");
		diag_note(check->diags, NO_MARK, "fix", "begin with a host, 'ghcr.io' say");
	}
}

void check_url_credentials(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);)
		if (str_find_char(address.host, '@') != STR_NONE)
			report(check, &address,
			       "credentials belong into a secret that secretRef names");
}

/* ---- placeholders ---- */

static const str PLACEHOLDERS[] = {STR_INIT("changeme"),    STR_INIT("change-me"),
                                   STR_INIT("placeholder"), STR_INIT("replaceme"),
                                   STR_INIT("replace-me"),  STR_INIT("todo"),
                                   STR_INIT("fixme"),       STR_INIT("your-org")};

static bool contains_nocase(str text, str word)
{
	for (size_t i = 0; i + word.len <= text.len; i++)
		if (str_eq_nocase(str_slice(text, i, i + word.len), word))
			return true;
	return false;
}

static bool is_placeholder(str text)
{
	if (str_find_char(text, '<') != STR_NONE && str_find_char(text, '>') != STR_NONE)
		return str_find_char(text, '<') < str_find_char(text, '>');
	for (size_t i = 0; i < sizeof PLACEHOLDERS / sizeof *PLACEHOLDERS; i++)
		if (contains_nocase(text, PLACEHOLDERS[i]))
			return true;
	return false;
}

static void report_placeholder(struct rule_check *check, const struct address *address,
                               const struct node *value)
{
	if (!value || !is_placeholder(value->text))
		return;
	rule_report(check, value->at, "'%.*s' looks like something to be filled in",
	            STR_ARG(value->text));
	rule_note_base(check, check->diags->last, address->repository.resource);
}

void check_placeholder(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);) {
		report_placeholder(check, &address, address.url);
		report_placeholder(check, &address, address.repository.tag);
	}
}

/* ---- getting in ---- */

static bool is_aws(str host)
{
	return str_eq(host, STR("public.ecr.aws")) || str_contains(host, STR(".dkr.ecr.")) ||
	       str_contains(host, STR(".dkr-ecr")) || str_contains(host, STR("ecr-fips"));
}

static bool is_azure(str host)
{
	return str_ends_with(host, STR(".azurecr.io")) || str_ends_with(host, STR(".azurecr.cn")) ||
	       str_ends_with(host, STR(".azurecr.de")) || str_ends_with(host, STR(".azurecr.us"));
}

static bool is_gcp(str host)
{
	return str_eq(host, STR("gcr.io")) || str_ends_with(host, STR(".gcr.io")) ||
	       str_ends_with(host, STR("-docker.pkg.dev")) ||
	       str_eq(host, STR("docker.s3nsregistry.fr"));
}

static const struct {
	str name;
	bool (*serves)(str host);
	const char *hosts;
} PROVIDERS[] = {
	{STR_INIT("aws"),   is_aws,
         "Elastic Container Registry, as <account>.dkr.ecr.<region>.amazonaws.com"                },
	{STR_INIT("azure"), is_azure, "Azure's registry, as <name>.azurecr.io"                    },
	{STR_INIT("gcp"),   is_gcp,   "Google's registries, as <region>-docker.pkg.dev and gcr.io"},
};

void check_provider_host(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);) {
		const struct node *provider = node_get(address.spec, STR("provider"));
		for (size_t j = 0; j < sizeof PROVIDERS / sizeof *PROVIDERS; j++) {
			if (!node_is_scalar(provider) ||
			    !str_eq(provider->text, PROVIDERS[j].name) ||
			    PROVIDERS[j].serves(address.host))
				continue;
			rule_report(check, provider->at, "provider %.*s only logs in to %s",
			            STR_ARG(provider->text), PROVIDERS[j].hosts);
			diag_note(check->diags, address.url->at, "url", "%.*s",
			          STR_ARG(address.url->text));
			diag_note(check->diags, NO_MARK, "fix", "provider: generic");
		}
	}
}

static bool is_true(const struct node *value)
{
	return node_is_scalar(value) && str_eq(value->text, STR("true"));
}

void check_insecure(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; next_address(check, &i, &address);) {
		const struct node *insecure = node_get(address.spec, STR("insecure"));
		if (!is_true(insecure) || str_starts_with(address.host, STR("localhost")) ||
		    str_starts_with(address.host, STR("127.")))
			continue;
		rule_report(check, insecure->at,
		            "what runs is fetched over plain HTTP, or from anybody's certificate");
		rule_note_base(check, check->diags->last, address.repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "serve TLS; certSecretRef takes your own CA");
	}
}
