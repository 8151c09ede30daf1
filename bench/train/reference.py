"""The other contender of bench/train: python reference.py MODEL TRAIN TEST EPOCHS; prints { fitSeconds, accuracy }."""

import json
import sys
import time

from model2vec.train import StaticModelForClassification

folder, train_file, test_file, epochs = sys.argv[1:]
train, test = ([json.loads(line) for line in open(file, encoding="utf-8")] for file in (train_file, test_file))
classifier = StaticModelForClassification.from_pretrained(folder)
start = time.perf_counter()
classifier.fit(
    [row["text"] for row in train],
    [row["label"] for row in train],
    max_epochs=int(epochs),
    early_stopping_patience=None,
)
seconds = time.perf_counter() - start
report = classifier.evaluate([row["text"] for row in test], [row["label"] for row in test])
print(json.dumps({"fitSeconds": seconds, "accuracy": report["accuracy"]}))
