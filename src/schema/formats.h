/* formats.h - what a schema's `format` asks of a value, as far as the API server asks it */
#ifndef SCHEMA_FORMATS_H
#define SCHEMA_FORMATS_H

#include "yaml/resolve.h"

struct format {
	str name;
	bool (*is_met)(str text, const struct scalar *scalar);
	const char *expects; /* "… must be" this */
};

/* NULL for one that says nothing, as most do: neither drafts nor the API server insist on them. */
const struct format *format_find(str name);

#endif
