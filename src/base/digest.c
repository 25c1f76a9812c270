/* digest.c - see digest.h */
#include "base/digest.h"

#include <nettle/base16.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>

str digest_sha256_hex(struct arena *arena, str text)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_init(&context);
	sha256_update(&context, text.len, (const uint8_t *)text.at);
	sha256_digest(&context, sizeof digest, digest);
	char *hex = arena_alloc(arena, BASE16_ENCODE_LENGTH(sizeof digest), 1);
	base16_encode_update(hex, sizeof digest, digest);
	return (str){hex, BASE16_ENCODE_LENGTH(sizeof digest)};
}

str digest_base64(struct arena *arena, str bytes)
{
	char *text = arena_alloc(arena, BASE64_ENCODE_RAW_LENGTH(bytes.len), 1);
	base64_encode_raw(text, bytes.len, (const uint8_t *)bytes.at);
	return (str){text, BASE64_ENCODE_RAW_LENGTH(bytes.len)};
}

bool digest_base64_decode(struct arena *arena, str text, str *bytes)
{
	struct base64_decode_ctx context;
	size_t len = BASE64_DECODE_LENGTH(text.len);
	uint8_t *out = arena_alloc(arena, len + 1, 1);
	base64_decode_init(&context);
	if (!base64_decode_update(&context, &len, out, text.len, text.at) ||
	    !base64_decode_final(&context))
		return false;
	*bytes = (str){(const char *)out, len};
	return true;
}
