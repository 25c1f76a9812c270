/*
 * embedded.h - the files of schemas/ as bytes in the program
 *
 * Written by embed.cmake at build time, one row a document kind. Nothing is
 * parsed or copied until somebody asks.
 */
#ifndef SCHEMA_EMBEDDED_H
#define SCHEMA_EMBEDDED_H

#include "base/str.h"

struct embedded_schema {
	str api_version, kind; /* "" and its title where it is for no object of Kubernetes' */
	str file;              /* "schemas/flux/…json", for error messages */
	str text;
};

extern const struct embedded_schema EMBEDDED_SCHEMAS[];
extern const size_t EMBEDDED_SCHEMAS_LEN;

/* schemas/kubernetes/types.txt: read by kubernetes.h */
extern const str KUBERNETES_TYPES;

#endif
