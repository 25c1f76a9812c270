/*
 * bench.c - how fast a build is, and whether it stays linear
 *
 *	kustoc_bench KUSTOC
 *
 * Writes kustomizations of growing size, has them built, and prints the best of several times. Four
 * times the resources must not take much more than four times as long; kubectl's kustomize, where
 * there is one, is timed on the smallest for comparison.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "base/process.h"

enum { RUNS = 5 };

/* A Deployment with the Service in front of it, as most repositories have them. */
static void add_pair(struct buf *out, size_t number)
{
	buf_printf(out,
	           "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-%zu\nspec:\n"
	           "  replicas: 1\n  selector:\n    matchLabels:\n      app: app-%zu\n"
	           "  template:\n    metadata:\n      labels:\n        app: app-%zu\n    spec:\n"
	           "      containers:\n      - name: main\n        image: example.org/app:1.0\n"
	           "        envFrom:\n        - configMapRef:\n            name: settings\n---\n"
	           "apiVersion: v1\nkind: Service\nmetadata:\n  name: app-%zu\nspec:\n"
	           "  selector:\n    app: app-%zu\n  ports:\n  - port: 80\n---\n",
	           number, number, number, number, number);
}

/* The folder of a kustomization with `pairs` Deployments and Services. */
static str write_tree(struct arena *arena, str scratch, size_t pairs)
{
	const str dir = path_join(arena, scratch, arena_printf(arena, "wide-%zu", pairs));
	struct buf text;
	buf_init(&text, arena);
	for (size_t i = 0; i < pairs; i++)
		add_pair(&text, i);
	mkdir(arena_cstr(arena, dir), 0777);
	file_write(arena, path_join(arena, dir, STR("all.yaml")), buf_text(&text));
	file_write(arena, path_join(arena, dir, STR("kustomization.yaml")),
	           STR("resources: [all.yaml]\nnamePrefix: p-\nnamespace: ns\n"
	               "labels: [{pairs: {a: b}, includeSelectors: true}]\n"
	               "images: [{name: example.org/app, newTag: '2.0'}]\n"
	               "configMapGenerator: [{name: settings, literals: [a=b]}]\n"));
	return dir;
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* The shortest of several runs in milliseconds; below 0 when one fails. */
static double time_of(const str *args, size_t count)
{
	double best = -1;
	for (int i = 0; i < RUNS; i++) {
		struct arena *arena = arena_create();
		const struct process process = {.args = args, .args_len = count};
		struct process_result result;
		const double start = now();
		const bool ok = process_run(arena, &process, &result);
		const double taken = now() - start;
		arena_destroy(arena);
		if (!ok)
			return -1;
		best = best < 0 || taken < best ? taken : best;
	}
	return best;
}

int main(int argc, char **argv)
{
	char scratch[] = "/tmp/kustoc-bench-XXXXXX";
	if (argc != 2 || !mkdtemp(scratch)) {
		fprintf(stderr, "usage: kustoc_bench KUSTOC\n");
		return 2;
	}
	struct arena *arena = arena_create();
	const char *search_path = getenv("PATH");
	const str kubectl =
		process_find(arena, STR("kubectl"), str_of(search_path ? search_path : ""));
	double before = 0;
	for (size_t pairs = 25; pairs <= 1600; pairs *= 4) {
		const str dir = write_tree(arena, str_of(scratch), pairs);
		const str args[] = {str_of(argv[1]), STR("build"), dir};
		const double taken = time_of(args, 3);
		printf("%5zu Deployments and Services: %8.1f ms", pairs, taken);
		if (before > 0)
			printf(", %.1f times as long for 4 times as many", taken / before);
		before = taken;
		if (pairs == 25 && kubectl.len > 0) {
			const str theirs[] = {kubectl, STR("kustomize"), dir};
			const double other = time_of(theirs, 3);
			printf("; kubectl kustomize: %.1f ms, %.0f times as long", other,
			       other / taken);
		}
		printf("\n");
		unlink(arena_cstr(arena, path_join(arena, dir, STR("all.yaml"))));
		unlink(arena_cstr(arena, path_join(arena, dir, STR("kustomization.yaml"))));
		rmdir(arena_cstr(arena, dir));
	}
	rmdir(scratch);
	arena_destroy(arena);
	return before < 0;
}
