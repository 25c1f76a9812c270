/*
 * report_text.c - see report_text.h
 *
 * A headline in the form of compilers, a frame of source lines with carets, then notes as
 * `= key: value` with their keys aligned. What comes from files is a stranger's: control characters
 * in it become '?', or a manifest could steer the terminal of whoever lints it.
 */
#include "lint/report_text.h"

#include "base/file.h"
#include "base/map.h"
#include "base/path.h"
#include "lint/code_frame.h"
#include "lint/report_formats.h"
#include "lint/report_place.h"

/* What a text is written with. */
struct pen {
	struct buf *out;
	const struct report *report;
	const struct look *look;
	enum report_detail detail;
};

enum { SHOWN = 5 }; /* overlays that a note names */

static const enum look_role ROLES[] = {
	[DIAG_ERROR] = LOOK_ERROR, [DIAG_WARNING] = LOOK_WARNING, [DIAG_NOTE] = LOOK_NOTE};

/* Text of strangers: nothing in it may steer the terminal. */
static void add_safe(struct buf *out, str text)
{
	for (size_t i = 0; i < text.len; i++) {
		const unsigned char c = (unsigned char)text.at[i];
		const bool steers = (c < ' ' && c != '\n' && c != '\t') || c == 0x7f;
		buf_add_char(out, steers ? '?' : text.at[i]);
	}
}

static void begin_link(struct pen *pen, const struct source *source)
{
	if (!pen->look->hyperlinks)
		return;
	struct arena *arena = pen->out->arena;
	const str path = path_is_absolute(source->path)
	                         ? source->path
	                         : path_join(arena, file_current_dir(arena), source->path);
	buf_add(pen->out, STR("\x1b]8;;file://"));
	report_add_uri_path(pen->out, path);
	buf_add(pen->out, STR("\x1b\\"));
}

static void end_link(struct pen *pen)
{
	if (pen->look->hyperlinks)
		buf_add(pen->out, STR("\x1b]8;;\x1b\\"));
}

static void add_place(struct pen *pen, struct mark at)
{
	struct buf *out = pen->out;
	if (!at.source) {
		add_safe(out, pen->report->program);
		return;
	}
	begin_link(pen, at.source);
	add_safe(out, at.source->path);
	if (at.line)
		buf_printf(out, ":%u:%u", at.line, at.col);
	end_link(pen);
}

/* "dir/file.yaml:8:13: error[KUS003]: patch matches no resource" */
static void add_headline(struct pen *pen, const struct diag *diag)
{
	struct buf *out = pen->out;
	const enum look_role role = ROLES[diag->severity];
	look_begin(out, pen->look, LOOK_PLACE);
	add_place(pen, diag->at);
	buf_add_char(out, ':');
	look_end(out, pen->look, LOOK_PLACE);
	buf_add_char(out, ' ');
	look_begin(out, pen->look, role);
	buf_add(out, str_of(report_severity_name(diag->severity)));
	if (diag->code)
		buf_printf(out, "[%s]", diag->code);
	look_end(out, pen->look, role);
	buf_add(out, STR(": "));
	look_begin(out, pen->look, LOOK_MESSAGE);
	add_safe(out, diag->message);
	look_end(out, pen->look, LOOK_MESSAGE);
	buf_add_char(out, '\n');
}

/* "  = closest:   Deployment/api in namespace api  (base/deployment.yaml:4)", without newline. */
static void begin_note(struct pen *pen, size_t gutter, size_t width, const char *key)
{
	struct buf *out = pen->out;
	buf_printf(out, "%*s ", (int)gutter, "");
	look_add(out, pen->look, LOOK_FRAME, STR("="));
	const size_t len = str_of(key).len;
	buf_printf(out, " %s:%*s", key, (int)(width - len + 1), "");
}

static void add_note(struct pen *pen, size_t gutter, size_t width, const struct diag_note *note)
{
	begin_note(pen, gutter, width, note->key);
	add_safe(pen->out, note->text);
	if (note->at.source) {
		buf_add(pen->out, note->text.len > 0 ? STR("  (") : STR("("));
		add_safe(pen->out, note->at.source->path);
		if (note->at.line)
			buf_printf(pen->out, ":%u", note->at.line);
		buf_add_char(pen->out, ')');
	}
	buf_add_char(pen->out, '\n');
}

static bool has_own_sentence(const struct diag *diag)
{
	return diag->sentence.len > 0 && !str_eq(diag->sentence, diag->message);
}

