/*
 * remote.h - bases and files that lie elsewhere
 *
 * A base may be a directory in a git repository, a file may be an http(s) URL. The user's git
 * clones, libcurl fetches. Clones are kept in the cache under their commit and never change there,
 * so several runs may use one cache at the same time.
 */
#ifndef KUSTOMIZE_REMOTE_H
#define KUSTOMIZE_REMOTE_H

#include "base/diag.h"

/* What a build may use of the world outside its files; found out by cli. */
struct remote_access {
	str cache_dir;   /* "$XDG_CACHE_HOME/kustoc"; "": clones have no place to go */
	str search_path; /* $PATH, where git and helm are looked for */
	str temp_dir;    /* $TMPDIR; "" for /tmp */
	bool offline;    /* any need of the network is an error */
};

/* A git URL as a kustomization has it, taken apart. */
struct git_url {
	str repo;                /* what git is given: "https://github.com/org/repo" */
	str path;                /* of the base in the repository; "" for its top */
	str ref;                 /* branch, tag or commit; "" for the default branch */
	unsigned timeout_millis; /* for each run of git */
	bool submodules;
	bool forced; /* began with "git::", which means nothing to kustomize */
};

/* False when kustomize would see no git URL in `text`, but a path. */
bool remote_is_git_url(struct arena *arena, str text, struct git_url *out);
/* "http://…" or "https://…" */
bool remote_is_file_url(str text);

struct clone {
	str top;  /* the working tree: absolute, without links */
	str root; /* the base in it, a directory below `top` or `top` itself */
};

/* The tree that the URL means, from the cache when the commit is there. `at` names the URL. */
MUST_CHECK bool remote_clone(struct arena *arena, const struct git_url *url,
                             const struct remote_access *access, struct mark at, struct clone *out,
                             struct diags *diags);
/* Fetches a file. */
MUST_CHECK bool remote_read(struct arena *arena, str url, const struct remote_access *access,
                            struct mark at, const struct source **out, struct diags *diags);

#endif
