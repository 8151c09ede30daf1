"""Writes packages/fixtures/models: tiny static models in every dtype and layout, and what the reference makes of texts.

A folder a model: `model/` as its writer left it, `expected.json` as the reference reads it. `texts.json` has the texts.
"""

import shutil
from pathlib import Path

import numpy as np
import quiet  # noqa: F401
from model2vec import StaticModel, quantize_model
from places import FIXTURES, shortest, write_json, write_json_lines
from safetensors.numpy import save_file
from saved_model import save
from teacher import distill
from texts import HARD_TEXTS, LONG_TEXTS
from tokenizers import Tokenizer
from word_piece import read_vocabulary, word_piece

SEED = 20240614
DIM = 12
AREA = FIXTURES / "models"

TEXTS = HARD_TEXTS + LONG_TEXTS
# Few texts suffice where all rows are given, or where only the dtype's arithmetic is in question.
SEQUENCE_TEXTS = ["", "Hello world", "\u2603 zz", "a b [UNK] c d the cat sat on the mat"]
ALL_ENCODINGS = [
    {},
    {"normalize": False},
    {"normalize": True},
    {"maxLength": 4},
    {"maxLength": None},
    {"maxLength": 1, "normalize": False},
]
TWO_ENCODINGS = [{"normalize": True}, {"normalize": False}]


def encode(model: StaticModel, options: dict) -> np.ndarray:
    names = {"normalize": "normalize", "maxLength": "max_length"}
    return model.encode(TEXTS, **{names[name]: value for name, value in options.items()})


def write_expected(name: str, encodings: list[dict]) -> None:
    model = StaticModel.from_pretrained(AREA / name / "model")
    head = {
        "dim": model.dim,
        "tokens": len(model.tokens),
        "rows": len(model.embedding),
        "dtype": str(model.embedding_dtype),
        "normalize": model.normalize,
        "maxLength": model.max_length,
        "medianTokenLength": model.median_token_length,
        "unkTokenId": model.unk_token_id,
        "baseModelName": model.base_model_name,
        "language": model.language,
    }
    # Elsewhere the tokenizer is one of these models' too.
    if encodings is ALL_ENCODINGS:
        head["ids"] = model.tokenize(TEXTS)
    head["sequences"] = [
        {
            "text": text,
            "maxLength": max_length,
            "values": shortest(model.encode_as_sequence(text, max_length=max_length)),
        }
        for text in SEQUENCE_TEXTS
        for max_length in (None, 3)
    ]
    rows = [{"options": options, "vectors": shortest(encode(model, options))} for options in encodings]
    write_json_lines(AREA / name / "expected.json", head, "encodings", rows)


def random_model(tokenizer: Tokenizer, rng: np.random.Generator, **arguments: object) -> StaticModel:
    vectors = rng.normal(size=(tokenizer.get_vocab_size(), DIM)).astype(np.float32)
    return StaticModel(vectors, tokenizer, config={"model_type": "model2vec"}, **arguments)


def write_sentence_transformers(base: StaticModel, folder: Path, weights: str) -> None:
    """The layout in which sentence-transformers keeps a StaticEmbedding; `weights` is the folder of its weights."""
    (folder / weights).mkdir(parents=True)
    save_file({"embedding.weight": base.embedding}, folder / weights / "model.safetensors")
    (folder / weights / "model.safetensors").chmod(0o644)
    base.tokenizer.save(str(folder / weights / "tokenizer.json"), pretty=False)
    write_json(folder / "config_sentence_transformers.json", {"similarity_fn_name": "cosine", "prompts": {}}, indent=2)
    modules = [{"idx": 0, "name": "0", "path": weights, "type": "sentence_transformers.models.StaticEmbedding"}]
    write_json(folder / "modules.json", modules, indent=2)


def row_scaled(base: StaticModel) -> StaticModel:
    """int8 as m2v writes it: one scale a row in `weights`."""
    scales = np.abs(base.embedding).max(axis=1) / np.float32(127)
    return StaticModel(
        np.rint(base.embedding / scales[:, None]).astype(np.int8), base.tokenizer, weights=scales,
        config=base.config, normalize=True, base_model_name=base.base_model_name,
    )  # fmt: skip


def main() -> None:
    shutil.rmtree(AREA, ignore_errors=True)
    write_json_lines(AREA / "texts.json", {}, "texts", TEXTS)
    rng = np.random.default_rng(SEED)
    teacher = FIXTURES / "teachers/tiny-bert"

    float32 = distill(teacher, {"pcaDims": DIM, "quantizeTo": "float32"})
    clustered = distill(teacher, {"pcaDims": DIM, "quantizeTo": "float16", "vocabularyQuantization": 40})
    multi_word = distill(
        teacher, {"pcaDims": DIM, "quantizeTo": "float32", "vocabulary": ["zorg", "new york", "it's", "\u6771\u4eac"]}
    )
    cased = word_piece(read_vocabulary("tiny_vocabulary_cased.txt"), lowercase=False)
    uncased = word_piece(read_vocabulary("tiny_vocabulary.txt"))
    token_weights = rng.uniform(0.1, 2, size=uncased.get_vocab_size()).astype(np.float32)

    models = {
        "float32": (float32, ALL_ENCODINGS),
        "float16": (quantize_model(float32, quantize_to="float16"), TWO_ENCODINGS),
        "float64": (quantize_model(float32, quantize_to="float64"), TWO_ENCODINGS),
        "int8": (quantize_model(float32, quantize_to="int8"), TWO_ENCODINGS),
        "int8-row-scales": (row_scaled(float32), TWO_ENCODINGS),
        "mapping-weights": (quantize_model(float32, vocabulary_quantization=40), ALL_ENCODINGS),
        "mapping-weights-float64": (clustered, TWO_ENCODINGS),
        "weights": (random_model(uncased, rng, weights=token_weights), TWO_ENCODINGS),
        "multi-word": (multi_word, ALL_ENCODINGS),
        "cased": (
            random_model(cased, rng, normalize=True, base_model_name="our/own-cased", language=["en", "de"]),
            ALL_ENCODINGS,
        ),
        "max-length-null": (random_model(uncased, rng, max_length=None), ALL_ENCODINGS),
        "max-length-8": (random_model(uncased, rng, max_length=8, normalize=True), ALL_ENCODINGS),
    }
    for name, (model, encodings) in models.items():
        save(model, AREA / name / "model")
        write_expected(name, encodings)
    for name, weights in (("sentence-transformers", ""), ("sentence-transformers-nested", "0_StaticEmbedding")):
        write_sentence_transformers(float32, AREA / name / "model", weights)
        write_expected(name, TWO_ENCODINGS[1:])


if __name__ == "__main__":
    main()
