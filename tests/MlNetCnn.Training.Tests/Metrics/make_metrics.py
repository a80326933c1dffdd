"""Makes metrics.json: results of Keras 3's own metrics over three batches of made-up outputs and targets, with and without sample weights.

Outputs have ties (multiples of 1/8), exact 0, 1 and 0.5, and rows of zeros; weights include 0. Also sums that need no Keras: exact areas under the ROC curve, by comparing all
pairs. Needs keras 3 (made with 3.9.2) on the torch backend, and numpy.
"""
import json
import os
import warnings

os.environ["KERAS_BACKEND"] = "torch"
import keras  # noqa: E402
import numpy as np  # noqa: E402

warnings.simplefilter("ignore")
M = keras.metrics
N, C = 40, 6
i = np.arange(N * C)
SCORES = (0.5 + 0.5 * np.sin(1.7 * i + 0.3)).reshape(N, C).astype("float32")
SCORES[5:20] = np.round(SCORES[5:20] * 8) / 8
SCORES[3] = 0
SCORES[4, 2:] = 1
SCORES[21, :3] = 0.5
CLASSES = (np.arange(N) * 7 % 11 % C).astype("float32")
ONE_HOT = np.eye(C, dtype="float32")[CLASSES.astype(int)]
MULTI = ((np.arange(N * C).reshape(N, C) * 5 % 7 < 3) | (SCORES > 0.8)).astype("float32")
BINARY_SCORES = SCORES[:, :1].copy()
BINARY = ((np.arange(N) * 3 % 5 < 2) | (SCORES[:, 0] > 0.7)).astype("float32").reshape(N, 1)
WEIGHTS = np.array([0.5, 2, 0, 1.25, 1], dtype="float32")[np.arange(N) % 5]
DATA = {"one_hot": (SCORES, ONE_HOT), "classes": (SCORES, CLASSES.reshape(N, 1)), "multi": (SCORES, MULTI), "binary": (BINARY_SCORES, BINARY)}

# Name: (metric, data). The tests make the same metrics.
CASES = {
    **{f"top_{k}": (lambda k=k: M.TopKCategoricalAccuracy(k=k), "one_hot") for k in (1, 2, 3, 5)},
    **{f"sparse_top_{k}": (lambda k=k: M.SparseTopKCategoricalAccuracy(k=k), "classes") for k in (1, 2, 3, 5)},
    "precision": (lambda: M.Precision(), "binary"), "recall": (lambda: M.Recall(), "binary"),
    "precision_multi": (lambda: M.Precision(), "multi"), "recall_multi": (lambda: M.Recall(), "multi"),
    "precision_threshold": (lambda: M.Precision(thresholds=0.75), "multi"), "recall_threshold": (lambda: M.Recall(thresholds=0.25), "multi"),
    "precision_class": (lambda: M.Precision(class_id=2), "one_hot"), "recall_class": (lambda: M.Recall(class_id=2), "one_hot"),
    "auc": (lambda: M.AUC(), "binary"), "auc_multi_flat": (lambda: M.AUC(), "multi"), "auc_multi": (lambda: M.AUC(multi_label=True, num_labels=C), "multi"),
    "auc_17": (lambda: M.AUC(num_thresholds=17), "multi"), "auc_3": (lambda: M.AUC(num_thresholds=3), "binary"),
    "auc_minoring": (lambda: M.AUC(summation_method="minoring"), "multi"), "auc_majoring": (lambda: M.AUC(summation_method="majoring"), "multi"),
    "auc_pr": (lambda: M.AUC(curve="PR"), "binary"), "auc_pr_multi": (lambda: M.AUC(curve="PR", multi_label=True, num_labels=C), "multi"),
    "auc_pr_minoring": (lambda: M.AUC(curve="PR", summation_method="minoring"), "multi"), "auc_pr_majoring": (lambda: M.AUC(curve="PR", summation_method="majoring"), "multi"),
    "f1_micro": (lambda: M.F1Score(average="micro"), "one_hot"), "f1_macro": (lambda: M.F1Score(average="macro"), "one_hot"), "f1_weighted": (lambda: M.F1Score(average="weighted"), "one_hot"),
    "f1_threshold": (lambda: M.F1Score(average="macro", threshold=0.5), "multi"), "f1_threshold_micro": (lambda: M.F1Score(average="micro", threshold=0.25), "multi"),
    "f1_threshold_weighted": (lambda: M.F1Score(average="weighted", threshold=0.75), "multi"), "f1_binary": (lambda: M.F1Score(average="macro", threshold=0.5), "binary"),
    "binary_crossentropy": (lambda: M.BinaryCrossentropy(), "multi"),
}
# Without ties, which torch's top_k breaks in no order that is told.
UNTIED = [r for r in range(N) if len(set(SCORES[r])) == C]
TOP = {"precision_top2": lambda: M.Precision(top_k=2), "recall_top2": lambda: M.Recall(top_k=2), "precision_top3_half": lambda: M.Precision(top_k=3, thresholds=0.5), "recall_top2_class": lambda: M.Recall(top_k=2, class_id=1)}


def run(metric, outputs, targets, weights):
    for part in np.array_split(np.arange(len(outputs)), 3):
        metric.update_state(targets[part], outputs[part], None if weights is None else weights[part])
    return float(metric.result())


def exact(outputs, targets, weights):
    s, t = outputs.reshape(-1).astype("float64"), targets.reshape(-1) != 0
    w = np.repeat(weights.astype("float64"), outputs.shape[1])
    pairs = (s[t][:, None] > s[~t][None]) + 0.5 * (s[t][:, None] == s[~t][None])
    both = w[t][:, None] * w[~t][None]
    return float((pairs * both).sum() / both.sum())


ONES = np.ones(N, dtype="float32")
table = {
    "outputs": [float(v) for v in SCORES.reshape(-1)], "classes": CLASSES.tolist(), "multi": MULTI.reshape(-1).tolist(), "binary": BINARY.reshape(-1).tolist(), "weights": WEIGHTS.tolist(), "untied": UNTIED,
    "results": {name: [run(make(), *DATA[data], None), run(make(), *DATA[data], WEIGHTS)] for name, (make, data) in CASES.items()},
    "top": {name: [run(make(), SCORES[UNTIED], ONE_HOT[UNTIED], None), run(make(), SCORES[UNTIED], ONE_HOT[UNTIED], WEIGHTS[UNTIED])] for name, make in TOP.items()},
    "exact": {"binary": [exact(BINARY_SCORES, BINARY, ONES), exact(BINARY_SCORES, BINARY, WEIGHTS)], "multi": [exact(SCORES, MULTI, ONES), exact(SCORES, MULTI, WEIGHTS)]},
    "empty": {name: float(make().result()) for name, (make, _) in CASES.items() if not name.startswith(("f1", "auc"))},
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.json"), "w") as file:
    file.write("{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in table.items()) + "\n}\n")
