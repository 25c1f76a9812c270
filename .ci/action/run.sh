#!/bin/sh
# run.sh - runs kustoc and tells GitHub what came of it
#
# Set by action.yml: INPUT_*, PR_BASE, PR_NUMBER and GH_TOKEN; the rest is GitHub's own.
set -eu
set -f # words are split, never taken for patterns

reports=$(mktemp -d "$RUNNER_TEMP/kustoc-XXXXXX")
say() { echo "::$1::$2"; }
output() { echo "$1=$2" >>"$GITHUB_OUTPUT"; }
is() { [ "$1" = true ]; }

# Does the command write this format? It says so itself.
writes() { kustoc __complete "$INPUT_COMMAND" -o "$1" | grep -qx "$1"; }

# The base of a pull request is often not in a clone of one commit; that fails nobody's run.
find_base()
{
	from=$INPUT_FROM
	case $from in
	none) from= ;;
	'')
		[ -n "$PR_BASE" ] || return 0
		if git cat-file -e "$PR_BASE^{commit}" 2>/dev/null; then
			from=$PR_BASE
		else
			say notice "the base of the pull request is not in this clone, so everything is checked; fetch-depth: 0 fetches it"
		fi
		;;
	esac
}

# Sets affected, changed.
find_affected()
{
	if [ -n "$from" ]; then
		affected=$(kustoc affected --from "$from" -o json) || affected='[]'
	else
		affected=$(kustoc list -o json) || affected='[]'
	fi
	changed=true
	[ "$affected" != '[]' ] || changed=false
}

# What tags.txt means for each environment.
find_selected()
{
	selected='{}'
	[ -n "$INPUT_TAGS" ] || return 0
	if ! command -v jq >/dev/null; then
		say notice "no jq here: the output 'selected' is left empty"
		return 0
	fi
	kustoc tags --tags "$INPUT_TAGS" -o json >"$reports/tags.json" || true
	selected=$(jq -c '[.sources[] | select(.selected)] | group_by(.environment)
		| map({(.[0].environment): (map({(.name): .selected}) | add)}) | add // {}' \
		"$reports/tags.json") || selected='{}'
}

# lint knows every report; whatever else runs is shown as it is.
run_lint()
{
	set -- "$@" -o "json=$reports/report.json" -o "markdown=$reports/report.md" \
		--fail-on "$INPUT_FAIL_ON"
	[ -z "$from" ] || set -- "$@" --new-from "$from"
	if is "$INPUT_SARIF"; then
		sarif_path=$reports/kustoc.sarif
		set -- "$@" -o "sarif=$sarif_path"
	fi
	if is "$INPUT_ANNOTATIONS"; then
		set -- "$@" -o github
	else
		set -- "$@" -o text
	fi
	# The summary is this script's to write: kustoc would do it whenever it annotates.
	GITHUB_STEP_SUMMARY='' kustoc lint "$@" || code=$?
}

run_other()
{
	kustoc "$INPUT_COMMAND" "$@" >"$reports/out" || code=$?
	cat "$reports/out"
	{
		echo "<!-- kustoc:$INPUT_COMMAND -->"
		echo "**kustoc $INPUT_COMMAND**: exit code $code"
		echo
		echo '~~~~text'
		head -c 50000 "$reports/out"
		echo '~~~~'
	} >"$reports/report.md"
}

run_command()
{
	code=0 sarif_path='' html_path=''
	set --
	[ -z "$INPUT_CONFIG" ] || set -- --config "$INPUT_CONFIG"
	if is "$INPUT_HTML" && writes html; then
		html_path=$reports/kustoc.html
		set -- "$@" -o "html=$html_path"
	fi
	if [ "$INPUT_COMMAND" = tags ] && [ -n "$INPUT_TAGS" ]; then
		set -- "$@" --tags "$INPUT_TAGS"
	fi
	# shellcheck disable=SC2086,SC2153 # words, as action.yml says
	set -- "$@" $INPUT_ARGS $INPUT_PATHS
	if [ "$INPUT_COMMAND" = lint ]; then
		run_lint "$@"
	else
		run_other "$@"
	fi
}

# A number of the report's summary; nothing without one.
count() { sed -n "s/^ *\"$1\": \\([0-9]*\\).*/\\1/p" "$reports/report.json" 2>/dev/null | head -n 1; }

write_summary() { cat "$reports/report.md" >>"$GITHUB_STEP_SUMMARY"; }

# One comment a command, which is kept up to date. A fork's token may not write one.
write_comment()
{
	marker=$(head -n 1 "$reports/report.md")
	list=repos/$GITHUB_REPOSITORY/issues/$PR_NUMBER/comments
	id=$(gh api --paginate "$list" \
		--jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1) || return 1
	if [ -n "$id" ]; then
		gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" \
			-F "body=@$reports/report.md" >/dev/null
	else
		gh api --method POST "$list" -F "body=@$reports/report.md" >/dev/null
	fi
}

tell()
{
	[ -s "$reports/report.md" ] || return 0
	case $INPUT_COMMENT in
	off) ;;
	summary) write_summary ;;
	pr)
		write_summary
		if [ -z "$PR_NUMBER" ] || ! write_comment; then
			say notice "no comment could be written; the report is in the summary of this run"
		fi
		;;
	*)
		say error "comment must be off, summary or pr, not '$INPUT_COMMENT'"
		code=2
		;;
	esac
}

find_base
find_affected
find_selected
run_command
tell
output exit-code "$code"
output errors "$(count errors)"
output warnings "$(count warnings)"
output changed "$changed"
output affected "$affected"
output selected "$selected"
output html-path "$html_path"
output sarif-path "$sarif_path"
exit "$code"
