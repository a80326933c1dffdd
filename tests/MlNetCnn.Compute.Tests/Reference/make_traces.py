"""Makes traces.json: 20 training steps of a small net by real Keras 3 in float64, which the tests compare the engine's training with.

A net of 6 inputs, 8 tanh units and 1 sigmoid or 3 softmax units learns 10 samples with train_on_batch. Weights and data are formulas (see `wave`), so that both sides can
make them. The traces named regularized/... add penalties on kernel, bias and output of the first layer, constraints on both kernels, and class weights. Up to 3.13 Keras does
not divide an activity penalty by the batch, so its factor here is a tenth of what the tests give it. Needs keras 3 (made with 3.9.2, torch backend) and numpy.
"""
import json
import numpy as np
import keras
from keras import constraints, regularizers

OPTIMIZERS = {
    "sgd_momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01),
    "adam": lambda: keras.optimizers.Adam(0.02),
    "adamw_ema": lambda: keras.optimizers.AdamW(0.02, weight_decay=0.1, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=7),
}
CASES = [(o, l, False) for o in ("sgd_momentum", "rmsprop", "adam") for l in ("binary", "categorical")]
CASES += [("sgd_momentum", "categorical", True), ("adamw_ema", "categorical", True)]


def wave(count, phase):
    """sin(1.7 i + phase): weights and data both sides can make."""
    return np.sin(1.7 * np.arange(count) + phase)


def trace(optimizer, loss_name, regularized):
    classes = 1 if loss_name == "binary" else 3
    first = dict(
        kernel_regularizer=regularizers.L1L2(0.001, 0.01), bias_regularizer=regularizers.L2(0.1), activity_regularizer=regularizers.L1(0.002),
        kernel_constraint=constraints.MaxNorm(0.8)) if regularized else {}
    last = dict(kernel_regularizer=regularizers.OrthogonalRegularizer(0.05), kernel_constraint=constraints.UnitNorm()) if regularized else {}
    model = keras.Sequential([
        keras.Input((6,)), keras.layers.Dense(8, activation="tanh", **first),
        keras.layers.Dense(classes, activation="sigmoid" if classes == 1 else "softmax", **last)])
    model.set_weights([wave(6 * 8, 1).reshape(6, 8) * 0.5, wave(8, 2) * 0.1, wave(8 * classes, 3).reshape(8, classes) * 0.5, wave(classes, 4) * 0.1])
    model.compile(optimizer=OPTIMIZERS[optimizer](), loss="binary_crossentropy" if classes == 1 else "sparse_categorical_crossentropy")
    x = wave(10 * 6, 0.3).reshape(10, 6)
    target = (np.arange(10) % (2 if classes == 1 else 3)).reshape(10, 1)
    losses = []
    for _ in range(20):
        model.reset_metrics()
        losses.append(float(model.train_on_batch(x, target, class_weight={0: 0.5, 2: 2.0} if regularized else None)))
    first_kernel, _, kernel, _ = (w.ravel().tolist() for w in model.get_weights())
    result = {"losses": losses, "kernel": kernel}
    if regularized:
        result["first_kernel"] = first_kernel
    return result


if __name__ == "__main__":
    keras.config.set_floatx("float64")
    traces = {("regularized/" if r else "") + f"{o}/{l}": trace(o, l, r) for o, l, r in CASES}
    with open("traces.json", "w") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(n)}: {json.dumps(t)}" for n, t in traces.items()) + "\n}\n")
