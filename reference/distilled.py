"""Writes packages/fixtures/distilled: what the reference distils out of the tiny teachers, option by option.

A folder a case: `options.json` (the teacher and m2v's options), `expected/` (the model as the reference saved it) and
`expected.json` (its warnings; the inertia of a vocabulary quantization; what differs on purpose). `raises.json` lists
what the reference refuses.
"""

import shutil

import numpy as np
import quiet
from model2vec.distill import distillation
from model2vec.distill.inference import apply_pca
from model2vec.vocabulary_quantization import quantize_vocabulary
from places import FIXTURES, write_json, write_json_lines
from saved_model import save
from teacher import distill
from tiny_teachers import HIDDEN

# Components are compared one by one: both ends of one must not come out equally long, nor two eigenvalues equal.
LEAST_SIGN_MARGIN = 1e-3
LEAST_EIGENVALUE_GAP = 1e-3

WORDS = ["zorg", "quux", "blarg9", "newyork", "playthings"]
F32 = {"quantizeTo": "float32"}
SMALL = {"quantizeTo": "float32", "pcaDims": 5}

CASES: dict[str, dict] = {
    "defaults": {},
    "pooling-mean": {**F32, "pcaDims": None, "sifCoefficient": None},
    "pooling-first": {**F32, "pcaDims": None, "sifCoefficient": None, "pooling": "first"},
    "pooling-last": {**F32, "pcaDims": None, "sifCoefficient": None, "pooling": "last"},
    "pooling-pooler": {**F32, "pcaDims": None, "sifCoefficient": None, "pooling": "pooler"},
    "pca-one": {**F32, "pcaDims": 1},
    "pca-8": {**F32, "pcaDims": 8},
    "pca-above-hidden": {**F32, "pcaDims": HIDDEN + 1},
    "pca-auto": {**F32, "pcaDims": "auto"},
    "pca-fraction-0.9": {**F32, "pcaDims": 0.9},
    "pca-fraction-0.25": {**F32, "pcaDims": 0.25},
    "pca-with-fewer-rows": {**F32, "pcaDims": 28, "tokenRemovePattern": r"[^\[y]"},
    "sif-none": {**SMALL, "sifCoefficient": None},
    "sif-0.01": {**SMALL, "sifCoefficient": 0.01},
    "pattern-none": {**SMALL, "tokenRemovePattern": None},
    "pattern-subwords": {**SMALL, "tokenRemovePattern": "##"},
    "pattern-anchored-at-start": {**SMALL, "tokenRemovePattern": "hel|he$|t"},
    "pattern-alternatives": {**SMALL, "tokenRemovePattern": r"\[unused\d+\]|[0-9]+$|##[0-9]"},
    "pattern-pad": {**SMALL, "tokenRemovePattern": r"\[(PAD|CLS)\]"},
    "pattern-everything": {**SMALL, "tokenRemovePattern": ".*"},
    "pattern-empty": {**SMALL, "tokenRemovePattern": "", "vocabulary": ["zorg", "hello"]},
    "vocabulary-words": {**SMALL, "vocabulary": WORDS},
    "vocabulary-duplicates": {
        **SMALL,
        "vocabulary": ["zorg", "quux", "zorg", "Zorg", "Z\u00d6RG", "new york", "NEW  YORK", "new york"],
    },
    "vocabulary-existing": {**SMALL, "vocabulary": ["hello", "HELLO", "the", "na\u00efve", "!", "\u6771", "zorg"]},
    "vocabulary-multi-word": {
        **SMALL,
        "vocabulary": ["new york", "New York City", "e-mail", "it's", "  black  river ", "[MASK]", "zorg blarg"],
    },
    "vocabulary-empty-entries": {**SMALL, "vocabulary": ["", "  ", "\u0000", "\u0301", "zorg", "\u200b"]},
    "vocabulary-capitalised": {**SMALL, "vocabulary": ["Zorg", "QUUX", "\u0130zmir", "\u03a3\u03b1\u03c2"]},
    "vocabulary-cjk": {
        **SMALL,
        "vocabulary": [
            "\u6771\u4eac",
            "\u65e5\u672c\u8a9e",
            "\u6f22",
            "\u30ab\u30bf\u30ab\u30ca",
            "\ud55c\uad6d",
            "\u6771",
        ],
    },
    "vocabulary-subword-spelling": {**SMALL, "vocabulary": ["##ing", "##zorg", "##"]},
    "vocabulary-specials": {**SMALL, "vocabulary": ["[CLS]", "[PAD]", "[unused0]", "[unused5]"]},
    "vocabulary-unk-token": {**SMALL, "vocabulary": ["[UNK]", "unk"]},
    "vocabulary-unknown": {**SMALL, "vocabulary": ["\u2603", "\u2603\u2603", "x" * 100, "y" * 101, "zz\u2603"]},
    "vocabulary-and-pattern": {
        **SMALL,
        "vocabulary": ["zorg", "hello", "quux", "zo zo"],
        "tokenRemovePattern": "zo|hel",
    },
    "vocabulary-none": {**SMALL, "vocabulary": []},
    "dtype-float16": {"quantizeTo": "float16", "pcaDims": 8},
    "dtype-float64": {"quantizeTo": "float64", "pcaDims": 8},
    "dtype-int8": {"quantizeTo": "int8", "pcaDims": 8, "scales": False},
    "dtype-int8-no-pca": {"quantizeTo": "int8", "pcaDims": None, "sifCoefficient": None, "scales": False},
    "clusters-16": {**F32, "pcaDims": None, "vocabularyQuantization": 16},
    "clusters-48-pca-8": {**F32, "pcaDims": 8, "vocabularyQuantization": 48},
    "clusters-48-sif-none": {**SMALL, "vocabularyQuantization": 48, "sifCoefficient": None},
    "clusters-fewer-than-pca": {"pcaDims": 24, "vocabularyQuantization": 24},
    "clusters-int8": {"quantizeTo": "int8", "pcaDims": 8, "vocabularyQuantization": 48, "scales": False},
    "everything-at-once": {
        "quantizeTo": "float16",
        "pcaDims": 0.8,
        "pooling": "first",
        "sifCoefficient": 0.001,
        "tokenRemovePattern": r"\[unused\d+\]|##\d",
        "vocabulary": [*WORDS, "new york", "", "hello", "zorg", "\u6771\u4eac"],
    },
}

