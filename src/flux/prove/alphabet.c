/* alphabet.c - see alphabet.h */
#include "flux/prove/alphabet.h"

/* In the order in which witnesses try them: digits and small letters read best. */
static const char CHARACTERS[] =
	"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_";

bool charset_has(const struct charset *set, char c)
{
	const unsigned char code = (unsigned char)c;
	return code < 128 && (set->bits[code / 64] >> code % 64 & 1);
}

void charset_add(struct charset *set, char first, char last)
{
	for (unsigned c = (unsigned char)first; c <= (unsigned char)last && c < 128; c++)
		set->bits[c / 64] |= UINT64_C(1) << c % 64;
}

void alphabet_init(struct alphabet *alphabet)
{
	*alphabet = (struct alphabet){.samples = {CHARACTERS[0]}, .count = 1};
	alphabet_split_char(alphabet, '.'); /* tags cannot begin with these */
	alphabet_split_char(alphabet, '-');
}

void alphabet_split(struct alphabet *alphabet, const struct charset *set)
{
	/* Which of the old classes is cut, and what its members in the set belong to then. */
	unsigned char inside[ALPHABET_SIZE], outside[ALPHABET_SIZE];
	bool has_inside[ALPHABET_SIZE] = {false}, has_outside[ALPHABET_SIZE] = {false};
	unsigned count = 0;
	for (size_t i = 0; i < ALPHABET_SIZE; i++) {
		const char c = CHARACTERS[i];
		unsigned char *class = &alphabet->class_of[(unsigned char)c];
		const bool is_in = charset_has(set, c);
		bool *seen = is_in ? &has_inside[*class] : &has_outside[*class];
		unsigned char *name = is_in ? &inside[*class] : &outside[*class];
		if (!*seen) {
			*seen = true;
			alphabet->samples[count] = c;
			*name = (unsigned char)count++;
		}
		*class = *name;
	}
	alphabet->count = count;
}

void alphabet_split_char(struct alphabet *alphabet, char c)
{
	struct charset set = {{0, 0}};
	charset_add(&set, c, c);
	alphabet_split(alphabet, &set);
}

bool alphabet_has(char c)
{
	return c != '\0' && str_find_char((str){CHARACTERS, ALPHABET_SIZE}, c) != STR_NONE;
}

bool alphabet_begins_tag(char c)
{
	return alphabet_has(c) && c != '.' && c != '-';
}
