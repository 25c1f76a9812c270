#!/usr/bin/env python3
"""Asks kustoc and programs in Go the same random questions, and prints where they differ.

    differential.py ranges   --ours build/release/bin/answer_lines --theirs semver_oracle -n 1000000
    differential.py before   (the same, as Flux 2.6)
    differential.py order    (the same: how two tags compare)
    differential.py patterns --ours build/release/bin/answer_lines --theirs regexp_oracle -n 200000
    differential.py variables --ours build/release/bin/answer_lines --theirs envsubst_oracle -n 200000

answer_lines is a target of the build (src/flux/answer_lines.c). The programs in Go answer for
Masterminds/semver, for package regexp and for drone/envsubst; testdata/tools/README.md says what they must understand.
A seed (--seed) makes a run repeatable. The exit status is 1 when anything differs.
"""
import argparse
import base64
import json
import random
import re
import subprocess
import sys

BATCH = 50000


# ---- ranges and tags ----

def number(r):
    return r.choice(["0", "1", "2", "3", "10", "1", "2", "0", "01", "18446744073709551615",
                     "18446744073709551616", str(r.randrange(200))])


def identifiers(r):
    one = lambda: r.choice(["0", "1", "2", "10", "rc", "a", "b", "-", "x", "rc1", "A", "01", "0a",
                            "alpha", "beta", "99999999999999999999", "staging-test", "1-0"])
    return ".".join(one() for _ in range(r.choice([1, 1, 1, 2, 2, 3])))


def version(r):
    parts = [number(r) for _ in range(r.choice([3, 3, 3, 3, 2, 1]))]
    text = r.choice(["", "", "", "v"]) + ".".join(parts)
    if r.random() < 0.45:
        text += "-" + identifiers(r)
    if r.random() < 0.08:
        text += "+" + identifiers(r)
    return text


def operand(r):
    segment = lambda: r.choice(["x", "X", "*", number(r), number(r), number(r), number(r)])
    text = r.choice(["", "", "", "v"]) + ".".join(segment() for _ in range(r.choice([1, 2, 3, 3])))
    if r.random() < 0.3:
        text += "-" + identifiers(r)
    if r.random() < 0.05:
        text += "+" + identifiers(r)
    return text


def space(r):
    return r.choice(["", "", "", " ", " ", "  ", "\t", "\n", "\v", "\u00a0"][: r.choice([6, 6, 10])])