WITH_POOLER = {"pooling-pooler", "everything-at-once", "vocabulary-multi-word"}

# Bug 1: the reference averages the padding of the teacher's tokenizer into every added word.
WITH_PADDING = {"differs-padding": {**F32, "pcaDims": None, "vocabulary": WORDS}}

RAISES = [
    {"sifCoefficient": 0},
    {"sifCoefficient": 1},
    {"sifCoefficient": -0.5},
    {"tokenRemovePattern": "("},
    {"quantizeTo": "int4"},
    {"pooling": "median"},
    {"vocabularyQuantization": 1000},
    {"vocabulary": ["##ING"]},
]

# Bug 5: refused for the order in which things are tried. m2v makes a multi-word entry of it.
DIFFERS = [{"vocabulary": ["##ING"]}]


def check_components(name: str, embeddings: np.ndarray, scores: np.ndarray) -> None:
    """Fails where rounding could turn a component, or mix two."""
    high, low = scores.max(axis=0), -scores.min(axis=0)
    margin = float((np.abs(high - low) / np.maximum(high, low)).min())
    assert margin > LEAST_SIGN_MARGIN, f"{name}: a component's sign hangs on {margin:.1e}"
    eigenvalues = np.linalg.eigvalsh(np.cov(embeddings.T.astype(np.float64)))[::-1]
    kept = eigenvalues[: scores.shape[1] + 1]
    gap = float((1 - kept[1:] / kept[:-1]).min())
    assert gap > LEAST_EIGENVALUE_GAP, f"{name}: two eigenvalues differ by {gap:.1e} only"


def write_case(name: str, options: dict, *, keep_padding: bool = False) -> None:
    teacher = "tiny-bert-pooler" if name in WITH_POOLER else "tiny-bert"
    folder = FIXTURES / "distilled" / name
    seen: dict[str, np.ndarray] = {}

    def watch_clusters(n_clusters: int, weights: np.ndarray | None, embeddings: np.ndarray):
        centroids, mapping, weights = quantize_vocabulary(n_clusters, weights, embeddings)
        seen["distances"] = embeddings - centroids[mapping]
        return centroids, mapping, weights

    def watch_pca(embeddings: np.ndarray, pca_dims: object) -> np.ndarray:
        result = apply_pca(embeddings, pca_dims)
        if result is not embeddings:
            check_components(name, embeddings, result)
        return result

    distillation.quantize_vocabulary, distillation.apply_pca = watch_clusters, watch_pca
    try:
        with quiet.Warnings() as warnings:
            model = distill(FIXTURES / "teachers" / teacher, options, keep_padding=keep_padding)
    finally:
        distillation.quantize_vocabulary, distillation.apply_pca = quantize_vocabulary, apply_pca
    write_json(folder / "options.json", {"teacher": teacher, "options": options}, indent=2)
    save(model, folder / "expected")
    expected: dict[str, object] = {"warnings": warnings}
    if "distances" in seen:
        squares = np.square(seen["distances"].astype(np.float64))
        expected |= {"inertia": float(f"{squares.sum():.6g}"), "meanSquaredError": float(f"{squares.mean():.6g}")}
    if keep_padding:
        expected["differs"] = (
            "padding of the teacher's tokenizer is averaged into added words; the table's other rows agree"
        )
    write_json(folder / "expected.json", expected, indent=2)


def main() -> None:
    shutil.rmtree(FIXTURES / "distilled", ignore_errors=True)
    for name, options in CASES.items():
        write_case(name, options)
    for name, options in WITH_PADDING.items():
        write_case(name, options, keep_padding=True)

    refused = []
    for options in RAISES:
        try:
            distill(FIXTURES / "teachers/tiny-bert", options)
        except Exception as error:
            differs = {"differs": True} if options in DIFFERS else {}
            refused.append({"options": options, "error": type(error).__name__, "message": str(error), **differs})
        else:
            raise AssertionError(f"the reference accepts {options}")
    write_json_lines(FIXTURES / "distilled/raises.json", {}, "cases", refused)


if __name__ == "__main__":
    main()
