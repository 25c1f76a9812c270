/* pages.h - the files of pages/ as text in the program; written by pages.cmake at build time */
#ifndef LINT_PAGES_H
#define LINT_PAGES_H

#include "base/str.h"

struct lint_page {
	str code, text;
};

extern const struct lint_page LINT_PAGES[];
extern const size_t LINT_PAGES_LEN;

#endif
