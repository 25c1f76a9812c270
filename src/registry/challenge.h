/* challenge.h - what a registry wants to see before it answers: WWW-Authenticate */
#ifndef REGISTRY_CHALLENGE_H
#define REGISTRY_CHALLENGE_H

#include "base/arena.h"

enum challenge_kind { CHALLENGE_NONE, CHALLENGE_BASIC, CHALLENGE_BEARER };

struct challenge {
	enum challenge_kind kind;
	str realm, service, scope;
};

/* Reads the header; of several challenges the first that is understood. */
struct challenge challenge_parse(struct arena *arena, str header);

#endif
