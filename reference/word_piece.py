"""Our own WordPiece tokenizers over the committed vocabularies, in the shape of a BERT's tokenizer.json."""

from pathlib import Path

from places import REFERENCE
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def read_vocabulary(name: str) -> list[str]:
    """Tokens in id order, one a line: tiny_vocabulary.txt or tiny_vocabulary_cased.txt."""
    return Path(REFERENCE / name).read_text(encoding="utf-8").splitlines()


def word_piece(
    vocabulary: list[str],
    *,
    clean_text: bool = True,
    handle_chinese_chars: bool = True,
    strip_accents: bool | None = None,
    lowercase: bool = True,
    max_input_chars_per_word: int = 100,
    prefix: str = "##",
    added_tokens: list[AddedToken] | None = None,
    post_processor: bool = True,
) -> Tokenizer:
    """A BERT tokenizer without padding and truncation."""
    ids = {token: i for i, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(
        models.WordPiece(
            ids, unk_token="[UNK]", max_input_chars_per_word=max_input_chars_per_word, continuing_subword_prefix=prefix
        )
    )
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=clean_text,
        handle_chinese_chars=handle_chinese_chars,
        strip_accents=strip_accents,
        lowercase=lowercase,
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    if post_processor:
        tokenizer.post_processor = processors.TemplateProcessing(
            single="[CLS]:0 $A:0 [SEP]:0",
            pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
            special_tokens=[(token, ids[token]) for token in ("[CLS]", "[SEP]")],
        )
    tokenizer.decoder = decoders.WordPiece(prefix=prefix)
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in SPECIAL_TOKENS if t in ids])
    for token in added_tokens or []:
        (tokenizer.add_special_tokens if token.special else tokenizer.add_tokens)([token])
    return tokenizer
