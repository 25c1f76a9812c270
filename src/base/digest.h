/* digest.h - SHA-256 and base64, by libnettle */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/arena.h"

/* 64 hexadecimal digits. */
str digest_sha256_hex(struct arena *arena, str text);
/* Standard alphabet, padded, one line. */
str digest_base64(struct arena *arena, str bytes);
/* The bytes that base64 stands for; false when it is none. */
MUST_CHECK bool digest_base64_decode(struct arena *arena, str text, str *bytes);

#endif
