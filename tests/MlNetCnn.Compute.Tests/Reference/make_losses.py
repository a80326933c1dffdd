"""Makes losses.json: Keras 3's losses and, through PyTorch's autograd, their gradients, which the tests compare the engine's with.

Computed in float64 from inputs that float32 holds exactly; the cases named *_clipped in float32, whose 1 - 1e-7 is what they are about. class_weights has Keras's
own sample weights for targets of each form, seen through a loss of 1 per sample. Needs keras 3 (made with 3.9.2) on the torch backend, torch and numpy.
"""
import json
import os

os.environ["KERAS_BACKEND"] = "torch"
import keras  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402


def exact(values):
    return np.asarray(values, dtype="float32").astype("float64")


def wave(shape, phase, scale=1.0, shift=0.0):
    return exact(shift + scale * np.sin(1.7 * np.arange(np.prod(shape)) + phase).reshape(shape))


PROBABILITIES = wave((4, 5), 0.3, 0.45, 0.5)
DISTRIBUTION = exact(PROBABILITIES / PROBABILITIES.sum(-1, keepdims=True))
LOGITS = wave((4, 5), 0.7, 3)
REAL = wave((4, 5), 1.9, 2)
CLASSES = np.array([2, 0, 4, 2])
ONE_HOT = np.eye(5)[CLASSES]
SOFT = exact(wave((4, 5), 2.2, 0.4, 0.5) / wave((4, 5), 2.2, 0.4, 0.5).sum(-1, keepdims=True))
BINARY = (np.arange(20).reshape(4, 5) * 7 % 3 == 0).astype(float)
SIGNS = 2 * BINARY - 1
COUNTS = (np.arange(20).reshape(4, 5) * 5 % 4).astype(float)
WEIGHTS = exact([0.5, 2, 0, 1.25])
IMAGE = wave((2, 3, 4), 0.9, 0.45, 0.5)
EDGES = np.array([[0, 1, 1, 0, 0.5], [1, 0, 0, 0, 0]])

# Name: (class, arguments, predictions, targets). The tests make the same losses.
CASES = {
    "mean_squared_error": ("MeanSquaredError", {}, LOGITS, REAL),
    "mean_absolute_error": ("MeanAbsoluteError", {}, LOGITS, REAL),
    "huber": ("Huber", {}, LOGITS, REAL),
    "huber_delta": ("Huber", dict(delta=2.5), LOGITS, REAL),
    "log_cosh": ("LogCosh", {}, LOGITS, REAL),
    "poisson": ("Poisson", {}, wave((4, 5), 0.1, 1.4, 1.5), COUNTS),
    "kl_divergence": ("KLDivergence", {}, DISTRIBUTION, SOFT),
    "kl_divergence_one_hot": ("KLDivergence", {}, DISTRIBUTION, ONE_HOT),
    "hinge": ("Hinge", {}, REAL, SIGNS),
    "hinge_binary": ("Hinge", {}, REAL, BINARY),
    "squared_hinge": ("SquaredHinge", {}, REAL, SIGNS),
    "squared_hinge_binary": ("SquaredHinge", {}, REAL, BINARY),
    "categorical_hinge": ("CategoricalHinge", {}, REAL, ONE_HOT),
    "categorical_hinge_probabilities": ("CategoricalHinge", {}, DISTRIBUTION, ONE_HOT),
    "binary_crossentropy": ("BinaryCrossentropy", {}, PROBABILITIES, BINARY),
    "binary_crossentropy_smooth": ("BinaryCrossentropy", dict(label_smoothing=0.2), PROBABILITIES, BINARY),
    "binary_crossentropy_logits": ("BinaryCrossentropy", dict(from_logits=True), LOGITS, BINARY),
    "binary_crossentropy_logits_smooth": ("BinaryCrossentropy", dict(from_logits=True, label_smoothing=0.1), LOGITS, SOFT),
    "binary_crossentropy_large_logits": ("BinaryCrossentropy", dict(from_logits=True), 20 * LOGITS, BINARY),
    "binary_crossentropy_image": ("BinaryCrossentropy", {}, IMAGE, (IMAGE > 0.4).astype(float)),
    "binary_crossentropy_clipped": ("BinaryCrossentropy", {}, EDGES, 1 - np.round(EDGES)),
    "categorical_crossentropy": ("CategoricalCrossentropy", {}, DISTRIBUTION, ONE_HOT),
    "categorical_crossentropy_divided": ("CategoricalCrossentropy", {}, PROBABILITIES, ONE_HOT),
    "categorical_crossentropy_soft": ("CategoricalCrossentropy", {}, PROBABILITIES, SOFT),
    "categorical_crossentropy_smooth": ("CategoricalCrossentropy", dict(label_smoothing=0.3), DISTRIBUTION, ONE_HOT),
    "categorical_crossentropy_logits": ("CategoricalCrossentropy", dict(from_logits=True), LOGITS, ONE_HOT),
    "categorical_crossentropy_logits_smooth": ("CategoricalCrossentropy", dict(from_logits=True, label_smoothing=0.1), LOGITS, SOFT),
    "categorical_crossentropy_large_logits": ("CategoricalCrossentropy", dict(from_logits=True), 100 * LOGITS, ONE_HOT),
    "categorical_crossentropy_clipped": ("CategoricalCrossentropy", {}, EDGES, np.eye(5)[[0, 1]]),
    "sparse_categorical_crossentropy": ("SparseCategoricalCrossentropy", {}, PROBABILITIES, CLASSES),
    "sparse_categorical_crossentropy_logits": ("SparseCategoricalCrossentropy", dict(from_logits=True), LOGITS, CLASSES),
    "sparse_categorical_crossentropy_image": ("SparseCategoricalCrossentropy", {}, IMAGE, np.array([[0, 3, 2], [1, 1, 0]])),
    "binary_focal": ("BinaryFocalCrossentropy", {}, PROBABILITIES, BINARY),
    "binary_focal_balanced": ("BinaryFocalCrossentropy", dict(apply_class_balancing=True, alpha=0.3, gamma=1.5), PROBABILITIES, BINARY),
    "binary_focal_smooth": ("BinaryFocalCrossentropy", dict(label_smoothing=0.2, gamma=3.0), PROBABILITIES, BINARY),
    "binary_focal_logits": ("BinaryFocalCrossentropy", dict(from_logits=True), LOGITS, BINARY),
    "binary_focal_all": (
        "BinaryFocalCrossentropy", dict(apply_class_balancing=True, alpha=0.6, gamma=0.5, from_logits=True, label_smoothing=0.1), LOGITS, BINARY),
    "binary_focal_none": ("BinaryFocalCrossentropy", dict(gamma=0.0), PROBABILITIES, SOFT),
    "binary_focal_clipped": ("BinaryFocalCrossentropy", {}, EDGES, 1 - np.round(EDGES)),
    "categorical_focal": ("CategoricalFocalCrossentropy", {}, DISTRIBUTION, ONE_HOT),
    "categorical_focal_divided": ("CategoricalFocalCrossentropy", dict(alpha=0.5, gamma=1.5), PROBABILITIES, SOFT),
    "categorical_focal_classes": ("CategoricalFocalCrossentropy", dict(alpha=[0.1, 0.2, 0.3, 0.4, 0.5]), DISTRIBUTION, ONE_HOT),
    "categorical_focal_smooth": ("CategoricalFocalCrossentropy", dict(label_smoothing=0.2), DISTRIBUTION, ONE_HOT),
    "categorical_focal_logits": ("CategoricalFocalCrossentropy", dict(from_logits=True), LOGITS, ONE_HOT),
    "categorical_focal_logits_all": ("CategoricalFocalCrossentropy", dict(alpha=0.4, gamma=0.5, from_logits=True, label_smoothing=0.1), LOGITS, SOFT),
}


