/* commands.c - the commands as a table */
#include "cli/commands.h"

#include "cli/render.h"

/* A command is a row, not a column. */
/* clang-format off */
/* In the order in which help shows them. */
const struct command COMMANDS[] = {
	{
		.name = "build",
		.summary = "render one kustomization as kustomize does",
		.operands = "[DIR]",
		.description =
			"Prints the resources of the kustomization in DIR, by default the current\n"
			"directory, byte for byte as `kustomize build` prints them. Nothing is\n"
			"printed when the build fails; what is wrong is said on standard error.\n"
			"Input that makes kustomize crash gives an ordinary error, too.\n",
		.examples =
			"  kustoc build overlays/production                 # to standard output\n"
			"  kustoc build -o out overlays/production          # a file a resource\n"
			"  kustoc build --format=jsonl . | jq .kind         # a resource a line\n",
		.options = {BUILD_OPTIONS, RENDER_OPTIONS},
		.new_values = build_new_values,
		.max_operands = SIZE_MAX, /* kustomize has words of its own for too many */
		.run = cmd_build,
		.in_kustomize = true,
	},
	{
		.name = "lint",
		.summary = "find what is wrong in the kustomizations below a directory",
		.operands = "[PATH...]",
		.description =
			"Renders every kustomization below PATH, by default the current directory,\n"
			"and checks what comes out. A base is judged through its overlays, and what a\n"
			"Flux Kustomization of the repository applies is judged as that applies it: with\n"
			"its patches, components, images, and values for variables. Every finding names\n"
			"the line to edit; `kustoc explain CODE` says more about it.\n"
			"Exits with 1 when there are errors, with 2 when the run is incomplete.\n",
		.examples =
			"  kustoc lint                                      # everything below here\n"
			"  kustoc lint -o concise clusters apps             # a line a finding\n"
			"  kustoc lint --fail-on warning --ignore OCI302    # strict but for one rule\n",
		.options = {LINT_OPTIONS, RENDER_OPTIONS},
		.new_values = lint_new_values,
		.max_operands = SIZE_MAX,
		.run = cmd_lint,
	},
	{
		.name = "diff",
		.summary = "say what differs between two overlays",
		.operands = "A B",
		.description =
			"Renders A and B and prints how their resources differ, with the place that\n"
			"each value comes from. A and B are directories, or the names of environments:\n"
			"they are compared in every folder below the current one that has both.\n"
			"Exits with 1 when there is a difference, with 2 when one cannot be rendered.\n",
		.examples =
			"  kustoc diff staging production                   # in every folder with both\n"
			"  kustoc diff overlays/staging overlays/production # two directories\n",
		.options = {DIFF_OPTIONS, RENDER_OPTIONS},
		.new_values = diff_new_values,
		.max_operands = 2,
		.run = cmd_diff,
	},
	{
		.name = "prove",
		.summary = "decide over all possible tags what each environment may pull",
		.operands = "[ENV|DIR|SOURCE...]",
		.description =
			"Renders the overlays below DIR, by default the current directory, and decides\n"
			"for each OCIRepository whether its environment keeps to its channel, whatever is\n"
			"pushed: PROVED, REFUTED with a tag that shows it, or UNDECIDED. What Flux\n"
			"Kustomizations of the repository apply counts as they apply it. Channels are set\n"
			"in .kustoc.yaml; without one production is held to \"no prereleases\". Exits with 1\n"
			"unless everything is proved. With --ref it says of one reference whether it can\n"
			"select anything, and of two whether they share a tag.\n",
		.examples =
			"  kustoc prove                                   # every environment\n"
			"  kustoc prove production --never '-staging-'    # a question of one's own\n"
			"  kustoc prove --flux 2.6,2.9                    # before an upgrade\n"
			"  kustoc prove --ref a.yaml --ref b.yaml -o json # disjoint, or overlap\n",
		.options = {PROVE_OPTIONS, RENDER_OPTIONS},
		.new_values = prove_new_values,
		.max_operands = SIZE_MAX,
		.run = cmd_prove,
	},
	{
		.name = "tags",
		.summary = "say which tag each environment pulls, and why",
		.operands = "[ENV|DIR|SOURCE...]",
		.description =
			"Renders the overlays below DIR, by default the current directory, and decides as\n"
			"Flux does which of the registry's tags each OCIRepository pulls. The registry is\n"
			"asked, with the credentials that Docker knows, unless --tags gives a list or\n"
			"`registries` in .kustoc.yaml names one for the repository. ENV is an environment\n"
			"as .kustoc.yaml or the directories name it, SOURCE the name of an OCIRepository.\n"
			"What Flux Kustomizations apply counts as they apply it; what is wrong is said\n"
			"with its rule's code, as by lint.\n"
			"Exits with 1 when one of them pulls nothing, or an expectation is not met.\n",
		.examples =
			"  kustoc tags production                               # ask the registry\n"
			"  crane ls ghcr.io/acme/payments | kustoc tags --tags -\n"
			"  kustoc tags payments --tags tags.txt --why v1.5.0-rc.1\n"
			"  kustoc tags --tags tags.txt --if-pushed v1.6.0 --expect production\n"
			"  kustoc tags --ref ref.yaml --tags tags.txt -o json   # without overlays\n",
		.options = {TAGS_OPTIONS, RENDER_OPTIONS},
		.new_values = tags_new_values,
		.max_operands = SIZE_MAX,
		.run = cmd_tags,
	},
	{
		.name = "explain",
		.summary = "explain a rule, a field, or in plain words a range or a filter",
		.operands = "CODE|FIELD|RANGE|FILTER",
		.description =
			"Prints the page of a rule, which is named by its code or its name. A field of\n"
			"Flux's kinds, of kustomization.yaml or of .kustoc.yaml is explained as its schema\n"
			"has it; without a kind it is an OCIRepository's. A range or a filter is said in\n"
			"words, for each release of Flux whose answer differs, with tags that it takes and\n"
			"refuses. Exits with 1 when no release accepts it.\n",
		.examples =
			"  kustoc explain OCI103\n"
			"  kustoc explain ref.semver\n"
			"  kustoc explain HelmRelease.spec.chartRef\n"
			"  kustoc explain '>=1.0.0-0 <2.0.0'\n"
			"  kustoc explain '.*-rc.*'\n",
		.max_operands = 1,
		.run = cmd_explain,
	},
	{
		.name = "rules",
		.summary = "list all rules",
		.operands = "",
		.description =
			"Prints a line a rule: its code, its severity, what becomes of it, its name and\n"
			"what it finds. `fix` is what `kustoc lint --fix` mends, `(fix)` what takes\n"
			"--unsafe-fixes, `off` what is to be asked for by name.\n",
		.options = {RULES_OPTIONS},
		.new_values = rules_new_values,
		.run = cmd_rules,
	},
	{
		.name = "affected",
		.summary = "list the overlays that a change concerns",
		.operands = "[FILE...]",
		.description =
			"Prints the overlays below the current directory that read one of the FILEs,\n"
			"by default those that differ from HEAD. Deleted files count, too. A Flux\n"
			"Kustomization concerns the directory that it applies.\n",
		.examples =
			"  kustoc affected apps/search/base/oci-repository.yaml\n"
			"  kustoc affected --from origin/main -o json       # for a CI matrix\n",
		.options = {AFFECTED_OPTIONS},
		.new_values = affected_new_values,
		.max_operands = SIZE_MAX,
		.run = cmd_affected,
	},
	{
		.name = "list",
		.summary = "list overlays with their environments",
		.operands = "[DIR]",
		.description =
			"Prints a line an overlay below DIR, by default the current directory, after\n"
			"the environment that it belongs to. Bases are shown with --tree only.\n",
		.options = {LIST_OPTIONS},
		.new_values = affected_new_values,
		.max_operands = 1,
		.run = cmd_list,
	},
	{
		.name = "hook",
		.summary = "check what is about to be committed",
		.operands = "run|install|uninstall",
		.description =
			"`run` lints the overlays that the staged changes concern, as they are staged;\n"
			"all of them when nothing is staged. `install` makes git do that before every\n"
			"commit. With pre-commit, neither is needed: see .pre-commit-hooks.yaml.\n",
		.options = {HOOK_OPTIONS, RENDER_OPTIONS},
		.new_values = lint_new_values,
		.max_operands = 1,
		.run = cmd_hook,
	},
	{
		.name = "init",
		.summary = "write a .kustoc.yaml for this repository",
		.operands = "[DIR]",
		.description =
			"Finds the kustomizations below DIR, by default the current directory, and\n"
			"writes a .kustoc.yaml that names their environments. One that is there\n"
			"already is left alone.\n",
		.max_operands = 1,
		.run = cmd_init,
	},
	{
		.name = "config",
		.summary = "check .kustoc.yaml, or show what holds",
		.operands = "check|show [PATH]",
		.description =
			"`check` says what is wrong with the file that holds for PATH, by default the\n"
			"current directory; `show` prints what is set, with the defaults.\n",
		.max_operands = 2,
		.run = cmd_config,
	},
	{
		.name = "schema",
		.summary = "print the JSON Schema of a kind of file",
		.operands = "config|kustomization|report",
		.description =
			"Prints the JSON Schema of .kustoc.yaml, of kustomization files, or of what\n"
			"`kustoc lint -o json` prints: for editors, and for programs that read reports.\n",
		.max_operands = 1,
		.run = cmd_schema,
	},
	{
		.name = "cache",
		.summary = "say where clones of remote bases are kept, or remove them",
		.operands = "dir|clean",
		.description =
			"`dir` prints the directory in which clones are kept, each under its commit:\n"
			"$XDG_CACHE_HOME/kustoc, else ~/.cache/kustoc. `clean` removes it. With\n"
			"--no-cache a run neither uses it nor leaves anything there.\n",
		.max_operands = 1,
		.run = cmd_cache,
	},
	{
		.name = "completion",
		.summary = "print a script that lets a shell complete commands and flags",
		.operands = "bash|zsh|fish",
		.description =
			"Prints a script for a shell to read. What is offered comes from kustoc itself,\n"
			"rules and environments included, so the script never grows old.\n",
		.examples =
			"  . <(kustoc completion bash)                      # in ~/.bashrc\n"
			"  . <(kustoc completion zsh)                       # in ~/.zshrc, after compinit\n"
			"  kustoc completion fish | source                  # in config.fish\n",
		.max_operands = 1,
		.run = cmd_completion,
	},
	{
		.name = "__complete",
		.summary = "say what a shell may offer next",
		.operands = "[WORD...]",
		.max_operands = SIZE_MAX,
		.run = cmd_complete,
		.is_hidden = true,
		.takes_words = true,
	},
	{
		.name = "__man",
		.summary = "write the manual's pages",
		.operands = "DIR",
		.max_operands = 1,
		.run = cmd_man,
		.is_hidden = true,
	},
	{
		.name = "version",
		.summary = "say which version this is",
		.operands = "",
		.description = "Prints the version of kustoc and the version of kustomize whose "
			       "output it gives.\n",
		.run = cmd_version,
		.in_kustomize = true,
	},
	{
		.name = "help",
		.summary = "explain kustoc or one of its commands",
		.operands = "[COMMAND]",
		.description = "Prints what `kustoc COMMAND --help` prints.\n",
		.max_operands = 1,
		.run = cmd_help,
		.in_kustomize = true,
	},
	{.name = NULL},
};
/* clang-format on */

const struct command *command_find(str name)
{
	for (const struct command *command = COMMANDS; command->name; command++)
		if (str_eq(str_of(command->name), name))
			return command;
	return NULL;
}

static const char *next_command(void *context)
{
	const struct command **command = context;
	while ((*command)->is_hidden)
		(*command)++;
	return (*command)->name ? (*command)++->name : NULL;
}

bool command_unknown(struct invocation *invocation, str name)
{
	const struct command *first = COMMANDS;
	const char *closest = option_closest(name, next_command, &first);
	diag_error(&invocation->diags, NO_MARK, "unknown command '%.*s'%s%s%s", STR_ARG(name),
	           closest ? "; did you mean '" : "; 'kustoc -h' lists them",
	           closest ? closest : "", closest ? "'?" : "");
	if (!invocation->as_kustomize)
		return false;
	return diag_sentence(&invocation->diags, "unknown command \"%.*s\" for \"%s\"",
	                     STR_ARG(name), invocation->program);
}
