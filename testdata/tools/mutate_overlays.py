#!/usr/bin/env python3
"""Changes real overlays a little, builds them with kustoc and with kustomize, and compares.

  mutate_overlays.py --bin PATH --tree DIR [--oracle 'kubectl kustomize'] [--seeds FROM-TO] [--keep DIR]

DIR holds kustomizations that people wrote; it is copied first. Each seed takes one of them, changes
one to three lines in the files that it reads, and puts them back afterwards. What differs is kept
with the changes as a patch. Exit status and standard output must be the same; texts of errors that
differ are counted.
"""
import argparse
import difflib
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile

from random_overlays import run, sentence
import shlex

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
WORDS = ["null", "~", "''", "true", "yes", "1", "1.0", "0x10", "2020-01-01", "a b", "'1'", "\"\"", "[]", "{}", "[a, b]",
         "{a: b}", "&x y", "*x", "!!str 5", "|", ">-", "a: b", "# c", "default", "v1", "-"]
KEYS = ["$patch: delete", "$patch: replace", "name: x", "namespace: other", "namePrefix: p-", "kind: List", "labels: {a: b}",
        "annotations: {a: b}", "commonLabels: {c: d}", "unknown: 1", "items: []", "metadata: {}", "namespace: null",
        "options: {create: true}", "behavior: merge", "nameSuffix: '-s'", "apiVersion: v1", "replicas: 3", "images: [{name: nginx, newTag: '1'}]"]


def files_of(root, seen):
    """The files that a kustomization reads, as far as its lines name them."""
    file = next((root / n for n in NAMES if (root / n).is_file()), None)
    if file is None or file in seen:
        return
    seen.add(file)
    for word in re.findall(r"[\w./@-]+", file.read_text(errors="replace")):
        path = pathlib.Path(os.path.normpath(root / word.strip("\"'")))
        if path.is_file() and path.stat().st_size < 60000:
            seen.add(path)
        elif path.is_dir() and path != root:
            files_of(path, seen)


def mutate(rng, lines):
    """One change of a line."""
    i = rng.randrange(len(lines))
    line = lines[i]
    indent = line[:len(line) - len(line.lstrip())]
    how = rng.randrange(10)
    if how == 0:
        del lines[i]
    elif how == 1:
        lines.insert(i, line)
    elif how == 2 and i + 1 < len(lines):
        lines[i], lines[i + 1] = lines[i + 1], lines[i]
    elif how == 3:
        lines[i] = "  " + line
    elif how == 4 and line.startswith("  "):
        lines[i] = line[2:]
    elif how == 5:
        lines.insert(i, indent + rng.choice(KEYS))
    elif how == 6:
        lines.insert(i, rng.choice(["---", "- x", "# comment", "", "..."]))
    elif how == 7 and len(line) > 1:
        at = rng.randrange(len(line))
        lines[i] = line[:at] + rng.choice("abz019-_./:#'\"[]{}&*!|>%@` ,~$\\\t") + line[at + rng.randrange(2):]
    elif ":" in line:
        lines[i] = line[:line.index(":") + 1] + " " + rng.choice(WORDS)
    else:
        lines[i] = indent + "- " + rng.choice(WORDS)


def change(rng, files):
    """Writes the changes; gives what the files held before."""
    before = {}
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        file = rng.choice(files)
        text = file.read_text(errors="surrogateescape")
        before.setdefault(file, text)
        lines = text.split("\n")
        mutate(rng, lines)
        file.write_text("\n".join(lines), errors="surrogateescape")
    return before


def compare(target, args):
    flags = ["--load-restrictor=LoadRestrictionsNone"]
    want = run([*shlex.split(args.oracle), *flags, str(target)], target)
    got = run([args.bin, "build", "--offline", *flags, str(target)], target)
    if got[0] < 0 or got[0] > 1:
        return "crash", want, got
    if (want[0] == 0) != (got[0] == 0):
        return "status", want, got
    if want[0] == 0:
        return ("same" if want[1] == got[1] else "output"), want, got
    text = sentence(want[2])
    return ("refused" if text in got[2].decode("utf-8", "replace") else "text"), want, got


def keep(args, root, seed, kind, target, before, want, got):
    kept = pathlib.Path(args.keep) / f"{kind}-{seed}"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    patch = ""
    for file, text in before.items():
        name = str(file.relative_to(root))
        patch += "\n".join(difflib.unified_diff(text.split("\n"), file.read_text(errors="surrogateescape").split("\n"),
                                                name, name, lineterm="")) + "\n"
    (kept / "change.patch").write_text(patch, errors="surrogateescape")
    (kept / "TARGET").write_text(str(target.relative_to(root)) + "\n")
    for name, data in (("want.out", want[1]), ("want.err", want[2]), ("got.out", got[1]), ("got.err", got[2])):
        (kept / name).write_bytes(data)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    ap.add_argument("--tree", required=True, type=pathlib.Path)
    ap.add_argument("--oracle", default="kubectl kustomize")
    ap.add_argument("--seeds", default="0-99")
    ap.add_argument("--keep", default="/tmp/mutated")
    ap.add_argument("--texts", action="store_true", help="keep what is refused with another text, too")
    args = ap.parse_args()
    root = pathlib.Path(tempfile.mkdtemp(prefix="mutated-")).resolve()
    shutil.copytree(args.tree, root, dirs_exist_ok=True, symlinks=True)
    os.system(f"chmod -R u+w {shlex.quote(str(root))}")
    targets = sorted({f.parent for n in NAMES for f in root.rglob(n)})
    first, _, last = args.seeds.partition("-")
    counts = {}
    for seed in range(int(first), int(last or first) + 1):
        rng = random.Random(seed)
        target, files = rng.choice(targets), set()
        files_of(target, files)
        before = change(rng, sorted(files))
        kind, want, got = compare(target, args)
        counts[kind] = counts.get(kind, 0) + 1
        if kind in ("crash", "status", "output") or (kind == "text" and args.texts):
            keep(args, root, seed, kind, target, before, want, got)
            print(f"{kind}-{seed}", flush=True)
        for file, text in before.items():
            file.write_text(text, errors="surrogateescape")
    shutil.rmtree(root)
    print(", ".join(f"{counts[k]} {k}" for k in sorted(counts)))
    return any(k in counts for k in ("crash", "status", "output"))


if __name__ == "__main__":
    sys.exit(main())
