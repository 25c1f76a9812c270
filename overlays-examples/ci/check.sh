#!/bin/sh
# check.sh [REV]: for any CI. The overlays that changed since REV, and what is new in them.
set -eu
base=${1:-origin/main}

kustoc affected --from "$base" >affected.txt
if [ ! -s affected.txt ]; then
	echo "no overlay is concerned"
	exit 0
fi
echo "rendered without an error:"
while read -r overlay; do
	kustoc build "$overlay" >/dev/null
	echo "  $overlay"
done <affected.txt
kustoc lint --new-from "$base" -o text -o sarif=kustoc.sarif
