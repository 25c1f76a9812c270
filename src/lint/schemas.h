/* schemas.h - the schemas of its own that a repository brings */
#ifndef LINT_SCHEMAS_H
#define LINT_SCHEMAS_H

#include "lint/lint.h"
#include "schema/json_schema.h"

/* Those of flags and config. False, with an error, when one cannot be used. */
MUST_CHECK bool lint_load_schemas(const struct lint_options *options, struct json_schemas *schemas,
                                  struct diags *diags);

#endif
