"""Makes penalties.json: Keras 3's regularizers with their gradients (PyTorch's autograd) and constraints, which the tests compare the engine's with.

Everything is float64 on waves that both sides make: matrices of 6 x 4 and kernels of 2 x 2 x 2 x 3. Needs keras 3 (made with 3.9.2) on the torch backend, torch, numpy.
"""
import json
import os

os.environ["KERAS_BACKEND"] = "torch"
import keras  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402

SHAPES = {"matrix": (6, 4), "kernel": (2, 2, 2, 3)}
PHASES = {"matrix": 0.4, "kernel": 1.3}

# Name: (shape, class, arguments). The tests make the same.
REGULARIZERS = {
    "l1": ("matrix", "L1", dict(l1=0.03)),
    "l2": ("kernel", "L2", dict(l2=0.02)),
    "l1l2": ("matrix", "L1L2", dict(l1=0.01, l2=0.05)),
    "orthogonal_rows": ("matrix", "OrthogonalRegularizer", dict(factor=0.1)),
    "orthogonal_columns": ("matrix", "OrthogonalRegularizer", dict(factor=0.2, mode="columns")),
}
CONSTRAINTS = {
    "non_neg": ("kernel", "NonNeg", {}),
    "max_norm": ("matrix", "MaxNorm", dict(max_value=1.2)),
    "max_norm_kernel": ("kernel", "MaxNorm", dict(max_value=1.2, axis=[0, 1, 2])),
    "max_norm_middle": ("kernel", "MaxNorm", dict(max_value=0.7, axis=[1, 2])),
    "unit_norm": ("matrix", "UnitNorm", {}),
    "unit_norm_last": ("matrix", "UnitNorm", dict(axis=-1)),
    "unit_norm_ends": ("kernel", "UnitNorm", dict(axis=[0, 3])),
    "min_max_norm": ("matrix", "MinMaxNorm", dict(min_value=1.6, max_value=1.7)),
    "min_max_norm_rate": ("kernel", "MinMaxNorm", dict(min_value=0.5, max_value=0.9, rate=0.3, axis=[0, 1, 2])),
}


def start(shape):
    size = SHAPES[shape]
    return np.sin(1.7 * np.arange(np.prod(size)) + PHASES[shape]).astype("float32").astype("float64").reshape(size)


def numbers(array):
    return [float(f"{v:.10g}") for v in np.asarray(array).ravel()]


def penalty(shape, kind, arguments):
    x = torch.tensor(start(shape), requires_grad=True)
    value = getattr(keras.regularizers, kind)(**arguments)(x)
    value.backward()
    return {"shape": shape, "value": float(f"{value.item():.10g}"), "gradient": numbers(x.grad.numpy())}


def constrained(shape, kind, arguments):
    return {"shape": shape, "values": numbers(getattr(keras.constraints, kind)(**arguments)(torch.tensor(start(shape))).numpy())}


if __name__ == "__main__":
    keras.config.set_floatx("float64")
    tables = {n: penalty(*c) for n, c in REGULARIZERS.items()} | {n: constrained(*c) for n, c in CONSTRAINTS.items()}
    with open("penalties.json", "w") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(n)}: {json.dumps(t, separators=(',', ':'))}" for n, t in tables.items()) + "\n}\n")
