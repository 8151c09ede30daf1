"""Writes packages/fixtures/unicode: digests of every table over all code points, and normalized random strings."""

import random
import zlib
from collections.abc import Callable

import unicode_probes as probe
from places import FIXTURES, write_json, write_json_lines
from tokenizers import normalizers

BLOCK = 4096
SEED = 20240612
STRINGS = 2000

RESULTS: dict[str, Callable[[int], str]] = {
    "cleanText": lambda c: probe.clean(chr(c)),
    "spaceChinese": lambda c: probe.space_chinese(chr(c)),
    "nfd": lambda c: probe.nfd(chr(c)),
    "stripAccents": lambda c: probe.strip_accents(chr(c)),
    "lowercase": lambda c: probe.lowercase(chr(c)),
    "punctuation": lambda c: "1" if probe.pieces(f"a{chr(c)}a") == ["a", chr(c), "a"] else "0",
    "whiteSpace": lambda c: "1" if probe.pieces(f"a{chr(c)}a") == ["a", "a"] else "0",
    "word": lambda c: "1" if probe.is_word(c) else "0",
}

VARIANTS = [
    {"lowercase": lowercase, "strip_accents": strip_accents}
    for lowercase in (True, False)
    for strip_accents in (None, True, False)
]


def digest(result: Callable[[int], str], start: int) -> str:
    """CRC-32 in hexadecimal of a block's results (without surrogates), each followed by a newline."""
    text = "".join(f"{result(c)}\n" for c in range(start, start + BLOCK) if not 0xD800 <= c < 0xE000)
    return f"{zlib.crc32(text.encode()):08x}"


def random_text(rng: random.Random, alphabets: list[list[int]]) -> str:
    return "".join(chr(rng.choice(rng.choice(alphabets))) for _ in range(rng.randint(2, 9)))


def main() -> None:
    blocks = {name: [digest(result, start) for start in range(0, 0x110000, BLOCK)] for name, result in RESULTS.items()}
    write_json(FIXTURES / "unicode/digests.json", {"block": BLOCK, "crc32": blocks}, indent=1)

    changed = [c for c in probe.CODE_POINTS if probe.nfd(chr(c)) != chr(c)]
    alphabets = [
        list(range(0x300, 0x370))
        + [0x483, 0x5B0, 0x5C1, 0x64B, 0x94D, 0xE38, 0xF71, 0xF74, 0x1DC0, 0x20D0, 0x302A, 0x3099, 0x1D165],
        [*map(ord, "AaEeİIıiÅåΣσςẞß ÀÇ")],
        [c for c in changed if c not in probe.HANGUL_SYLLABLES],
        list(probe.HANGUL_SYLLABLES) + list(range(0x1100, 0x1200)),
        [*range(0x4E00, 0x4E20), *range(0xF900, 0xF920), *range(0x2F800, 0x2F820), 0x3042, 0x30AC],
        [*range(0x20), *range(0x7F, 0xA1), 0xAD, 0x200B, 0x200D, 0x2028, 0x2029, 0xFEFF, 0xFFFD, 0xE000, 0xF0000],
        [0x378, 0x1C8A, 0xA7CE, 0x10D4F, 0x1E5D0, 0x2FE0, 0xFFFE, 0xE0080, 0x10FFFF],
        [c for c in probe.CODE_POINTS if probe.lowercase(chr(c)) != chr(c)],
        probe.CODE_POINTS[:0x3000],
    ]
    rng = random.Random(SEED)
    normalize = [normalizers.BertNormalizer(**variant).normalize_str for variant in VARIANTS]
    rows = []
    for _ in range(STRINGS):
        text = random_text(rng, alphabets)
        results: list[str | int] = []
        for result in [f(text) for f in normalize]:
            results.append(results.index(result) if result in results else result)
        rows.append([text, *results])
    head = {
        "normalizers": VARIANTS,
        "row": "text, then a result for each normalizer; a number n stands for result n of the row",
    }
    write_json_lines(FIXTURES / "unicode/strings.json", head, "rows", rows)


if __name__ == "__main__":
    main()
