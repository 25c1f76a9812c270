/*
 * access.c - how Flux gets in at the registry: OCI408 to OCI412
 *
 * Hosts are recognised as Flux' own login does, by their names; a registry behind a name of one's
 * own is nobody's cloud.
 */
#include "base/ascii.h"
#include "lint/rules/address.h"
#include "yaml/rewrite.h"

/* The text of a field of spec; "" when it is not there, or no text. */
static str spec_text(const struct address *address, const char *field)
{
	return node_get_text(address->repository.spec, str_of(field));
}

static bool has(const struct address *address, const char *field)
{
	return !node_is_empty(node_get(address->repository.spec, str_of(field)));
}

/* ---- clouds ---- */

/* In a region or partition of its own, for who logs in; the public gallery is for everybody. */
static bool is_private_aws(str host)
{
	return str_contains(host, STR(".dkr.ecr.")) || str_contains(host, STR(".dkr-ecr")) ||
	       str_contains(host, STR("ecr-fips"));
}

static bool is_aws(str host)
{
	return str_eq(host, STR("public.ecr.aws")) || is_private_aws(host);
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

struct provider {
	str name;
	bool (*serves)(str host);
	const char *hosts;
};

/* clang-format off */
static const struct provider PROVIDERS[] = {
	{STR_INIT("aws"),   is_aws,
	 "Elastic Container Registry, as <account>.dkr.ecr.<region>.amazonaws.com"},
	{STR_INIT("azure"), is_azure, "Azure's registry, as <name>.azurecr.io"},
	{STR_INIT("gcp"),   is_gcp,   "Google's registries, as <region>-docker.pkg.dev and gcr.io"},
};
/* clang-format on */

/* The cloud that Flux is to log in to; NULL for none. */
static const struct provider *provider_of(const struct address *address)
{
	for (size_t i = 0; i < sizeof PROVIDERS / sizeof *PROVIDERS; i++)
		if (str_eq(spec_text(address, "provider"), PROVIDERS[i].name))
			return &PROVIDERS[i];
	return NULL;
}

static const struct node *provider_node(const struct address *address)
{
	return node_get(address->repository.spec, STR("provider"));
}

/* The login is refused before the registry is asked, whatever else would let Flux in. */
void check_provider_host(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		const struct provider *provider = provider_of(&address);
		if (!provider || provider->serves(address.host))
			continue;
		const struct mark at = provider_node(&address)->at;
		rule_report(check, at, "provider %.*s only logs in to %s", STR_ARG(provider->name),
		            provider->hosts);
		diag_note(check->diags, address.url->at, "url", "%.*s", STR_ARG(address.url->text));
		diag_note(check->diags, NO_MARK, "fix", "provider: generic");
		if (at.source)
			rewrite_word(check->diags, false, at, STR("generic"));
	}
}

static void mend_provider(struct rule_check *check, const struct address *address)
{
	const struct node *provider = provider_node(address);
	diag_note(check->diags, NO_MARK, "fix", "provider: aws, or a secretRef");
	if (provider && provider->at.source)
		rewrite_word(check->diags, false, provider->at, STR("aws"));
	else if (!provider && address->url->at.source)
		rewrite_add_pair(check->diags, false,
		                 node_find_pair(address->repository.spec, STR("url")),
		                 STR("provider: aws"));
}

/*
 * Only where nobody gets in without: Azure's and Google's registries may be open to all, and those
 * of public charts are.
 */
void check_provider_generic(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		const str provider = spec_text(&address, "provider");
		if ((provider.len > 0 && !str_eq(provider, STR("generic"))) ||
		    !is_private_aws(address.host) || has(&address, "secretRef") ||
		    has(&address, "serviceAccountName"))
			continue;
		address_report(check, &address,
		               "this registry lets nobody in without a login, and Flux has none");
		mend_provider(check, &address);
	}
}

/* A secret that holds only a proxy's or a CA's data would be another field: this one is a login. */
void check_provider_secret(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		const struct provider *provider = provider_of(&address);
		const struct pair *secret =
			node_find_pair(address.repository.spec, STR("secretRef"));
		if (!provider || !secret || node_is_empty(secret->value))
			continue;
		rule_report(check, secret->key.at,
		            "the secret's login is used, that of provider %.*s is not tried",
		            STR_ARG(provider->name));
		diag_note(check->diags, provider_node(&address)->at, "provider", "%.*s",
		          STR_ARG(provider->name));
		rule_note_base(check, check->diags->last, address.repository.resource);
		diag_note(check->diags, NO_MARK, "fix", "drop one of them");
	}
}

/* ---- without TLS ---- */

/* The parts of an IPv4 address; false for other hosts. */
static bool ipv4_of(str host, unsigned parts[4])
{
	size_t count = 0;
	while (host.len > 0 && count < 4) {
		str part;
		unsigned value = 0;
		str_cut(host, '.', &part, &host);
		for (size_t i = 0; i < part.len; i++) {
			if (!ascii_is_digit(part.at[i]) || value > 255)
				return false;
			value = value * 10 + (unsigned)(part.at[i] - '0');
		}
		if (part.len == 0 || value > 255)
			return false;
		parts[count++] = value;
	}
	return count == 4 && host.len == 0;
}

/* RFC 1918 */
static bool is_private_address(str host)
{
	unsigned p[4];
	return ipv4_of(host, p) && (p[0] == 10 || (p[0] == 172 && p[1] >= 16 && p[1] < 32) ||
	                            (p[0] == 192 && p[1] == 168));
}

/* Where go-containerregistry speaks plain HTTP without being told to. */
static bool is_plain_unasked(const struct address *address)
{
	const str name = address_host_name(address);
	return (str_eq(name, STR("localhost")) && address_port(address).len > 0) ||
	       str_ends_with(name, STR(".localhost")) || str_eq(name, STR("127.0.0.1")) ||
	       str_eq(name, STR("[::1]")) || is_private_address(name);
}

static bool is_insecure(const struct address *address)
{
	return str_eq(spec_text(address, "insecure"), STR("true"));
}

void check_plain_http(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		if (!is_plain_unasked(&address) || is_insecure(&address))
			continue;
		address_report(check, &address,
		               "a local address: Flux speaks plain HTTP to it, without 'insecure'");
		diag_note(check->diags, NO_MARK, "fix", "insecure: true says so");
	}
}

static bool is_loopback(const struct address *address)
{
	unsigned parts[4];
	const str name = address_host_name(address);
	return str_eq(name, STR("localhost")) || str_ends_with(name, STR(".localhost")) ||
	       str_eq(name, STR("[::1]")) || (ipv4_of(name, parts) && parts[0] == 127);
}

/* On this machine itself nobody listens in. */
void check_insecure(struct rule_check *check)
{
	struct address address;
	for (size_t i = 0; address_next(check, &i, &address);) {
		const struct node *insecure = node_get(address.repository.spec, STR("insecure"));
		if (!is_insecure(&address) || is_loopback(&address))
			continue;
		rule_report(check, insecure->at,
		            "what runs is fetched over plain HTTP, or from anybody's certificate");
		rule_note_base(check, check->diags->last, address.repository.resource);
		diag_note(check->diags, NO_MARK, "fix",
		          "serve TLS; certSecretRef takes your own CA");
	}
}
