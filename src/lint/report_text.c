/* report_text.c - see report_text.h */
#include "lint/report_text.h"

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "lint/code_frame.h"

struct report {
	struct buf *out;
	const struct look *look;
	enum report_detail detail;
	str program;
	struct map views; /* a source's path -> its view */
};

static const struct {
	const char *word;
	enum look_role role;
} SEVERITIES[] = {
	[DIAG_ERROR] = {"error",   LOOK_ERROR  },
	[DIAG_WARNING] = {"warning", LOOK_WARNING},
	[DIAG_NOTE] = {"note",    LOOK_NOTE   },
};

/* Text of strangers: nothing in it may steer the terminal. */
static void add_safe(struct buf *out, str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const unsigned char c = (unsigned char)text.at[i];
		const bool steers = (c < ' ' && c != '\n' && c != '\t') || c == 0x7f;
		buf_add_char(out, steers ? '?' : text.at[i]);
	}
}

static void begin_link(struct report *report, const struct source *source)
{
	if (!report->look->hyperlinks)
		return;
	struct arena *arena = report->out->arena;
	const str path = path_is_absolute(source->path)
	                         ? source->path
	                         : path_join(arena, file_current_dir(arena), source->path);
	buf_add(report->out, STR("\x1b]8;;file://"));
	add_safe(report->out, path);
	buf_add(report->out, STR("\x1b\\"));
}

static void end_link(struct report *report)
{
	if (report->look->hyperlinks)
		buf_add(report->out, STR("\x1b]8;;\x1b\\"));
}

static void add_place(struct report *report, struct mark at)
{
	struct buf *out = report->out;
	if (!at.source) {
		add_safe(out, report->program);
		return;
	}
	begin_link(report, at.source);
	add_safe(out, at.source->path);
	if (at.line)
		buf_printf(out, ":%u:%u", at.line, at.col);
	end_link(report);
}

/* "dir/file.yaml:8:13: error[KUS003]: patch matches no resource" */
static void add_headline(struct report *report, const struct diag *diag)
{
	struct buf *out = report->out;
	const enum look_role role = SEVERITIES[diag->severity].role;
	look_begin(out, report->look, LOOK_PLACE);
	add_place(report, diag->at);
	buf_add_char(out, ':');
	look_end(out, report->look, LOOK_PLACE);
	buf_add_char(out, ' ');
	look_begin(out, report->look, role);
	buf_add(out, str_of(SEVERITIES[diag->severity].word));
	if (diag->code)
		buf_printf(out, "[%s]", diag->code);
	look_end(out, report->look, role);
	buf_add(out, STR(": "));
	look_begin(out, report->look, LOOK_MESSAGE);
	add_safe(out, diag->message);
	look_end(out, report->look, LOOK_MESSAGE);
	buf_add_char(out, '\n');
}

static struct source_view *view_of(struct report *report, const struct source *source)
{
	struct arena *arena = report->out->arena;
	struct source_view *view = map_get(&report->views, source->path);
	if (!view) {
		view = source_view_new(arena, source);
		map_set(arena, &report->views, source->path, view);
	}
	return view;
}

/* "  = closest:   Deployment/api in namespace api  (base/deployment.yaml:4)", without the newline.
 */
static void begin_note(struct report *report, size_t gutter, size_t width, const char *key)
{
	struct buf *out = report->out;
	buf_printf(out, "%*s ", (int)gutter, "");
	look_add(out, report->look, LOOK_FRAME, STR("="));
	const size_t len = str_of(key).len;
	buf_printf(out, " %s:%*s", key, (int)(width - len + 1), "");
}

static void add_note(struct report *report, size_t gutter, size_t width,
                     const struct diag_note *note)
{
	begin_note(report, gutter, width, note->key);
	add_safe(report->out, note->text);
	if (note->at.source) {
		buf_add(report->out, note->text.len > 0 ? STR("  (") : STR("("));
		add_safe(report->out, note->at.source->path);
		if (note->at.line)
			buf_printf(report->out, ":%u", note->at.line);
		buf_add_char(report->out, ')');
	}
	buf_add_char(report->out, '\n');
}

static bool has_own_sentence(const struct diag *diag)
{
	return diag->sentence.len > 0 && !str_eq(diag->sentence, diag->message);
}

static void add_notes(struct report *report, const struct diag *diag, size_t gutter)
{
	static const char sentence_key[] = "kustomize";
	size_t width = has_own_sentence(diag) ? sizeof sentence_key - 1 : 0;
	for (const struct diag_note *note = diag->notes; note; note = note->next)
		if (str_of(note->key).len > width)
			width = str_of(note->key).len;
	for (const struct diag_note *note = diag->notes; note; note = note->next)
		add_note(report, gutter, width, note);
	if (has_own_sentence(diag)) {
		begin_note(report, gutter, width, sentence_key);
		add_safe(report->out, diag->sentence);
		if (!str_ends_with(diag->sentence, STR("\n")))
			buf_add_char(report->out, '\n');
	}
}

static void add_diag(struct report *report, const struct diag *diag)
{
	add_headline(report, diag);
	if (report->detail == REPORT_CONCISE)
		return;
	size_t gutter = 0;
	if (diag->at.source)
		gutter = code_frame_add(report->out, report->look, view_of(report, diag->at.source),
		                        diag->at, diag->label, SEVERITIES[diag->severity].role);
	if (gutter && (diag->notes || has_own_sentence(diag))) {
		buf_printf(report->out, "%*s ", (int)gutter, "");
		look_add(report->out, report->look, LOOK_FRAME, STR("|"));
		buf_add_char(report->out, '\n');
	}
	add_notes(report, diag, gutter ? gutter : 1);
}

void report_text(struct buf *out, const struct diags *diags, const struct look *look,
                 enum report_detail detail, str program)
{
	struct report report = {.out = out, .look = look, .detail = detail, .program = program};
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		add_diag(&report, diag);
}

/* ---- the last line ---- */

static void add_count(struct buf *out, size_t count, const char *word, bool *first)
{
	if (count == 0)
		return;
	buf_printf(out, "%s%zu %s%s", *first ? "" : ", ", count, word, count == 1 ? "" : "s");
	*first = false;
}

void report_text_summary(struct buf *out, const struct report_summary *summary)
{
	bool none = true;
	add_count(out, summary->errors, "error", &none);
	add_count(out, summary->warnings, "warning", &none);
	add_count(out, summary->notes, "note", &none);
	const char *plural = summary->overlays == 1 ? "" : "s";
	if (none)
		buf_printf(out, "no findings in %zu overlay%s", summary->overlays, plural);
	else
		buf_printf(out, " in %zu of %zu overlay%s", summary->overlays_with_findings,
		           summary->overlays, plural);
	if (summary->seconds >= 0)
		buf_printf(out, " (%.2f s)", summary->seconds);
	buf_add_char(out, '.');
	if (summary->fixable > 0)
		buf_printf(out, " %zu fixable with --fix.", summary->fixable);
	buf_add_char(out, '\n');
}
