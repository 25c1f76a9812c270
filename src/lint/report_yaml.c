/* report_yaml.c - the JSON report as YAML: the same members, read back and printed as YAML is */
#include "lint/report_formats.h"
#include "lint/report_json.h"

#include <assert.h>

#include "yaml/emit.h"
#include "yaml/value.h"

/* By way of the text, so that the two can never say different things. */
void report_as_yaml(struct buf *out, const struct report *report)
{
	struct buf json;
	struct diags diags;
	struct node *value = NULL;
	buf_init(&json, report->arena);
	diags_init(&diags, report->arena);
	struct json_out *document = report_json_create(report);
	json_out_print(&json, document, JSON_OUT_ONE_LINE);
	json_out_destroy(document);
	const bool ok =
		value_from_json(report->arena, buf_text(&json), (struct origin){0}, &value, &diags);
	assert(ok);
	(void)ok;
	emit_node(out, value);
}
