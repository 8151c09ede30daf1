"""Writes packages/fixtures/teachers: two tiny random BERTs in the layout of a sentence transformer on the hub.

`tiny-bert` is laid out as all-MiniLM is: its tokenizer.json pads and truncates, its ONNX file gives hidden states only.
`tiny-bert-pooler` has the same weights, no padding or truncation, an ONNX file with `pooler_output` and without the
input `token_type_ids`, and pools by the first token without normalizing.
"""

import shutil
import warnings
from pathlib import Path

import onnx
import torch
from onnx.reference import ReferenceEvaluator
from places import FIXTURES, shortest, write_json
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from texts import SENTENCES
from transformers import BertConfig, BertModel
from word_piece import SPECIAL_TOKENS, read_vocabulary, word_piece

SEED = 20240613
MAX_LENGTH = 128
HIDDEN = 32
OPSET = 18


class HiddenStates(torch.nn.Module):
    def __init__(self, model: BertModel):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.model(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state


class HiddenStatesAndPooler(torch.nn.Module):
    def __init__(self, model: BertModel):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        token_type_ids = torch.zeros_like(input_ids)
        output = self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return output.last_hidden_state, output.pooler_output


def random_bert(vocabulary_size: int) -> BertModel:
    torch.manual_seed(SEED)
    config = BertConfig(
        vocab_size=vocabulary_size,
        hidden_size=HIDDEN,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=MAX_LENGTH,
        initializer_range=0.15,
        attn_implementation="eager",
    )
    model = BertModel(config).eval()
    with torch.no_grad():
        # A fresh BERT has biases of 0 and norms of 1, which would hide a forgotten one.
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.add_(torch.randn_like(parameter) * 0.1)
    return model


def export_onnx(module: torch.nn.Module, outputs: list[str], inputs: list[str], path: Path) -> None:
    axes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length", max=MAX_LENGTH)}
    # One tensor an input: the exporter takes the same tensor given twice for one input.
    example = tuple(torch.ones(3, 7, dtype=torch.long) for _ in inputs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            module.eval(), example, None, input_names=inputs, output_names=outputs,
            dynamic_shapes=(axes,) * len(inputs), opset_version=OPSET, dynamo=True, external_data=False, verbose=False,
        )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(_without_notes(program.model_proto), str(path))


def _without_notes(model: onnx.ModelProto) -> onnx.ModelProto:
    """The exporter notes a stack trace, with paths of the machine, at every node."""
    graph = model.graph
    for noted in [model, graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer]:
        noted.ClearField("doc_string")
        noted.ClearField("metadata_props")
    graph.ClearField("value_info")
    return model


def write_teacher(folder: Path, model: BertModel, *, like_minilm: bool) -> None:
    vocabulary = read_vocabulary("tiny_vocabulary.txt")
    tokenizer = word_piece(vocabulary)
    if like_minilm:
        tokenizer.enable_truncation(MAX_LENGTH)
        tokenizer.enable_padding(length=MAX_LENGTH, pad_id=0, pad_token="[PAD]")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)

    special = dict(zip(["pad_token", "unk_token", "cls_token", "sep_token", "mask_token"], SPECIAL_TOKENS))
    write_json(folder / "special_tokens_map.json", special, indent=2)
    tokenizer_config = {
        "do_lower_case": True,
        **special,
        "tokenize_chinese_chars": True,
        "strip_accents": None,
        "tokenizer_class": "BertTokenizer",
        "model_max_length": MAX_LENGTH,
    }
    write_json(folder / "tokenizer_config.json", tokenizer_config, indent=2)
    config = model.config.to_diff_dict()
    for key in ("dtype", "transformers_version", "_attn_implementation"):
        config.pop(key, None)
    write_json(folder / "config.json", {"architectures": ["BertModel"], **config, "pad_token_id": 0}, indent=2)
    save_file(model.state_dict(), folder / "model.safetensors", metadata={"format": "pt"})

    if like_minilm:
        inputs = ["input_ids", "attention_mask", "token_type_ids"]
        export_onnx(HiddenStates(model), ["last_hidden_state"], inputs, folder / "onnx/model.onnx")
    else:
        inputs = ["input_ids", "attention_mask"]
        outputs = ["last_hidden_state", "pooler_output"]
        export_onnx(HiddenStatesAndPooler(model), outputs, inputs, folder / "onnx/model.onnx")

    kinds = ["Transformer", "Pooling"] + (["Normalize"] if like_minilm else [])
    paths = ["", "1_Pooling", "2_Normalize"]
    modules = [
        {"idx": i, "name": str(i), "path": paths[i], "type": f"sentence_transformers.models.{kind}"}
        for i, kind in enumerate(kinds)
    ]
    write_json(folder / "modules.json", modules, indent=2)
    pooling = {
        "word_embedding_dimension": HIDDEN,
        "pooling_mode_cls_token": not like_minilm,
        "pooling_mode_mean_tokens": like_minilm,
        "pooling_mode_max_tokens": False,
        "pooling_mode_mean_sqrt_len_tokens": False,
    }
    write_json(folder / "1_Pooling/config.json", pooling, indent=2)
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": 64, "do_lower_case": False}, indent=2)
    write_json(
        folder / "config_sentence_transformers.json", {"__version__": {"sentence_transformers": "2.0.0"}}, indent=2
    )


