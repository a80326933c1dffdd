#!/usr/bin/env python3
"""Models of real Keras 3 (made with 3.9.2 on torch) that are hard to read back, and what they compute: python3 make_keras3.py FOLDER

Operations on tensors, dictionaries of inputs and outputs, layers as activations, shared layers, models in models called several times. Every file comes as .keras and as .h5.
"""
import gzip
import io
import json
import os
import sys

import keras
import numpy as np
from keras import layers, ops

folder = sys.argv[1]
facts = {}


def operations():
    """What x + y, x / 255 and keras.ops leave in a functional model."""
    x, y = keras.Input((4, 5, 3), name="x"), keras.Input((4, 5, 3), name="y")
    z = 1.0 - (x + y) * 2.0 / 255.0
    z = ops.maximum(ops.relu(z - 0.5), layers.Conv2D(3, 1, name="c")(x)) * y
    z = ops.minimum(keras.activations.leaky_relu(z) + 0.25, ops.subtract(x, y))
    z = ops.concatenate([z, ops.tanh(x)], axis=-1)
    return keras.Model([x, y], ops.softmax(layers.Dense(4, name="d")(ops.mean(z, axis=(1, 2)))), name="operations")


def dictionaries():
    """A model called on a dictionary, in an order that is not its inputs'; inputs and outputs by name."""
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    inner = keras.Model({"b": b, "a": a}, layers.Dense(2, name="di")(layers.Subtract(name="less")([a, b])), name="inner")
    p, q = keras.Input((3,), name="p"), keras.Input((3,), name="q")
    r = inner({"a": p, "b": q})
    s = inner({"b": p, "a": q})
    return keras.Model({"p": p, "q": q}, {"late": layers.Add(name="sum")([r, s]), "early": layers.Dense(1, name="do")(r)}, name="dictionaries")


def objects():
    """Layers as activations: those that are a named function, and those that are not."""
    return keras.Sequential(
        [
            keras.Input((6, 6, 2)),
            layers.Conv2D(3, 3, activation=layers.LeakyReLU(negative_slope=0.1), name="c"),
            layers.Conv2D(3, 1, activation=layers.ReLU(max_value=6.0), name="c6"),
            layers.Activation(layers.ELU(alpha=0.5), name="e"),
            layers.Flatten(name="f"),
            layers.Dense(4, activation=layers.Softmax(), name="d"),
        ],
        name="objects",
    )


def nests():
    """A Sequential in a Functional in a Sequential; the inner ones called twice, a layer shared inside and out."""
    shared = layers.Dense(4, activation="tanh", name="shared")
    stack = keras.Sequential([keras.Input((4,)), layers.Dense(4, name="s1"), shared], name="stack")
    i = keras.Input((4,), name="i")
    graph = keras.Model(i, layers.Add(name="add")([stack(i), stack(stack(i)), shared(i)]), name="graph")
    j = keras.Input((4,), name="j")
    twice = keras.Model(j, graph(graph(j)), name="twice")
    return keras.Sequential([keras.Input((4,)), twice, layers.BatchNormalization(name="bn"), keras.Sequential([layers.Dense(2, name="last")], name="head")], name="nests")


for make in (operations, dictionaries, objects, nests):
    keras.utils.set_random_seed(len(facts))
    model = make()
    random = np.random.default_rng(len(facts))
    model.set_weights([(np.abs(random.normal(size=w.shape)) if "variance" in w.path else random.normal(size=w.shape) / 2).astype(np.float32) for w in model.weights])
    inputs = [random.normal(size=(2, *i.shape[1:])).astype(np.float32) for i in model.inputs]
    given = {i.name: v for i, v in zip(model.inputs, inputs)} if model.name == "dictionaries" else inputs if len(inputs) > 1 else inputs[0]
    outputs = model(given)
    outputs = [outputs[k] for k in sorted(outputs)] if isinstance(outputs, dict) else [outputs]
    facts[model.name] = {
        "inputs": {i.name: v.ravel().tolist() for i, v in zip(model.inputs, inputs)},
        "outputs": [np.asarray(keras.ops.convert_to_numpy(o)).ravel().tolist() for o in outputs],
    }
    for ending in ("keras", "h5"):
        path = f"{folder}/{model.name}.{ending}"
        model.save(path)
        with open(path, "rb") as file:
            packed = gzip.compress(file.read(), mtime=0)
        os.remove(path)
        with open(path + ".gz", "wb") as file:
            file.write(packed)
with open(f"{folder}/keras3.json", "w") as file:
    json.dump(facts, file)
