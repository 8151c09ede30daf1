"""Writes packages/fixtures/potion: the embedded potion-base-8M (int8, one scale a row) as the reference reads it."""

import quiet  # noqa: F401
from model2vec import StaticModel
from places import FIXTURES, REFERENCE, shortest, write_json_lines
from texts import HARD_TEXTS, LONG_TEXTS, SENTENCES

SOURCE = REFERENCE.parent / "packages/model-potion-base-8m/model"
TEXTS = [*SENTENCES, *HARD_TEXTS, *LONG_TEXTS]
VECTOR_TEXTS = [*SENTENCES, *HARD_TEXTS[5:7], *HARD_TEXTS[10:12], *HARD_TEXTS[35:46:2], *LONG_TEXTS[:2]]


def main() -> None:
    model = StaticModel.from_pretrained(SOURCE)
    head = {
        "dim": model.dim,
        "tokens": len(model.tokens),
        "normalize": model.normalize,
        "maxLength": model.max_length,
        "medianTokenLength": model.median_token_length,
        "unkTokenId": model.unk_token_id,
        "tokenized": [{"text": text, "ids": ids} for text, ids in zip(TEXTS, model.tokenize(TEXTS))],
    }
    encoded, raw = model.encode(VECTOR_TEXTS, normalize=True), model.encode(VECTOR_TEXTS, normalize=False)
    rows = [
        {"text": text, "vector": shortest(vector), "raw": shortest(unscaled)}
        for text, vector, unscaled in zip(VECTOR_TEXTS, encoded, raw)
    ]
    write_json_lines(FIXTURES / "potion/expected.json", head, "encoded", rows)


if __name__ == "__main__":
    main()
