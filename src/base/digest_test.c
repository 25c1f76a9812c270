/* digest_test.c - against published test vectors (FIPS 180-2, RFC 4648) */
#include "base/digest.h"

#include "testing/table.h"

static const struct row {
	const char *name, *text, *base64, *sha256;
} ROWS[] = {
	{"nothing", "", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"three bytes need no padding", "abc", "YWJj",
         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"one byte is padded twice", "f",
         "Zg==", "252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111"},
	{"two bytes are padded once", "fo",
         "Zm8=", "9c3aee7110b787f0fb5f81633a36392bd277ea945d44c874a9a23601aefe20cf"},
};

static void digests(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	ASSERT_STR(digest_base64(arena, str_of(row->text)), row->base64);
	ASSERT_STR(digest_sha256_hex(arena, str_of(row->text)), row->sha256);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("base/digest", ROWS, digests);
}