def atom(r):
    if r.random() < 0.12:
        return operand(r) + r.choice([" ", "  "]) + "-" + r.choice([" ", "  "]) + operand(r)
    op = r.choice(["", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^", ">=", "<", "^"])
    return op + r.choice(["", "", "", " "]) + operand(r)


def group(r):
    text = space(r) + atom(r)
    for _ in range(r.choice([0, 0, 0, 1, 1, 2])):
        text += r.choice([" ", ", ", ",", " , ", "  "]) + atom(r)
    return text + space(r)


def mutate(r, text, alphabet):
    for _ in range(r.choice([1, 1, 2, 3])):
        at = r.randrange(len(text) + 1)
        what = r.random()
        if what < 0.4:
            text = text[:at] + r.choice(alphabet) + text[at:]
        elif what < 0.7:
            text = text[:at] + text[at + 1:]
        else:
            other = r.randrange(len(text) + 1)
            text = text[:at] + text[min(at, other):max(at, other)] + text[at:]
    return text


RANGE_ALPHABET = list("0123456789.xX*|v-+<>=!~^, \taZ_&\u00e9\"\\")
TAG_ALPHABET = list("0123456789.v-_+aZxr")


def range_text(r):
    text = "||".join(group(r) for _ in range(r.choice([1, 1, 1, 1, 2, 3])))
    return mutate(r, text, RANGE_ALPHABET) if r.random() < 0.2 else text


def tag_text(r):
    text = version(r)
    return mutate(r, text, TAG_ALPHABET) if r.random() < 0.15 else text


def near(r, text):
    """A tag made of what the range holds, so that bounds are met often."""
    found = re.findall(r"[0-9]+(?:\.[0-9]+)*(?:-[0-9A-Za-z.-]+)?", text)
    if not found or r.random() < 0.4:
        return tag_text(r)
    base, _, tail = r.choice(found).partition("-")
    parts = (base.split(".") + ["0", "0"])[:3]
    at = r.randrange(3)
    if r.random() < 0.5 and len(parts[at]) < 15:
        parts[at] = str(max(0, int(parts[at]) + r.choice([-1, 1])))
    text = ".".join(parts)
    tail = r.choice(["", "", tail, tail, "0", "a", tail + ".0", identifiers(r)])
    return text + ("-" + tail if tail else "")


# ---- patterns ----

ATOMS = ["a", "b", "A", "k", "s", "1", "0", ".", "-", "_", r"\.", r"\-", r"\d", r"\D", r"\w", r"\W",
         r"\s", r"\S", r"\b", r"\B", "^", "$", r"\A", r"\z", "[ab]", "[^ab]", "[a-c]", "[0-9]",
         "[^0-9.-]", "[[:alpha:]]", "[[:^digit:]]", "[[:space:]x]", r"[\d-]", r"[\w.]", r"[^\W_]",
         r"\pL", r"\PL", r"\p{Lu}", r"\p{^Ll}", r"\p{Greek}", r"[\pN_]", r"[^\pL]", r"\x41", r"\x{6b}",
         r"\101", r"\0", r"\n", r"\t", r"\Qa.b\E", r"\Q-\E", "\u00e9", "\u017f", "\u212a", "[\u00e0-\u00ff]",
         "(?:)", "()", "{", "}", "]", r"\x{fffd}", "[]a]", "[^]a]", "[a-]", "rc", "v1", "staging"]
BROKEN = ["(", ")", "[", "]", "*", "+", "?", "{2}", "{,3}", "{1001}", "{2,1}", "\\", r"\q", r"\1", "(?=a)",
          "(?!a)", "(?<=a)", "(?<n>a)", "(?P<n>a)", "(?P<n-m>", "(?i", "(?i-)", "(?#x)", "(?>a)", "[z-a]",
          "[[:foo:]]", r"\p{Foo}", r"\x4g", r"\x{110000}", "**", "++", "{2}{3}", "|*", "(?)", "(?-)",
          r"\pX", r"\p{", "(?P=n)", "(?P<", r"\8", r"\Z", "(?i-s:", "(?U)"]


def pattern(r, depth=0):
    branches = []
    for _ in range(r.choice([1, 1, 1, 2, 3]) if depth < 4 else 1):
        text = ""
        for _ in range(r.choice([0, 1, 1, 2, 2, 3, 4])):
            what = r.random()
            if what < 0.2 and depth < 4:
                kind = r.choice(["(", "(?:", "(?i:", "(?s:", "(?m:", "(?-i:", "(?U:", "(?P<n>", "(?ims:"])
                piece = kind + pattern(r, depth + 1) + ")"
            elif what < 0.24:
                piece = r.choice(["(?i)", "(?m)", "(?s)", "(?-s)", "(?U)", "(?i-m)"])
            elif what < 0.27:
                piece = r.choice(BROKEN)
            else:
                piece = r.choice(ATOMS)
            if r.random() < 0.28:
                piece += r.choice(["*", "+", "?", "{2}", "{0}", "{1,3}", "{2,}", "{0,2}", "*?", "+?", "??"])
            text += piece
        branches.append(text)
    return "|".join(branches)


SUBJECT = ["a", "b", "A", "B", "k", "K", "s", "S", "1", "0", ".", "-", "_", " ", "\n", "\t", "\v", "\u00e9",
           "\u00c9", "\u017f", "\u212a", "\u03b1", "\ufffd", "rc", "v1", "staging", "a.b", "\0", "{", "]"]


def subject(r):
    text = "".join(r.choice(SUBJECT) for _ in range(r.choice([0, 1, 2, 3, 4, 6, 10, 20]))).encode()
    if r.random() < 0.05:
        at = r.randrange(len(text) + 1)
        text = text[:at] + bytes([r.choice([0x80, 0xC3, 0xE2, 0xFF, 0xED])]) + text[at:]
    return text


def pattern_text(r):
    text = pattern(r)
    if r.random() < 0.1:
        text = mutate(r, text, list("()[]{}*+?|\\^$.-az019:!=<>iPQE,\u00e9"))
    text = text.encode()
    if r.random() < 0.01:
        at = r.randrange(len(text) + 1)
        text = text[:at] + b"\xff" + text[at:]
    return text


# ---- variables ----

NAMES = ["A", "B", "TAG", "_x", "env1", "EMPTY", "none"]
VALUES = ["", "a", "v1.2.3", "a/b/c.tar.gz", "Main Branch", "\u00e9t\u00e9", "AbC", "-rc.1-", "0", "aaa", "x*y?z"]
TEXTS = ["a", "b/", ".", "*", "v1", "-", " ", "1", "c.tar", "?", "[a-c]", "\\", "\u00e9", "}", "#", "%", ":", "/", ","]


def word(r, depth):
    pieces = []
    for _ in range(r.choice([0, 1, 1, 2, 3])):
        nested = depth < 2 and r.random() < 0.2
        pieces.append(variable(r, depth + 1) if nested else r.choice(TEXTS))
    return "".join(pieces)


def variable(r, depth=0):
    name = r.choice(NAMES)
    operators = [":-", ":=", ":+", ":?", "-", "=", "+", "?", "#", "##", "%", "%%", "/", "//", "/#", "/%"]
    kind = r.random()
    if kind < 0.25:
        return "${" + name + "}"
    if kind < 0.35:
        return "${#" + name + "}"
    if kind < 0.45:
        return "${" + name + r.choice(["^", "^^", ",", ",,"]) + "}"
    if kind < 0.55:
        numbers = [r.choice(["0", "1", "2", "-1", "9", " 1", "x", "", "${A}"]) for _ in range(r.choice([1, 2]))]
        return "${" + name + ":" + ":".join(numbers) + "}"
    operator = r.choice(operators)
    tail = "/" + word(r, depth) if operator.startswith("/") and r.random() < 0.8 else ""
    return "${" + name + operator + word(r, depth) + tail + "}"


def text_with_variables(r):
    text = "".join(r.choice(["a", " ", "$", "$$", "{", "x: y\n", variable(r), variable(r)])
                   for _ in range(r.choice([1, 1, 2, 4])))
    return mutate(r, text, list("${}:-=/#%^, aA_0\\*?[]")) if r.random() < 0.25 else text


# ---- asking ----

def ask(command, lines):
    done = subprocess.run(command, input="".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    out = done.stdout.decode("utf-8", "surrogateescape").split("\n")[:-1]
    if len(out) != len(lines):
        sys.exit(f"{command[0]}: {len(out)} answers to {len(lines)} questions")
    return out


def escape(text):
    out = ""
    for byte in text.encode():
        if byte == 0x5C:
            out += "\\\\"
        elif byte < 0x20 or byte > 0x7E:
            out += "\\x%02x" % byte
        else:
            out += chr(byte)
    return out


def unescape(text):
    raw = text.encode("utf-8", "surrogateescape")
    names = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"f": b"\f", b"v": b"\v", b"\\": b"\\", b"0": b"\0"}
    return re.sub(rb"\\(?:x([0-9a-fA-F]{2})|(.))",
                  lambda m: bytes([int(m[1], 16)]) if m[1] else names[m[2]], raw, flags=re.S)


def hexadecimal(*fields):
    return "\t".join(f.hex() for f in fields) + "\n"


def compare_ranges(r, args, count, release, flags):
    pairs = []
    for _ in range(count):
        text = range_text(r)
        if flags and re.search(r"[ \t\n\f\r]-[ \t\n\f\r]", text):
            continue  # the old library at hand rewrites these as no Flux ever did
        pairs.append((text, near(r, text)))
    ours = ask([args.ours, "check", release], [hexadecimal(a.encode(), b.encode()) for a, b in pairs])
    theirs = ask([args.theirs, "-mode", "check"] + flags,
                 [f"{escape(a)}\t{escape(b)}\n" for a, b in pairs])
    for pair, mine, other in zip(pairs, ours, theirs):
        kind, _, error = other.partition("\t")
        if kind == "bad-constraint":
            other = "bad-range " + unescape(error).hex()
        elif kind == "bad-version":
            other = "bad-tag"
        yield pair, mine, other


def compare_order(r, args, count, release, flags):
    pairs = []
    for _ in range(count):
        tag = tag_text(r)
        pairs.append((tag, near(r, tag)))
    ours = ask([args.ours, "compare", release], [hexadecimal(a.encode(), b.encode()) for a, b in pairs])
    theirs = ask([args.theirs, "-mode", "compare"], [f"{escape(a)}\t{escape(b)}\n" for a, b in pairs])
    for pair, mine, other in zip(pairs, ours, theirs):
        yield pair, mine, "bad-tag" if other == "bad-version" else other


def compare_patterns(r, args, count, release, flags):
    pairs = [(pattern_text(r), subject(r)) for _ in range(count)]
    ours = ask([args.ours, "pattern", "19"], [hexadecimal(a, b) for a, b in pairs])
    encode = lambda text: base64.b64encode(text).decode()
    theirs = ask([args.theirs], [json.dumps({"pattern64": encode(a), "subject64": encode(b)}) + "\n"
                                 for a, b in pairs])
    for pair, mine, other in zip(pairs, ours, theirs):
        answer = json.loads(other)
        other = answer["result"]
        if other == "error":
            bad_bytes = b"\xff" in pair[0]  # JSON could not carry the text
            other = mine if bad_bytes and mine.startswith("error ") else \
                "error " + answer["error"].encode().hex()
        yield pair, mine, other


def compare_variables(r, args, count, release, flags):
    pairs = [(text_with_variables(r), "\n".join(f"{name}={r.choice(VALUES)}" for name in NAMES[:5]))
             for _ in range(count)]
    lines = [hexadecimal(a.encode(), b.encode()) for a, b in pairs]
    ours = ask([args.ours, "substitute", "-"], lines)
    theirs = ask([args.theirs], lines)
    for pair, mine, other in zip(pairs, ours, theirs):
        other = "error" if other.startswith("error ") else other
        # What takes a table that kustoc has not is left open, and what ends the program anyhow.
        yield pair, mine, mine if mine == "open" or other == "panic" else other


KINDS = {
    "ranges": (compare_ranges, "2.9", []),
    "before": (compare_ranges, "2.6", ["-flux26"]),
    "order": (compare_order, "2.9", []),
    "patterns": (compare_patterns, "", []),
    "variables": (compare_variables, "", []),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--ours", required=True)
    parser.add_argument("--theirs", required=True)
    parser.add_argument("-n", type=int, default=100000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    ask_both, release, flags = KINDS[args.kind]
    r = random.Random(args.seed)
    asked = differing = 0
    answers = {}
    while asked < args.n:
        for pair, mine, other in ask_both(r, args, min(BATCH, args.n - asked), release, flags):
            asked += 1
            word = other.split(" ")[0]
            answers[word] = answers.get(word, 0) + 1
            if mine != other:
                differing += 1
                if differing <= 20:
                    print(pair, "\n  ours  ", mine, "\n  theirs", other)
    print(f"{args.kind}: {asked} questions, {differing} differ;", answers)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
