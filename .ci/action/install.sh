#!/bin/sh
# install.sh - puts kustoc on the path of the steps that follow
#
# What is downloaded is run only when its checksum is the published one and the release was built
# by the repository's own workflow.
set -eu

say() { echo "::$1::$2"; }
die() { say error "$1"; exit 2; }

version=$INPUT_VERSION
if [ -z "$version" ] && command -v kustoc >/dev/null; then
	echo "using $(command -v kustoc), $(kustoc version)"
	exit 0
fi
case ${version:=$ACTION_REF} in
v[0-9]*) ;;
*) die "kustoc is not installed, and '$version' is no release: set version, as in v1.2.3" ;;
esac

case $(uname -s)-$(uname -m) in
Linux-x86_64) platform=linux-amd64 ;;
Linux-aarch64) platform=linux-arm64 ;;
Darwin-arm64) platform=darwin-arm64 ;;
*) die "there is no release for $(uname -s) on $(uname -m)" ;;
esac

dir=$RUNNER_TEMP/kustoc-$version
file=kustoc-$platform.tar.gz
url=${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download/$version
mkdir -p "$dir"
cd "$dir"
for name in "$file" SHA256SUMS; do
	curl --fail --silent --show-error --location --retry 3 --output "$name" "$url/$name" ||
		die "cannot download $url/$name"
done
grep " [ *]$file\$" SHA256SUMS >wanted || die "SHA256SUMS does not name $file"
sha256sum --check --quiet wanted || die "$file is not what SHA256SUMS says"
gh attestation verify "$file" --repo "$ACTION_REPOSITORY" >/dev/null ||
	die "$file has no provenance from $ACTION_REPOSITORY"
tar -xzf "$file" kustoc
echo "$dir" >>"$GITHUB_PATH"
echo "installed kustoc $version"
