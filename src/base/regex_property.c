/*
 * regex_property.c - the names inside \p{...}
 *
 * Up to Go 1.24 a name had to be written as Unicode writes it; since 1.25 case, '_', '-' and ' '
 * do not count and long names of categories are known too.
 */
#include "base/ascii.h"
#include "base/regex_parser.h"
#include "base/regex_pcre.h"
#include "base/regex_tables.h"

enum { GO_LOOSE_NAMES = 25 };

static const struct category {
	const char *name;
	const char *alias; /* long names, each between bars */
} CATEGORIES[] = {
	{"C", "|Other|"},
	{"Cc", "|Control|cntrl|"},
	{"Cf", "|Format|"},
	{"Cn", "|Unassigned|"},
	{"Co", "|Private_Use|"},
	{"Cs", "|Surrogate|"},
	{"L", "|Letter|"},
	{"LC", "|Cased_Letter|"},
	{"Ll", "|Lowercase_Letter|"},
	{"Lm", "|Modifier_Letter|"},
	{"Lo", "|Other_Letter|"},
	{"Lt", "|Titlecase_Letter|"},
	{"Lu", "|Uppercase_Letter|"},
	{"M", "|Mark|Combining_Mark|"},
	{"Mc", "|Spacing_Mark|"},
	{"Me", "|Enclosing_Mark|"},
	{"Mn", "|Nonspacing_Mark|"},
	{"N", "|Number|"},
	{"Nd", "|Decimal_Number|digit|"},
	{"Nl", "|Letter_Number|"},
	{"No", "|Other_Number|"},
	{"P", "|Punctuation|punct|"},
	{"Pc", "|Connector_Punctuation|"},
	{"Pd", "|Dash_Punctuation|"},
	{"Pe", "|Close_Punctuation|"},
	{"Pf", "|Final_Punctuation|"},
	{"Pi", "|Initial_Punctuation|"},
	{"Po", "|Other_Punctuation|"},
	{"Ps", "|Open_Punctuation|"},
	{"S", "|Symbol|"},
	{"Sc", "|Currency_Symbol|"},
	{"Sk", "|Modifier_Symbol|"},
	{"Sm", "|Math_Symbol|"},
	{"So", "|Other_Symbol|"},
	{"Z", "|Separator|"},
	{"Zl", "|Line_Separator|"},
	{"Zp", "|Paragraph_Separator|"},
	{"Zs", "|Space_Separator|"},
};

/* The categories of ASCII, so that nobody needs a table of Unicode to match a tag. */
static const struct run {
	unsigned char first, last;
	char category[3];
} ASCII_RUNS[] = {
	{0x00, 0x1F, "Cc"}, {' ', ' ', "Zs"}, {'!', '#', "Po"},   {'$', '$', "Sc"},
	{'%', '\'', "Po"},  {'(', '(', "Ps"}, {')', ')', "Pe"},   {'*', '*', "Po"},
	{'+', '+', "Sm"},   {',', ',', "Po"}, {'-', '-', "Pd"},   {'.', '/', "Po"},
	{'0', '9', "Nd"},   {':', ';', "Po"}, {'<', '>', "Sm"},   {'?', '@', "Po"},
	{'A', 'Z', "Lu"},   {'[', '[', "Ps"}, {'\\', '\\', "Po"}, {']', ']', "Pe"},
	{'^', '^', "Sk"},   {'_', '_', "Pc"}, {'`', '`', "Sk"},   {'a', 'z', "Ll"},
	{'{', '{', "Ps"},   {'|', '|', "Sm"}, {'}', '}', "Pe"},   {'~', '~', "Sm"},
	{0x7F, 0x7F, "Cc"},
};

static bool is_filler(char c)
{
	return c == '_' || c == '-' || c == ' ';
}

