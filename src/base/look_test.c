/* look_test.c - colours by role, as a user sets them */
#include "base/look.h"
#include "testing/table.h"

static const struct row {
	const char *name, *setting, *wrong, *text;
	bool color;
} ROWS[] = {
	{"no colour, no escape", "error=31", "", "x", false},
	{"the standard colour", "", "", "\x1b[1;31mx\x1b[0m", true},
	{"a role takes a colour", "warning=33:error=35", "", "\x1b[35mx\x1b[0m", true},
	{"an empty code is no colour", "error=", "", "x", true},
	{"empty entries do not matter", ":error=4::", "", "\x1b[4mx\x1b[0m", true},
	{"an unknown role is named", "eror=31:error=32", "eror=31", "\x1b[32mx\x1b[0m", true},
	{"an entry needs a value", "error", "error", "\x1b[1;31mx\x1b[0m", true},
	{"a code cannot leave its escape", "error=1m\x1b]0;x", "error=1m\x1b]0;x",
         "\x1b[1;31mx\x1b[0m", true},
};

static void colors_text(void **state)
{
	const struct row *row = *state;
	struct arena *arena = arena_create();
	struct look look = look_standard(row->color, true);
	str wrong = {0};
	assert_int_equal(look_set_colors(&look, str_of(row->setting), &wrong), *row->wrong == '\0');
	ASSERT_STR(wrong, row->wrong);
	struct buf out;
	buf_init(&out, arena);
	look_add(&out, &look, LOOK_ERROR, STR("x"));
	ASSERT_STR(buf_text(&out), row->text);
	arena_destroy(arena);
}

int main(void)
{
	return TABLE_RUN("base/look", ROWS, colors_text);
}
