"""A teacher's folder, and its distillation by the reference with options named as m2v names them."""

import os
from contextlib import chdir
from pathlib import Path

import quiet  # noqa: F401
from model2vec import StaticModel
from model2vec.distill import distill_from_model
from transformers import AutoModel, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerFast

REFERENCE_NAMES = {
    "vocabulary": "vocabulary",
    "pcaDims": "pca_dims",
    "sifCoefficient": "sif_coefficient",
    "tokenRemovePattern": "token_remove_pattern",
    "quantizeTo": "quantize_to",
    "vocabularyQuantization": "vocabulary_quantization",
    "pooling": "pooling",
}


def load_teacher(folder: Path, *, keep_padding: bool = False) -> tuple[PreTrainedModel, PreTrainedTokenizerFast]:
    """Model and tokenizer named as the folder, without its path.

    The tokenizer's padding and truncation are taken off: the reference would average a new word's padding into its
    embedding, which m2v does not.
    """
    with chdir(folder.parent):
        model = AutoModel.from_pretrained(folder.name)
        tokenizer = AutoTokenizer.from_pretrained(folder.name, use_fast=True)
    if not keep_padding:
        tokenizer.backend_tokenizer.no_padding()
        tokenizer.backend_tokenizer.no_truncation()
    return model, tokenizer


def distill(folder: Path, options: dict, *, keep_padding: bool = False) -> StaticModel:
    model, tokenizer = load_teacher(folder, keep_padding=keep_padding)
    arguments = {REFERENCE_NAMES[name]: value for name, value in options.items() if name != "scales"}
    with chdir(folder.parent):
        assert os.path.exists(model.name_or_path)
        return distill_from_model(model, tokenizer, device="cpu", **arguments)
