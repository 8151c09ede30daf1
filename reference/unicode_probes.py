"""What Python's `tokenizers` does to single code points, by running it: Python's own Unicode tables are never asked."""

from functools import cmp_to_key

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
HANGUL_SYLLABLES = range(0xAC00, 0xD7A4)

nfd = normalizers.NFD().normalize_str


def bert_normalizer(**chosen: bool):
    """`BertNormalizer.normalize_str` with only the chosen steps on."""
    steps = {"clean_text": False, "handle_chinese_chars": False, "strip_accents": False, "lowercase": False}
    return normalizers.BertNormalizer(**{**steps, **chosen}).normalize_str


clean = bert_normalizer(clean_text=True)
space_chinese = bert_normalizer(handle_chinese_chars=True)
strip_accents = bert_normalizer(strip_accents=True)
lowercase = bert_normalizer(lowercase=True)


def pieces(text: str) -> list[str]:
    return [piece for piece, _ in _bert_pre_tokenizer.pre_tokenize_str(text)]


_bert_pre_tokenizer = pre_tokenizers.BertPreTokenizer()


def _added_token_probe(**flags: bool) -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.add_tokens([AddedToken("X", normalized=False, **flags)])
    return tokenizer


_single_word = _added_token_probe(single_word=True)
_left_strip = _added_token_probe(lstrip=True)
_right_strip = _added_token_probe(rstrip=True)


def is_word(c: int) -> bool:
    """Whether a `single_word` added token is not found next to c; the same on both sides."""
    left, right = ("X" not in _single_word.encode(text).tokens for text in (chr(c) + "X", "X" + chr(c)))
    assert left == right, hex(c)
    return left


def is_stripped(c: int) -> bool:
    """Whether `lstrip` and `rstrip` added tokens swallow c; the same on both sides."""
    left = _left_strip.encode("a" + chr(c) + "X").offsets[-1] == (1, 3)
    right = _right_strip.encode("X" + chr(c) + "a").offsets[0] == (0, 2)
    assert left == right, hex(c)
    return left


def order_of_marks(stable: list[int]) -> dict[int, int]:
    """Rank (1 for the class that comes first) of every code point that canonical ordering moves.

    `stable` are the code points that NFD leaves alone. A mark is one that trades places with U+0334, which is of the
    first class, or with U+0345, which is of the last.
    """
    marks = [c for c in stable if _swaps(c, 0x334) or _swaps(0x345, c)]
    classes: list[list[int]] = []
    for mark in sorted(marks, key=cmp_to_key(lambda a, b: _swaps(a, b) - _swaps(b, a))):
        if classes and not _swaps(mark, classes[-1][0]) and not _swaps(classes[-1][0], mark):
            classes[-1].append(mark)
        else:
            classes.append([mark])
    return {mark: rank for rank, members in enumerate(classes, 1) for mark in members}


def _swaps(first: int, second: int) -> bool:
    return nfd("a" + chr(first) + chr(second)) == "a" + chr(second) + chr(first) and first != second
