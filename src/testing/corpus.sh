#!/bin/sh
# corpus.sh BIN CORPUS - does BIN render every kustomization of a corpus as recorded?
#
# CORPUS/index.tsv names them: repository, directory, class, and the file with what kustomize
# printed. Of class `ok` the output must be that, byte for byte; what is of another class cannot be
# rendered here (an error, or a need of helm or of the network) and must be refused without output.
set -u
bin=$(realpath "$1")
cd "$2" 2>/dev/null || { echo "skipped: no corpus at $2"; exit 0; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
tab=$(printf '\t')

fails()
{
	echo "FAIL $1 $2: $3"
	failed=$((failed + 1))
}

while IFS="$tab" read -r repo dir class want; do
	[ "$repo" != repo ] || continue
	copy=${repo%%/*}__${repo#*/}
	"$bin" build --offline --load-restrictor=LoadRestrictionsNone "$copy/$dir" \
		>"$scratch/out" 2>"$scratch/err"
	status=$?
	if [ "$class" = ok ]; then
		if [ $status != 0 ] || ! cmp -s "$scratch/out" "$want"; then
			fails "$copy/$dir" "($class)" "exit status $status, or output differs"
			continue
		fi
	elif [ $status != 1 ] || [ -s "$scratch/out" ] || [ ! -s "$scratch/err" ]; then
		fails "$copy/$dir" "($class)" "must be refused; exit status $status"
		continue
	fi
	passed=$((passed + 1))
done <index.tsv
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
