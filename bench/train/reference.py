"""The other contender of bench/train and bench/train-quality: python reference.py MODEL TRAIN TEST OPTIONS

Prints { fitSeconds, accuracy, microF1, macroF1 }; OPTIONS is JSON, in m2v's names.
"""

import json
import sys
import time

from model2vec.train import StaticModelForClassification
from sklearn.metrics import f1_score
from sklearn.preprocessing import MultiLabelBinarizer

NAMES = {"maxEpochs": "max_epochs", "earlyStoppingPatience": "early_stopping_patience", "seed": "random_seed"}

folder, train_file, test_file, options = sys.argv[1:]
train, test = ([json.loads(line) for line in open(file, encoding="utf-8")] for file in (train_file, test_file))
classifier = StaticModelForClassification.from_pretrained(folder)
start = time.perf_counter()
classifier.fit(
    [row["text"] for row in train],
    [row["label"] for row in train],
    **{NAMES[name]: value for name, value in json.loads(options).items()},
)
seconds = time.perf_counter() - start
texts, truth = [row["text"] for row in test], [row["label"] for row in test]
report = classifier.evaluate(texts, truth)
given = classifier.predict(texts)
if isinstance(truth[0], list):
    binarizer = MultiLabelBinarizer().fit([*truth, *given])
    truth, given = binarizer.transform(truth), binarizer.transform(given)
scores = {f"{average}F1": f1_score(truth, given, average=average, zero_division=0) for average in ("micro", "macro")}
print(json.dumps({"fitSeconds": seconds, "accuracy": report["accuracy"], **scores}))
