"""Writes core's tokenizer/unicode/tables.generated.ts: the Unicode data that Python's `tokenizers` applies."""

import random

import tokenizers
import unicode_probes as probe
from places import ROOT, write_text
from unicode_probes import CODE_POINTS, HANGUL_SYLLABLES, nfd

TARGET = ROOT / "packages/core/src/tokenizer/unicode/tables.generated.ts"
SEED = 20240611


def base36(value: int) -> str:
    digits, rest = "", abs(value)
    while True:
        rest, digit = divmod(rest, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not rest:
            return "-" + digits if value < 0 else digits


def pack_list(values: list[int]) -> str:
    """Base-36 integers between spaces; `v*n` is v, n times (n in base 36 too)."""
    out, i = [], 0
    while i < len(values):
        n = 1
        while i + n < len(values) and values[i + n] == values[i]:
            n += 1
        word = base36(values[i])
        out += [f"{word}*{base36(n)}"] if n > 2 else [word] * n
        i += n
    return " ".join(out)


def pack_set(members: list[int]) -> str:
    """The list gap, length, gap, length …: a gap counts from the end of the range before."""
    values, end, i = [], 0, 0
    while i < len(members):
        n = 1
        while i + n < len(members) and members[i + n] == members[i] + n:
            n += 1
        values += [members[i] - end, n]
        end = members[i] + n
        i += n
    return pack_list(values)


def pack_mapping(mapping: dict[int, str]) -> str:
    """Between `|`: sources (set), first code points (list of differences), numbers of tails (list), the tails."""
    tails = [target[1:] for target in mapping.values()]
    numbers = {tail: i for i, tail in enumerate(sorted(set(tails), key=lambda t: (-tails.count(t), t)))}
    firsts = [ord(target[0]) for target in mapping.values()]
    return "|".join(
        [
            pack_set(list(mapping)),
            pack_list([first - before for first, before in zip(firsts, [0, *firsts])]),
            pack_list([numbers[tail] for tail in tails]),
            ",".join(pack_list([ord(c) for c in tail]) for tail in numbers),
        ]
    )


def compose_nfd(text: str, decompositions: dict[int, str], ranks: dict[int, int]) -> str:
    """NFD by the tables alone, as the reader of the generated file will do it."""
    out: list[int] = []
    for c in map(ord, text):
        if c in HANGUL_SYLLABLES:
            lead, rest = divmod(c - 0xAC00, 588)
            vowel, tail = divmod(rest, 28)
            out += [0x1100 + lead, 0x1161 + vowel] + ([0x11A7 + tail] if tail else [])
        else:
            out += map(ord, decompositions.get(c, chr(c)))
    start = 0
    while start < len(out):
        end = start
        while end < len(out) and out[end] in ranks:
            end += 1
        out[start:end] = sorted(out[start:end], key=ranks.__getitem__)
        start = max(end, start + 1)
    return "".join(map(chr, out))


def main() -> None:
    cleaned = {c: probe.clean(chr(c)) for c in CODE_POINTS}
    assert all(text in ("", " ", chr(c)) for c, text in cleaned.items())
    chinese = [c for c in CODE_POINTS if probe.space_chinese(chr(c)) != chr(c)]
    assert all(probe.space_chinese(chr(c)) == f" {chr(c)} " for c in chinese)
    lowercases = {c: low for c in CODE_POINTS if (low := probe.lowercase(chr(c))) != chr(c)}

    decomposed = {c: text for c in CODE_POINTS if (text := nfd(chr(c))) != chr(c)}
    stable = [c for c in CODE_POINTS if c not in decomposed]
    decompositions = {c: text for c, text in decomposed.items() if c not in HANGUL_SYLLABLES}
    ranks = probe.order_of_marks(stable)
    marks = [c for c in stable if probe.strip_accents(chr(c)) == ""]
    is_mark = set(map(chr, marks))

    pieces = {c: probe.pieces(f"a{chr(c)}a") for c in CODE_POINTS}
    punctuation = [c for c in CODE_POINTS if pieces[c] == ["a", chr(c), "a"]]
    white_space = [c for c in CODE_POINTS if pieces[c] == ["a", "a"]]
    assert all(len(p) == 1 for c, p in pieces.items() if c not in set(punctuation) | set(white_space))
    assert white_space == [c for c in CODE_POINTS if probe.is_stripped(c)]
    words = [c for c in CODE_POINTS if probe.is_word(c)]

    for c in CODE_POINTS:
        assert compose_nfd(chr(c), decompositions, ranks) == nfd(chr(c)), hex(c)
        assert probe.strip_accents(chr(c)) == "".join(x for x in nfd(chr(c)) if x not in is_mark), hex(c)
    rng = random.Random(SEED)
    alphabet = [*ranks] * 4 + [*decomposed, *marks] + [*range(0x20, 0x180)] * 4
    for _ in range(100_000):
        text = "".join(chr(rng.choice(alphabet)) for _ in range(rng.randint(2, 10)))
        assert compose_nfd(text, decompositions, ranks) == nfd(text), ascii(text)

    constants = {
        "DROPPED": (
            "set: removed by BertNormalizer's clean_text",
            pack_set([c for c, t in cleaned.items() if t == ""]),
        ),
        "SPACED": ("set: turned into U+0020 by clean_text", pack_set([c for c, t in cleaned.items() if t == " "])),
        "CHINESE": ("set: put between two U+0020 by handle_chinese_chars", pack_set(chinese)),
        "DECOMPOSITIONS": (
            "mapping: full canonical decomposition (NFD), before reordering; without U+AC00-U+D7A3, all 11,172 of\n"
            " * which were found equal to the algorithm for Hangul syllables",
            pack_mapping(decompositions),
        ),
        "REORDERED": (
            "set: code points that canonical reordering may move (combining class not 0)",
            pack_set([*sorted(ranks)]),
        ),
        "REORDERED_RANKS": (
            "list: for each member of REORDERED, in order, the rank of its combining class: a run of members is\n"
            " * sorted by rank, stably",
            pack_list([ranks[c] for c in sorted(ranks)]),
        ),
        "NONSPACING_MARKS": ("set: removed by strip_accents once decomposed", pack_set(marks)),
        "LOWERCASE": (
            "mapping: lower case, code point by code point (final sigma is no exception)",
            pack_mapping(lowercases),
        ),
        "PUNCTUATION": ("set: a piece of its own to BertPreTokenizer", pack_set(punctuation)),
        "WHITE_SPACE": (
            "set: separates pieces in BertPreTokenizer; swallowed by lstrip and rstrip of added tokens",
            pack_set(white_space),
        ),
        "WORD": ("set: hides a single_word added token beside it", pack_set(words)),
    }
    head = f"""\
/**
 * Unicode as Python's tokenizers {tokenizers.__version__} applies it, read out over all code points save surrogates.
 * Made by reference/unicode_tables.py, which checked NFD by these tables against the original; not to be edited.
 *
 * list     integers in base 36 between spaces; `v*n` is v, n times (n in base 36)
 * set      a list of pairs: gap (from the end of the range before, at first from 0), length
 * mapping  four parts between `|`: sources (set) | first code point of each target (list of differences from the one
 *          before, at first from 0) | number of each target's tail (list) | the tails between `,`, each a list of code
 *          points, maybe empty; target = first code point, then the tail
 */
"""
    body = "".join(
        f"\n/** {doc[0].upper()}{doc[1:]}. */\nexport const {name} =\n  '{text}';\n"
        for name, (doc, text) in constants.items()
    )
    write_text(TARGET, head + body)


if __name__ == "__main__":
    main()