/* `overlays`: one more note, or "". */
static void add_notes(struct pen *pen, const struct diag *diag, str overlays, size_t gutter)
{
	static const char sentence_key[] = "kustomize";
	const struct diag_note in = {.key = "in", .text = overlays};
	size_t width = has_own_sentence(diag) ? sizeof sentence_key - 1 : overlays.len ? 2 : 0;
	for (const struct diag_note *note = diag->notes; note; note = note->next)
		if (str_of(note->key).len > width)
			width = str_of(note->key).len;
	for (const struct diag_note *note = diag->notes; note; note = note->next)
		add_note(pen, gutter, width, note);
	if (overlays.len)
		add_note(pen, gutter, width, &in);
	if (has_own_sentence(diag)) {
		begin_note(pen, gutter, width, sentence_key);
		add_safe(pen->out, diag->sentence);
		if (!str_ends_with(diag->sentence, STR("\n")))
			buf_add_char(pen->out, '\n');
	}
}

static void add_diag(struct pen *pen, const struct diag *diag, str overlays)
{
	add_headline(pen, diag);
	if (pen->detail == REPORT_CONCISE)
		return;
	size_t gutter = 0;
	if (diag->at.source)
		gutter = code_frame_add(pen->out, pen->look,
		                        report_view(pen->report, diag->at.source), diag->at,
		                        diag->label, ROLES[diag->severity]);
	if (gutter && (diag->notes || overlays.len || has_own_sentence(diag))) {
		buf_printf(pen->out, "%*s ", (int)gutter, "");
		look_add(pen->out, pen->look, LOOK_FRAME, STR("|"));
		buf_add_char(pen->out, '\n');
	}
	add_notes(pen, diag, overlays, gutter ? gutter : 1);
}

void report_text(struct buf *out, const struct diags *diags, const struct look *look,
                 enum report_detail detail, str program)
{
	struct map views = {0};
	const struct report report = {.arena = out->arena, .program = program, .views = &views};
	struct pen pen = {out, &report, look, detail};
	for (const struct diag *diag = diags->first; diag; diag = diag->next)
		add_diag(&pen, diag, (str){0});
}

/* ---- where else ---- */

/* "staging" says enough as long as no other overlay of the list is called so. */
static bool has_distinct_bases(const struct finding *finding)
{
	for (size_t i = 0; i < finding->overlays.len && i < SHOWN; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(path_base(finding->overlays.at[i]),
			           path_base(finding->overlays.at[j])))
				return false;
	return true;
}

/* "2 overlays (staging, production)"; nothing for a single one, which the place tells. */
static str overlays_of(struct arena *arena, const struct finding *finding)
{
	struct buf buf;
	if (finding->overlays.len < 2)
		return (str){0};
	buf_init(&buf, arena);
	const bool bases = has_distinct_bases(finding);
	buf_printf(&buf, "%zu overlays (", finding->overlays.len);
	for (size_t i = 0; i < finding->overlays.len && i < SHOWN; i++) {
		const str overlay = finding->overlays.at[i];
		buf_add(&buf, i ? STR(", ") : STR(""));
		buf_add(&buf, bases ? path_base(overlay) : overlay);
	}
	if (finding->overlays.len > SHOWN)
		buf_printf(&buf, ", %zu more", finding->overlays.len - SHOWN);
	buf_add_char(&buf, ')');
	return buf_text(&buf);
}

void report_text_finding(struct buf *out, const struct report *report,
                         const struct finding *finding, enum report_detail detail)
{
	struct pen pen = {out, report, report->look, detail};
	add_diag(&pen, finding->diag, overlays_of(report->arena, finding));
}

void report_as_text(struct buf *out, const struct report *report)
{
	for (size_t i = 0; i < report->findings.len; i++)
		report_text_finding(out, report, report->findings.at[i], REPORT_FULL);
}

void report_as_concise(struct buf *out, const struct report *report)
{
	for (size_t i = 0; i < report->findings.len; i++)
		report_text_finding(out, report, report->findings.at[i], REPORT_CONCISE);
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
	const bool is_files = summary->files > 0;
	const size_t all = is_files ? summary->files : summary->overlays;
	const size_t found =
		is_files ? summary->files_with_findings : summary->overlays_with_findings;
	const char *what = is_files ? "file" : "overlay", *plural = all == 1 ? "" : "s";
	if (none)
		buf_printf(out, "no findings in %zu %s%s", all, what, plural);
	else
		buf_printf(out, " in %zu of %zu %s%s", found, all, what, plural);
	if (summary->seconds >= 0)
		buf_printf(out, " (%.2f s)", summary->seconds);
	buf_add_char(out, '.');
	if (summary->fixable > 0)
		buf_printf(out, " %zu fixable with --fix.", summary->fixable);
	buf_add_char(out, '\n');
}