/* Are the names the same when case, '_', '-' and ' ' do not count? */
static bool loosely_eq(str a, str b)
{
	size_t i = 0, k = 0;
	for (;;) {
		while (i < a.len && is_filler(a.at[i]))
			i++;
		while (k < b.len && is_filler(b.at[k]))
			k++;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (ascii_to_lower(a.at[i++]) != ascii_to_lower(b.at[k++]))
			return false;
	}
}

/* By the rule of the parser's Go. */
static bool names_eq(const struct regex_parser *parser, str wanted, str name)
{
	return parser->go >= GO_LOOSE_NAMES ? loosely_eq(wanted, name) : str_eq(wanted, name);
}

static bool is_alias(const struct category *category, str name)
{
	str rest = str_from(str_of(category->alias), 1), alias;
	while (rest.len > 0 && str_cut(rest, '|', &alias, &rest))
		if (loosely_eq(alias, name))
			return true;
	return false;
}

/* The category that Go knows by this name. Cn and LC came with the loose names. */
static const struct category *find_category(const struct regex_parser *parser, str name)
{
	const bool loose = parser->go >= GO_LOOSE_NAMES;
	for (size_t i = 0; i < sizeof CATEGORIES / sizeof *CATEGORIES; i++) {
		const struct category *category = &CATEGORIES[i];
		const str own = str_of(category->name);
		if (!loose && (str_eq(own, STR("Cn")) || str_eq(own, STR("LC"))))
			continue;
		if (names_eq(parser, name, own) || (loose && is_alias(category, name)))
			return category;
	}
	return NULL;
}

static const char *find_script(const struct regex_parser *parser, str name)
{
	for (size_t i = 0; i < REGEX_SCRIPT_COUNT; i++)
		if (names_eq(parser, name, str_of(REGEX_SCRIPTS[i])))
			return REGEX_SCRIPTS[i];
	return NULL;
}

/* Does a character of category `own` ("Lu") belong to the category `name` ("L", "LC", "Lu")? */
static bool category_holds(const char *name, const char *own)
{
	if (name[0] != own[0])
		return false;
	if (name[1] == 'C') /* LC: cased letters */
		return own[1] == 'u' || own[1] == 'l';
	return !name[1] || name[1] == own[1];
}

static void set_run(uint64_t *bits, const struct run *run)
{
	for (unsigned c = run->first; c <= run->last; c++)
		bits[c / 64] |= UINT64_C(1) << c % 64;
}

/* PCRE2 knows the categories by the same names, but for the cased letters. */
static struct regex_property *category_property(struct arena *arena, const char *name)
{
	struct regex_property *property = ARENA_NEW(arena, struct regex_property);
	property->pcre = str_eq(str_of(name), STR("LC")) ? STR("L&") : str_of(name);
	for (size_t i = 0; i < sizeof ASCII_RUNS / sizeof *ASCII_RUNS; i++)
		if (category_holds(name, ASCII_RUNS[i].category))
			set_run(property->ascii, &ASCII_RUNS[i]);
	return property;
}

/* Scripts, and not script extensions, which PCRE2 means without "sc:". */
static struct regex_property *script_property(struct arena *arena, const char *name)
{
	struct regex_property *property = ARENA_NEW(arena, struct regex_property);
	const bool latin = str_eq(str_of(name), STR("Latin"));
	property->pcre = arena_printf(arena, "sc:%s", name);
	for (size_t i = 0; i < sizeof ASCII_RUNS / sizeof *ASCII_RUNS; i++) {
		const bool letter = ASCII_RUNS[i].category[0] == 'L';
		if (letter ? latin : str_eq(str_of(name), STR("Common")))
			set_run(property->ascii, &ASCII_RUNS[i]);
	}
	return property;
}

/*
 * Adds `count` properties of which one must hold. Under (?i) a property is joined by what its
 * members fold to. The complement of such a union is beyond PCRE2's classes when it is only a part
 * of one: then the characters themselves are listed.
 */