def write_expected(folder: Path, model: BertModel) -> None:
    """NAME.expected.json beside the folder: outputs for a padded batch, embeddings by sentence-transformers."""
    cls, sep = (read_vocabulary("tiny_vocabulary.txt").index(token) for token in ("[CLS]", "[SEP]"))
    ids = [[cls, 60, sep], [cls, 60, 61, 62, 63, sep], [cls, sep]]
    length = max(map(len, ids))
    inputs = {
        "input_ids": torch.tensor([row + [0] * (length - len(row)) for row in ids]),
        "attention_mask": torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in ids]),
    }
    with torch.inference_mode():
        output = model(**inputs)
        sentences = SentenceTransformer(str(folder), device="cpu").encode(SENTENCES)
    hidden = output.last_hidden_state
    check_onnx(folder, inputs, hidden)
    write_json(
        folder.with_name(folder.name + ".expected.json"),
        {
            "inputIds": ids,
            "length": length,
            "lastHiddenState": shortest(hidden),
            "pooled": {
                "mean": [shortest(row[: len(i)].mean(dim=0)) for row, i in zip(hidden, ids)],
                "first": shortest(hidden[:, 0]),
                "last": [shortest(row[len(i) - 1]) for row, i in zip(hidden, ids)],
                "pooler": shortest(output.pooler_output),
            },
            "sentences": SENTENCES,
            "sentenceEmbeddings": shortest(sentences),
        },
    )


def check_onnx(folder: Path, inputs: dict[str, torch.Tensor], hidden: torch.Tensor) -> None:
    """Fails unless the exported file says what the PyTorch model says."""
    evaluator = ReferenceEvaluator(str(folder / "onnx/model.onnx"))
    feeds = {**inputs, "token_type_ids": torch.zeros_like(inputs["input_ids"])}
    result = evaluator.run(["last_hidden_state"], {name: feeds[name].numpy() for name in evaluator.input_names})
    torch.testing.assert_close(torch.from_numpy(result[0]), hidden, atol=1e-5, rtol=0)


def main() -> None:
    torch.set_num_threads(1)
    model = random_bert(len(read_vocabulary("tiny_vocabulary.txt")))
    for name, like_minilm in (("tiny-bert", True), ("tiny-bert-pooler", False)):
        folder = FIXTURES / "teachers" / name
        write_teacher(folder, model, like_minilm=like_minilm)
        write_expected(folder, model)


if __name__ == "__main__":
    main()