def numbers(array):
    return [float(f"{v:.10g}") for v in np.asarray(array, dtype="float64").ravel()]


def evaluate(kind, arguments, predictions, targets, weights, dtype):
    keras.config.set_floatx(dtype)
    loss = getattr(keras.losses, kind)(**arguments)
    p = torch.tensor(predictions, dtype=getattr(torch, dtype), requires_grad=True)
    w = None if weights is None else weights.reshape([-1] + [1] * (p.ndim - 2)).astype(dtype)
    value = loss(targets if targets.dtype.kind == "i" else targets.astype(dtype), p, sample_weight=w)
    value.backward()
    return [float(f"{value.item():.10g}"), numbers(p.grad.numpy())]


def record(name, kind, arguments, predictions, targets):
    dtype = "float32" if name.endswith("_clipped") else "float64"
    weights = WEIGHTS[: len(predictions)]
    return {
        "shape": list(predictions.shape), "predictions": predictions.ravel().tolist(), "targets": targets.ravel().tolist(), "weights": weights.tolist(),
        "plain": evaluate(kind, arguments, predictions, targets, None, dtype), "weighted": evaluate(kind, arguments, predictions, targets, weights, dtype),
    }


def class_weights():
    """A model whose loss is 1 whatever the target: trained on a batch of one it shows the weight of the sample."""
    keras.config.set_floatx("float32")
    rows = {}
    for name, targets in {"index": np.array([[0.0], [1], [2], [3]]), "one_hot": np.eye(4), "soft": np.array([[0.1, 0.6, 0.6, 0], [0.4, 0.2, 0.3, 0.1]])}.items():
        columns = targets.shape[-1]
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(columns, use_bias=False, kernel_initializer="zeros", trainable=False)])
        model.compile(optimizer=keras.optimizers.SGD(0.001), loss=lambda t, p: keras.ops.mean(keras.ops.square(p) + 1.0, axis=-1))
        weights = []
        for t in targets:
            model.reset_metrics()
            weights.append(model.train_on_batch(np.zeros((1, 1), "float32"), t[None].astype("float32"), class_weight={0: 0.5, 1: 3.0, 3: 0.0}))
        rows[name] = {"columns": columns, "targets": targets.ravel().tolist(), "weights": numbers(weights)}
    return rows


if __name__ == "__main__":
    with open("losses.json", "w") as file:
        tables = {name: record(name, *case) for name, case in CASES.items()}
        tables["class_weights"] = class_weights()
        file.write("{\n" + ",\n".join(f"{json.dumps(n)}: {json.dumps(t, separators=(',', ':'))}" for n, t in tables.items()) + "\n}\n")
