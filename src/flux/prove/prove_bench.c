/*
 * prove_bench.c - what proofs cost: the references of the examples must take less than 1 ms, the
 * hardest realistic ones less than 50 ms, and a hostile one must be given up within a second, in a
 * release build
 */
#include <stdio.h>
#include <time.h>

#include "flux/prove/prove.h"

#define GROUPS                                                                                     \
	">=1.0.0-0 <1.5.0 || >=2.1.0-rc.1 <2.3.4 || ~3.2.1-0 || ^4.5.6-beta.2 || "                 \
	">=10.0.0-alpha.1 <10.20.30-rc.5"
#define WIDER                                                                                      \
	">=1.0.0-0 <2.0.0-0 || >=2.0.0-0 <3.2.0-0 || ~3.2.0-0 || ^4.0.0-0 || "                     \
	">=10.0.0-0 <12.0.0-0"

static const struct {
	const char *name;
	struct oci_ref a, b;
	bool b_negated;
} ROWS[] = {
	{"the examples",
         {.semver = STR_INIT(">=0.0.0")},
         {.semver = STR_INIT(">=0.0.0-0"), .filter = STR_INIT(".*-staging-test-deploy-.*")},
         false},
	{"five groups, counted",
         {.semver = STR_INIT(GROUPS), .filter = STR_INIT("-[a-z]{2,10}\\.[0-9]{1,14}$")},
         {.semver = STR_INIT(WIDER), .filter = STR_INIT("-[0-9a-z]{2,40}")},
         true},
	{"hostile",
         {.semver = STR_INIT(">=1.0.0-0"),
          .filter = STR_INIT("(?:(?:a{1,10}b?){1,10}c?){1,10}d.{20}_")},
         {.semver = STR_INIT(">=0.0.0-0"), .filter = STR_INIT("(?:.{0,100}x){1,9}y")},
         false},
};

/* Of the processor: what else runs on the machine is not counted. */
static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* False when Flux refuses one of the references. */
static bool run(size_t row, struct prove_answer *answer, double *spent)
{
	struct arena *arena = arena_create();
	struct selector a, b;
	const double start = milliseconds();
	const bool ok = selector_init(arena, &ROWS[row].a, STR(""), flux_release_newest(), &a) &&
	                selector_init(arena, &ROWS[row].b, STR(""), flux_release_newest(), &b);
	const struct prove_term terms[] = {
		{.selector = &a},
		{.selector = &b, .negated = ROWS[row].b_negated},
	};
	if (ok)
		*answer = prove_find(arena, terms, 2);
	*spent = milliseconds() - start;
	arena_destroy(arena);
	return ok;
}

/* The first run, with nothing in any cache, and the best of some more. */
int main(void)
{
	static const char *const OUTCOMES[] = {
		[PROVE_NO_TAG] = "none", [PROVE_TAG] = "a tag", [PROVE_UNDECIDED] = "undecided"};
	enum { RUNS = 5 };
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct prove_answer answer;
		double first, best, spent;
		if (!run(i, &answer, &first))
			return 1;
		best = first;
		for (int k = 1; k < RUNS; k++) {
			if (!run(i, &answer, &spent))
				return 1;
			best = spent < best ? spent : best;
		}
		printf("%-22s %-10s %7zu states %8.2f ms at first, %8.2f at best\n", ROWS[i].name,
		       OUTCOMES[answer.outcome], answer.states, first, best);
	}
	return 0;
}
