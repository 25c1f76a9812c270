/* url_test.c - where a source is, and how Flux gets in there: OCI4, and OCI504 to OCI507 */
#include "lint/rules_test.h"

/* The url stands on the fifth line, what follows on the next. */
#define AT(url, more)                                                                              \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\n"    \
	"spec:\n  url: " url "\n" more "  interval: 5m\n  ref: {tag: v1.2.3}\n"
#define ECR "oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme/app"
/* The tag stands on the sixth line. */
#define TAGGED(tag)                                                                                \
	"apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: app}\n"    \
	"spec:\n  url: oci://ghcr.io/acme/app\n  ref: {tag: " tag "}\n  interval: 5m\n"
#define SIGNED(issuer, subject)                                                                    \
	AT("oci://ghcr.io/acme/app",                                                               \
	   "  verify:\n    provider: cosign\n    matchOIDCIdentity:\n"                             \
	   "      - issuer: '" issuer "'\n        subject: '" subject "'\n")
#define GITHUB "^https://token\\.actions\\.githubusercontent\\.com$"

/* clang-format off */
static const struct rules_row ROWS[] = {
	{"a registry, and a name in it", AT("oci://registry.acme.io:5000/acme/app", ""), ""},
	{"a tag in the url", AT("oci://ghcr.io/acme/app:v1", ""),
	 "5:8 0 OCI401 the tag belongs in ref.tag: Flux refuses it in the url\n"},
	{"a digest in the url", AT("oci://ghcr.io/acme/app:v1@sha256:ab", ""),
	 "5:8 0 OCI402 the digest belongs in ref.digest: Flux refuses it in the url\n"},
	{"a name in upper case", AT("oci://ghcr.io/Acme/app", ""),
	 "5:8 0 OCI403 names of repositories are in lower case\n"},
	{"a host in upper case", AT("oci://GHCR.io/acme/app", ""),
	 "5:8 2 OCI403 hosts are written in lower case, and read in any\n"},
	{"two schemes", AT("oci://https://ghcr.io/acme/app", ""),
	 "5:8 0 OCI404 a url has one scheme, 'oci://', and then the registry\n"},
	{"no repository", AT("oci://ghcr.acme.io:443", ""),
	 "5:8 0 OCI404 a url names a registry and a repository in it\n"},
	{"a registry and a slash", AT("oci://ghcr.io/", ""),
	 "5:8 0 OCI404 a url names a registry and a repository in it\n"},
	{"a port that is none", AT("oci://ghcr.io:https/acme", ""),
	 "5:8 0 OCI404 what follows the ':' of a registry is a number, its port\n"},
	{"an empty part", AT("oci://ghcr.io//app", ""),
	 "5:8 0 OCI404 no registry has a repository of that name: it has an empty part\n"},
	{"the directory above", AT("oci://ghcr.io/acme/../app", ""),
	 "5:8 0 OCI404 no registry has a repository of that name: '.' and '..' have no meaning here\n"},
	{"a slash at the end", AT("oci://ghcr.io/acme/app/", ""),
	 "5:8 0 OCI404 no registry has a repository of that name: it ends in '/'\n"},
	{"a separator at the end", AT("oci://ghcr.io/acme-/app", ""),
	 "5:8 0 OCI404 no registry has a repository of that name: its parts begin and end with a letter or a digit\n"},
	{"two separators", AT("oci://ghcr.io/acme/a._b", ""),
	 "5:8 0 OCI404 no registry has a repository of that name: between letters stands one '.', '_', '__', or any "
	 "number of '-'\n"},
	{"separators that are one", AT("oci://ghcr.io/ac-me/a__b/c---d/e.f_g", ""), ""},
	{"a character that names do not have", AT("\"oci://ghcr.io/acme/app?x\"", ""),
	 "5:8 0 OCI404 no registry has a repository of that name: a name has letters, digits, and '_', '-', '.', '/' "
	 "between them\n"},
	{"an organisation for a registry", AT("oci://acme/app", ""),
	 "5:8 1 OCI405 the url names no registry: Docker Hub will be asked for 'acme/app'\n"},
	{"a registry for a repository", AT("oci://ghcr.io", ""),
	 "5:8 1 OCI405 the url names no registry: Docker Hub will be asked for 'library/ghcr.io'\n"},
	{"a user's name", AT("oci://me:secret@ghcr.io/acme/app", ""),
	 "5:8 0 OCI406 credentials belong in a secret that secretRef names\n"},
	{"a place to be filled in", AT("oci://<registry>/app", ""),
	 "5:8 1 OCI407 'oci://<registry>/app' looks like something to be filled in\n"},
	{"a host of an example", AT("oci://registry.example.com/app", ""),
	 "5:8 1 OCI407 'oci://registry.example.com/app' looks like something to be filled in\n"},
	{"a word in upper case is that alone", AT("oci://ghcr.io/acme/TODO", ""),
	 "5:8 1 OCI407 'oci://ghcr.io/acme/TODO' looks like something to be filled in\n"},
	{"an application for things to do", AT("oci://ghcr.io/acme/todo-app", ""), ""},
	{"a tag that an overlay was to set", TAGGED("SHOULD-PATCH-THIS"),
	 "6:14 1 OCI407 'SHOULD-PATCH-THIS' looks like something to be filled in\n"},
	{"a tag that stands for a version", TAGGED("vX.Y.Z"),
	 "6:14 1 OCI407 'vX.Y.Z' looks like something to be filled in\n"},
	{"a tag with a word in upper case", TAGGED("RELEASE.2024-01-02"), ""},
	{"a cloud's login elsewhere", AT("oci://ghcr.io/acme/app", "  provider: aws\n"),
	 "6:13 0 OCI408 provider aws only logs in to Elastic Container Registry, as "
	 "<account>.dkr.ecr.<region>.amazonaws.com\n"},
	{"a cloud's login at home", AT("oci://europe-docker.pkg.dev/acme/app/x", "  provider: gcp\n"), ""},
	{"no TLS", AT("oci://ghcr.io/acme/app", "  insecure: true\n"),
	 "6:13 1 OCI409 what runs is fetched over plain HTTP, or from anybody's certificate\n"},
	{"no TLS at home", AT("oci://192.168.1.10:5000/app", ""),
	 "5:8 2 OCI410 a local address: Flux speaks plain HTTP to it, without 'insecure'\n"},
	{"an address of the internet", AT("oci://172.32.1.10:5000/app", ""), ""},
	{"a name that begins like an address", AT("oci://10.0.0.1.acme.io/app", ""), ""},
	{"a cloud's registry without a login", AT(ECR, ""),
	 "5:8 1 OCI411 this registry lets nobody in without a login, and Flux has none\n"},
	{"a cloud's registry with a secret", AT(ECR, "  secretRef: {name: ecr}\n"), ""},
	{"a cloud's public registry", AT("oci://public.ecr.aws/acme/app", ""), ""},
	{"no TLS on this machine", AT("oci://127.0.0.1:5000/app", "  insecure: true\n"), ""},
	{"a host that only begins like this machine's", AT("oci://localhost.acme.io/app", "  insecure: true\n"),
	 "6:13 1 OCI409 what runs is fetched over plain HTTP, or from anybody's certificate\n"},
	{"a registry that may be open to all", AT("oci://acme.azurecr.io/app", "  provider: generic\n"), ""},
	{"a cloud's login and a secret", AT(ECR, "  secretRef: {name: ecr}\n  provider: aws\n"),
	 "6:3 2 OCI412 the secret's login is used, that of provider aws is not tried\n"},
	{"signatures of anybody", AT("oci://ghcr.io/acme/app", "  verify: {provider: cosign}\n"),
	 "6:3 1 OCI504 anybody's signature passes: no key and no identity is asked for\n"},
	{"identities of everybody", SIGNED(".*", "^.*$"),
	 "6:3 1 OCI504 anybody's signature passes: no key and no identity is asked for\n"},
	{"signatures with a key", AT("oci://ghcr.io/acme/app", "  verify: {provider: cosign, secretRef: {name: k}}\n"),
	 ""},
	{"notation without certificates", AT("oci://ghcr.io/acme/app", "  verify: {provider: notation}\n"),
	 "6:3 0 OCI506 notation needs a secret with the certificates: Flux refuses this\n"},
	{"notation with certificates",
	 AT("oci://ghcr.io/acme/app", "  verify: {provider: notation, secretRef: {name: k}}\n"), ""},
	{"an identity", SIGNED(GITHUB, "^https://github\\.com/acme/app/.*$"), ""},
	{"a pattern that Go refuses", SIGNED(GITHUB, "(?!x)"),
	 "10:18 0 OCI507 the signer's pattern is no Go regular expression: error parsing regexp: invalid or unsupported Perl syntax: `(?!`\n"},
	{"a pattern without ends", SIGNED("https://token\\.acme\\.io", "^https://github\\.com/acme/app/.*$"),
	 "9:17 1 OCI507 nothing ties the pattern to both ends of the text: 'https://evil.example/https://token.acme.io.evil.example' "
	 "passes\n"},
	{"a pattern without an end", SIGNED(GITHUB, "^https://github\\.com/acme/app"),
	 "10:18 1 OCI507 nothing ties the pattern to the end of the text: 'https://github.com/acme/app.evil.example' "
	 "passes\n"},
	{"a pattern with dots", SIGNED("^https://token.acme.io$", "^https://github\\.com/acme/app/.*$"),
	 "9:17 2 OCI507 '.' is any character: a dot is written '\\.'\n"},
	{"identities that a key makes idle",
	 AT("oci://ghcr.io/acme/app", "  verify: {provider: cosign, secretRef: {name: k}, matchOIDCIdentity: "
	    "[{issuer: x, subject: y}]}\n"), ""},
};
/* clang-format on */

int main(void)
{
	return TABLE_RUN("lint/url", ROWS, rules_find);
}
