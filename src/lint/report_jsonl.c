/* report_jsonl.c - the findings of the JSON report, one a line, for tools that read lines */
#include "lint/report_formats.h"
#include "lint/report_json.h"

void report_as_jsonl(struct buf *out, const struct report *report)
{
	for (size_t i = 0; i < report->findings.len; i++) {
		struct json_out *line = json_out_create(JSON_OUT_OBJECT);
		report_json_finding(line, report, report->findings.at[i]);
		json_out_print(out, line, JSON_OUT_ONE_LINE);
		json_out_destroy(line);
		buf_add_char(out, '\n');
	}
}
