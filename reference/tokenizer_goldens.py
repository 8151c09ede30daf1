"""Writes packages/fixtures/tokenizers: our own WordPiece tokenizers, and the ids that Python's `tokenizers` gives.

A folder a tokenizer: `tokenizer.json`, and `expected.json` with the rows [text, ids] of
`encode(text, add_special_tokens=False).ids`, padding and truncation off, unknowns kept.
"""

import itertools
import shutil

from places import FIXTURES, write_json_lines
from texts import HARD_TEXTS, LONG_TEXTS
from tokenizers import AddedToken, Tokenizer
from word_piece import read_vocabulary, word_piece

AREA = FIXTURES / "tokenizers"
FLAGS = ("single_word", "lstrip", "rstrip", "normalized", "special")
FLAGGED = [
    AddedToken("tk" + "".join(letter if on else "x" for letter, on in zip("1lrns", chosen)), **dict(zip(FLAGS, chosen)))
    for chosen in itertools.product([False, True], repeat=len(FLAGS))
]

AROUND = [
    "{0}",
    "a {0} b",
    "a{0}b",
    "  {0}\t\n{0}  ",
    "_{0}_",
    "\u00e9{0}\u0301 x",
    "{0}{0}",
    ".{0}!",
    "{1} {2}",
    "\u6771{0}\u4eac",
    "\u00a0{0}\u3000z",
    "\u200d{0}\u200b",
    "\U00010400{0}\u2460",
    "9{0} {0}\u0660",
]
FLAGGED_TEXTS = [
    around.format(token.content, token.content.upper(), token.content.capitalize())
    for token in FLAGGED
    for around in AROUND
]

NORMALIZED = [
    AddedToken("Z\u00f6rg", normalized=True),
    AddedToken("Bl\u00e4rg", normalized=False),
    AddedToken("NEW york", normalized=True),
    AddedToken("OLD york", normalized=False),
    AddedToken("\u6771\u4eac", normalized=True),
    AddedToken("\u65e5\u672c", normalized=False),
    AddedToken("\u0130x", normalized=True),
    AddedToken("e\u0301q", normalized=True),
    AddedToken("\u00e8q", normalized=False),
    AddedToken("a\u0000c", normalized=True),
    AddedToken("<|end|>", normalized=False, special=True),
    AddedToken("<|End|>", normalized=True, special=True),
]
NORMALIZED_TEXTS = [
    "Z\u00f6rg z\u00f6rg zorg ZORG ZO\u0308RG xzorgx",
    "Bl\u00e4rg bl\u00e4rg blarg Bla\u0308rg xBl\u00e4rgx",
    "NEW york new york New  York NEW\u00a0york anew yorks",
    "OLD york old york xOLD yorkx",
    "\u6771\u4eac x\u6771\u4eacx \u6771 \u4eac  \u6771  \u4eac ",
    "\u65e5\u672c x\u65e5\u672cx \u65e5 \u672c",
    "\u0130x i\u0307x ix IX \u0130X",
    "e\u0301q \u00e9q eq \u00c9Q \u00e8q e\u0300q",
    "a\u0000c ac AC a\u200bc",
    "<|end|> <|End|> <|END|> x<|end|>y<|End|>z",
]

OVERLAPPING = [
    AddedToken("new"),
    AddedToken("new york"),
    AddedToken("york city"),
    AddedToken("or", single_word=True),
    AddedToken("hello", lstrip=True, rstrip=True),
    AddedToken("ellow"),
    AddedToken("aa"),
    AddedToken("aaa", normalized=False),
    AddedToken(" spaced ", normalized=False),
    AddedToken("##ing"),
]
OVERLAPPING_TEXTS = [
    "new york city",
    "new  york city new yorkcity renewyork",
    "or york or, xor orx or\u0301 or_ or-or (or)",
    "hello hellow yellow  hello  hello , hello",
    "a aa aaa aaaa aaaaa aaaaaa",
    "x spaced y spaced  spaced ",
    "play##ing ##ing ing playing",
]


def write(name: str, tokenizer: Tokenizer, texts: list[str]) -> None:
    folder = AREA / name
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = [[text, tokenizer.encode(text, add_special_tokens=False).ids] for text in texts]
    write_json_lines(folder / "expected.json", {}, "rows", rows)


def main() -> None:
    shutil.rmtree(AREA, ignore_errors=True)
    uncased, cased = read_vocabulary("tiny_vocabulary.txt"), read_vocabulary("tiny_vocabulary_cased.txt")
    write("uncased", word_piece(uncased), HARD_TEXTS + LONG_TEXTS)
    write("cased", word_piece(cased, lowercase=False), HARD_TEXTS + LONG_TEXTS)
    write("uncased-keeping-accents", word_piece(cased, strip_accents=False), HARD_TEXTS)
    write("cased-stripping-accents", word_piece(cased, lowercase=False, strip_accents=True), HARD_TEXTS)
    write("uncased-stripping-accents", word_piece(cased, strip_accents=True), HARD_TEXTS)
    write("cased-keeping-accents", word_piece(cased, lowercase=False, strip_accents=False), HARD_TEXTS)
    write("no-clean-text", word_piece(uncased, clean_text=False), HARD_TEXTS)
    write("no-chinese-chars", word_piece(uncased, handle_chinese_chars=False), HARD_TEXTS)
    off = {"clean_text": False, "handle_chinese_chars": False, "lowercase": False, "strip_accents": False}
    write("normalizer-all-off", word_piece(cased, **off), HARD_TEXTS)
    write("no-normalizer", _without(word_piece(cased), "normalizer"), HARD_TEXTS)
    write("no-pre-tokenizer", _without(word_piece(uncased), "pre_tokenizer"), HARD_TEXTS)
    write("short-words", word_piece(uncased, max_input_chars_per_word=5), HARD_TEXTS)
    write("other-prefix", word_piece([t.replace("##", "@@") for t in uncased], prefix="@@"), HARD_TEXTS)
    write(
        "no-prefix", word_piece(list(dict.fromkeys(t.removeprefix("##") or t for t in uncased)), prefix=""), HARD_TEXTS
    )
    padded = word_piece(uncased)
    padded.enable_padding(length=16, pad_id=0, pad_token="[PAD]")
    padded.enable_truncation(8)
    write("padding-and-truncation", padded, HARD_TEXTS[:20])
    write("added-flags", word_piece(uncased, added_tokens=FLAGGED), FLAGGED_TEXTS)
    write("added-flags-cased", word_piece(cased, lowercase=False, added_tokens=FLAGGED), FLAGGED_TEXTS)
    write("added-normalized", word_piece(uncased, added_tokens=NORMALIZED), NORMALIZED_TEXTS + HARD_TEXTS)
    write("added-normalized-cased", word_piece(cased, lowercase=False, added_tokens=NORMALIZED), NORMALIZED_TEXTS)
    write("added-overlapping", word_piece(uncased, added_tokens=OVERLAPPING), OVERLAPPING_TEXTS + HARD_TEXTS)


def _without(tokenizer: Tokenizer, component: str) -> Tokenizer:
    setattr(tokenizer, component, None)
    return tokenizer


if __name__ == "__main__":
    main()
