"""Writes packages/fixtures/training: what the reference's classifier does with tiny models, step by step.

A folder a case: `case.json` (the model, the options of m2v, texts, labels), `expected.json` (the head it began with, the rows of
each step, the loss of each step, the probabilities at the end, by the pipeline and by the classifier) and `pipeline/` (what it saved). `reports.json` has
classification reports.
"""

import shutil

import numpy as np
import quiet  # noqa: F401
import torch
from model2vec.inference import evaluate_single_or_multi_label
from model2vec.train import StaticModelForClassification
from model2vec.train.classifier import BinaryFocalLoss, FocalLoss
from places import FIXTURES, shortest, write_json
from saved_model import save
from sklearn.metrics import classification_report
from texts import HARD_TEXTS, LONG_TEXTS

SEED = 20240615
AREA = FIXTURES / "training"
STEPS = 50
BATCH = 8

TEXTS = [text for text in HARD_TEXTS + LONG_TEXTS if text.strip()][:40]
SINGLE = [["red", "green", "blue"][(i * i + i // 3) % 3] for i in range(len(TEXTS))]
INTEGERS = [(i * 7 + i // 5) % 4 - 1 for i in range(len(TEXTS))]
MULTI = [[name for k, name in enumerate(["b", "a", "\U0001f600", "\ufb01"]) if (i * 3 + k * 5 + i // 4) % 4 < 2 - k % 2] for i in range(len(TEXTS))]

CASES: dict[str, dict] = {
    "single": {"labels": SINGLE},
    "single-integers": {"labels": INTEGERS, "options": {"nLayers": 0}},
    "single-weighted": {"labels": SINGLE, "classWeight": "balanced", "options": {"nLayers": 2}},
    "single-focal": {"labels": SINGLE, "focalGamma": 2.0, "classWeight": {"red": 0.5, "green": 2.0, "blue": 1.0}},
    "single-not-normalized": {"labels": SINGLE, "options": {"normalize": False}},
    "single-frozen": {"labels": SINGLE, "options": {"freeze": True}},
    "multi": {"labels": MULTI},
    "multi-weighted": {"labels": MULTI, "classWeight": "balanced"},
    "multi-focal": {"labels": MULTI, "focalGamma": 1.5, "classWeight": "balanced"},
    "mapping-weights": {"labels": SINGLE, "model": "mapping-weights"},
    "mapping-weights-frozen": {"labels": SINGLE, "model": "mapping-weights", "options": {"freezeWeights": True}},
    "weights-learned": {"labels": SINGLE, "options": {"freezeWeights": False}},
    "short-texts": {"labels": SINGLE, "options": {"maxLength": 3}},
}
NAMES = {
    "nLayers": "n_layers",
    "hiddenDim": "hidden_dim",
    "freeze": "freeze",
    "normalize": "normalize",
    "freezeWeights": "freeze_weights",
    "maxLength": "max_length",
}


def head(classifier: StaticModelForClassification) -> list:
    layers = [module for module in classifier.head if isinstance(module, torch.nn.Linear)]
    return [
        {"weight": shortest(layer.weight.detach().numpy()), "bias": shortest(layer.bias.detach().numpy())}
        for layer in layers
    ]


def train(name: str, case: dict) -> None:
    torch.manual_seed(SEED)
    options = {"nLayers": 1, "hiddenDim": 6, **case.get("options", {})}
    labels = case["labels"]
    model = case.get("model", "float32")
    classifier = StaticModelForClassification.from_pretrained(
        FIXTURES / "models" / model / "model", **{NAMES[key]: value for key, value in options.items()}
    )
    counts = classifier._initialize_on_labels(labels)
    classifier._initialize()
    weights = classifier._resolve_class_weight(case.get("classWeight"), counts)
    gamma = case.get("focalGamma", 0.0)
    multi = classifier.multilabel
    loss_function = BinaryFocalLoss(gamma, weights) if multi else FocalLoss(gamma, weights)
    targets = classifier._to_targets(labels)
    before = head(classifier)
    optimizer = torch.optim.Adam(classifier.parameters(), lr=1e-2)
    generator = np.random.default_rng(SEED)
    order, losses = [], []
    while len(losses) < STEPS:
        rows = generator.permutation(len(TEXTS))
        order.append(rows.tolist())
        for first in range(0, len(rows), BATCH):
            chosen = rows[first : first + BATCH]
            optimizer.zero_grad()
            logits = classifier(classifier.tokenize([TEXTS[i] for i in chosen]))
            loss = loss_function(logits, targets[chosen])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    classifier.eval()
    folder = AREA / name
    save(classifier.to_pipeline(), folder / "pipeline")
    write_json(
        folder / "case.json",
        {
            "model": model,
            "options": options,
            "fit": {key: case[key] for key in ("classWeight", "focalGamma") if key in case},
            "learningRate": 1e-2,
            "batchSize": BATCH,
            "texts": TEXTS,
            "labels": labels,
        },
    )
    write_json(
        folder / "expected.json",
        {
            "classes": [value.item() if hasattr(value, "item") else value for value in classifier.classes_],
            "head": before,
            "order": order,
            "losses": losses,
            # The two cut long texts differently.
            "probabilities": shortest(classifier.to_pipeline().predict_proba(TEXTS)),
            "classifierProbabilities": shortest(classifier.predict_proba(TEXTS)),
        },
    )


def reports() -> None:
    generator = np.random.default_rng(SEED)
    cases = []
    for names in (["a", "b", "c"], [3, -1, 10, 2], ["\U0001f600", "\ufb01", "Z", "a"]):
        truth = generator.choice(len(names), 30)
        given = np.where(generator.random(30) < 0.6, truth, generator.choice(len(names) - 1, 30))
        cases.append(([names[i] for i in given], [names[i] for i in truth]))
    sets = [[name for name in ("x", "y", "z") if generator.random() < 0.4] for _ in range(60)]
    cases.append((sets[:30], sets[30:]))
    cases.append((["a", "a"], ["b", "b"]))
    # Shares that are eighths lie halfway between two decimals.
    cases.append((list("aaaaaaaabbbbbbbb"), list("abbbbbbbaaaaabbb")))
    expected = []
    for given, truth in cases:
        predictions = np.array(given, dtype=object) if isinstance(truth[0], list) else np.array(given)
        report = evaluate_single_or_multi_label(predictions, truth)
        # With single labels our table of text is scikit-learn's, which prints counts as floats where one of them is 0.
        same = not isinstance(truth[0], list) and set(given) <= set(truth)
        text = {"text": classification_report(truth, given, zero_division=0)} if same else {}
        expected.append({"predictions": given, "truth": truth, "report": report, **text})
    write_json(AREA / "reports.json", {"cases": expected})


def main() -> None:
    shutil.rmtree(AREA, ignore_errors=True)
    for name, case in CASES.items():
        train(name, case)
    reports()


if __name__ == "__main__":
    main()
