/* challenge_test.c - what a registry wants to see */
#include "registry/challenge.h"

#include "testing/table.h"

static const struct row {
	const char *name, *header;
	enum challenge_kind kind;
	const char *realm, *service, *scope;
} ROWS[] = {
	{"basic", "Basic realm=\"x\"", CHALLENGE_BASIC, "x", "", ""},
	{"a token", "Bearer realm=\"https://a/t\",service=\"a\",scope=\"repository:b:pull\"",
         CHALLENGE_BEARER, "https://a/t", "a", "repository:b:pull"},
	{"a comma in quotes", "Bearer realm=\"r\",scope=\"repository:b:pull,push\"",
         CHALLENGE_BEARER, "r", "", "repository:b:pull,push"},
	{"case and spaces are free", "bearer  Realm = r", CHALLENGE_BEARER, "", "", ""},
	{"words without quotes", "Bearer realm=r, service=s", CHALLENGE_BEARER, "r", "s", ""},
	{"the first that is understood", "Negotiate, Basic realm=\"x\"", CHALLENGE_BASIC, "x", "",
         ""},
	{"the next one is not read", "Bearer realm=\"a\", Basic realm=\"b\"", CHALLENGE_BEARER, "a",
         "", ""},
	{"another kind", "Negotiate", CHALLENGE_NONE, "", "", ""},
	{"quotes left open", "Bearer realm=\"a", CHALLENGE_BEARER, "a", "", ""},
	{"nothing", "", CHALLENGE_NONE, "", "", ""},
	{"garbage", "=,\"=\\", CHALLENGE_NONE, "", "", ""},
};

static void is_read(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	const struct challenge got = challenge_parse(arena, str_of(row->header));
	assert_int_equal(got.kind, row->kind);
	ASSERT_STR(got.realm, row->realm);
	ASSERT_STR(got.service, row->service);
	ASSERT_STR(got.scope, row->scope);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("registry/challenge", ROWS, is_read);
}