static void add_union(struct regex_parser *parser, struct regex_property **properties, size_t count,
                      bool negated, struct regex_set *out)
{
	const bool fold = parser->flags & REGEX_FLAG_FOLD;
	const bool beyond = negated && (fold || count > 1), listed = beyond && parser->in_class;
	struct regex_set members = {0};
	out->is_negated = out->is_negated || (beyond && !listed);
	for (size_t i = 0; i < count; i++) {
		if (fold || listed)
			regex_pcre_property(parser->arena, properties[i], !listed, &members);
		if (!listed)
			*ARRAY_ADD(parser->arena, &out->properties) =
				(struct regex_property_use){properties[i], negated && !beyond};
	}
	if (fold)
		regex_set_fold(parser->arena, &members);
	regex_set_add_set(parser->arena, out, &members, listed);
}

/* Names for ranges: two of no table, and two scripts younger than PCRE2 10.42. */
static const struct range_name {
	const char *name;
	unsigned since; /* Go */
	struct regex_range ranges[3];
} RANGE_NAMES[] = {
	/* clang-format off */
	{"Any", 0, {{0, REGEX_LAST_CODE}}},
	{"ASCII", GO_LOOSE_NAMES, {{0, REGEX_ASCII - 1}}},
	{"Kawi", 0, {{0x11F00, 0x11F10}, {0x11F12, 0x11F3A}, {0x11F3E, 0x11F59}}},
	{"Nag_Mundari", 0, {{0x1E4D0, 0x1E4F9}}},
	/* clang-format on */
};

static bool add_range_name(struct regex_parser *parser, str name, bool negated,
                           struct regex_set *out)
{
	const struct range_name *found = NULL;
	for (size_t i = 0; i < sizeof RANGE_NAMES / sizeof *RANGE_NAMES; i++)
		if (parser->go >= RANGE_NAMES[i].since &&
		    names_eq(parser, name, str_of(RANGE_NAMES[i].name)))
			found = &RANGE_NAMES[i];
	if (!found)
		return false;
	struct regex_set members = {0};
	for (size_t i = 0; i < 3 && found->ranges[i].last > 0; i++)
		regex_set_add(parser->arena, &members, found->ranges[i].first,
		              found->ranges[i].last);
	if (parser->flags & REGEX_FLAG_FOLD)
		regex_set_fold(parser->arena, &members);
	regex_set_add_set(parser->arena, out, &members, negated);
	return true;
}

/* "Other" did not hold the unassigned characters before Go 1.25. */
static void add_category(struct regex_parser *parser, const struct category *category, bool negated,
                         struct regex_set *out)
{
	static const char *const OLD_OTHER[] = {"Cc", "Cf", "Co", "Cs"};
	struct regex_property *properties[4] = {category_property(parser->arena, category->name)};
	size_t count = 1;
	if (parser->go < GO_LOOSE_NAMES && str_eq(str_of(category->name), STR("C")))
		for (count = 0; count < 4; count++)
			properties[count] = category_property(parser->arena, OLD_OTHER[count]);
	add_union(parser, properties, count, negated, out);
}

/* In Go's order, should a name be both: ranges, categories, scripts. */
bool regex_add_property(struct regex_parser *parser, str name, bool negated, struct regex_set *out)
{
	if (name.len == 0)
		return false;
	if (add_range_name(parser, name, negated, out))
		return true;
	const struct category *category = find_category(parser, name);
	if (!category && parser->go >= GO_LOOSE_NAMES && loosely_eq(name, STR("Assigned"))) {
		category = find_category(parser, STR("Cn"));
		negated = !negated;
	}
	if (category) {
		add_category(parser, category, negated, out);
		return true;
	}
	const char *script = find_script(parser, name);
	if (!script)
		return false;
	struct regex_property *property = script_property(parser->arena, script);
	add_union(parser, &property, 1, negated, out);
	return true;
}
