/* credentials_test.c - who asks, by Docker's configuration */
#include "registry/credentials.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "testing/table.h"

/* A helper that knows one host, and one that fails with what nobody must see. */
static const char HELPER[] =
	"#!/bin/sh\n"
	"read host\n"
	"case $host in\n"
	"a.example) echo '{\"Username\":\"u\",\"Secret\":\"s3cret\"}' ;;\n"
	"t.example) echo '{\"Username\":\"<token>\",\"Secret\":\"s3cret\"}' ;;\n"
	"b.example) echo s3cret ;;\n"
	"f.example) echo s3cret; exit 1 ;;\n"
	"*) echo credentials not found in native keychain; exit 1 ;;\n"
	"esac\n";

static const struct row {
	const char *name, *config, *host;
	const char *want; /* "user password token", or the message */
	bool found;
} ROWS[] = {
	{"user and password", "{\"auths\":{\"a.example\":{\"auth\":\"dTpwOnE=\"}}}", "a.example",
         "u p:q ", true},
	{"a key that is a URL", "{\"auths\":{\"https://a.example/v1/\":{\"auth\":\"dTpw\"}}}",
         "a.example", "u p ", true},
	{"another host", "{\"auths\":{\"a.example\":{\"auth\":\"dTpw\"}}}", "b.example", "  ",
         true},
	{"a token", "{\"auths\":{\"a.example\":{\"identitytoken\":\"t\"}}}", "a.example", "  t",
         true},
	{"a store", "{\"credsStore\":\"x\"}", "a.example", "u s3cret ", true},
	{"a store's token", "{\"credsStore\":\"x\"}", "t.example", "  s3cret", true},
	{"a store that does not know", "{\"credsStore\":\"x\"}", "c.example", "  ", true},
	{"a store, then the file",
         "{\"credsStore\":\"x\",\"auths\":{\"c.example\":{\"auth\":\"dTpw\"}}}", "c.example",
         "u p ", true},
	{"a helper for one host", "{\"credHelpers\":{\"a.example\":\"x\"}}", "a.example",
         "u s3cret ", true},
	{"nothing", "{}", "a.example", "  ", true},
	{"not base64", "{\"auths\":{\"a.example\":{\"auth\":\"s3cret!\"}}}", "a.example",
         "the credentials for a.example are not base64 of user:password", false},
	{"a helper that is not there", "{\"credsStore\":\"nowhere\"}", "a.example",
         "no credential helper 'docker-credential-nowhere'", false},
	{"a helper that leads elsewhere", "{\"credsStore\":\"../x\"}", "a.example",
         "no credential helper 'docker-credential-../x'", false},
	{"a helper that fails", "{\"credsStore\":\"x\"}", "f.example",
         "the credential helper 'docker-credential-x' failed for f.example: exit status 1", false},
	{"a helper that says something else", "{\"credsStore\":\"x\"}", "b.example",
         "the credential helper 'docker-credential-x' did not answer in JSON", false},
};

static char folder[] = "/tmp/kustoc-credentials-XXXXXX";

static void is_found(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const str file = arena_printf(arena, "%s/config.json", folder);
	const struct credentials_source source = {file, str_of(folder)};
	struct credentials who;
	struct diags diags;
	diags_init(&diags, arena);
	assert_int_equal(file_write(arena, file, str_of(row->config)), 0);
	const bool found =
		credentials_find(arena, &source, str_of(row->host), NO_MARK, &who, &diags);
	assert_int_equal(found, row->found);
	ASSERT_STR(found ? arena_printf(arena, "%.*s %.*s %.*s", STR_ARG(who.user),
	                                STR_ARG(who.password), STR_ARG(who.identity_token))
	                 : diags.last->message,
	           row->want);
	assert_true(found || !str_contains(diags.last->message, STR("s3cret")));
	arena_destroy(arena);
}

int main(void)
{
	struct arena *arena = arena_create();
	must_have(mkdtemp(folder));
	const str helper = arena_printf(arena, "%s/docker-credential-x", folder);
	const str config = arena_printf(arena, "%s/config.json", folder);
	if (file_write(arena, helper, str_of(HELPER)) != 0 ||
	    chmod(arena_cstr(arena, helper), 0700))
		return 1;
	const int failed = TABLE_RUN("registry/credentials", ROWS, is_found);
	unlink(arena_cstr(arena, helper));
	unlink(arena_cstr(arena, config));
	rmdir(folder);
	arena_destroy(arena);
	return failed;
}
