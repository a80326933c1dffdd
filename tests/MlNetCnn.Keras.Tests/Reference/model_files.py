#!/usr/bin/env python3
"""Facts about the model files of the data folder, taken with h5py: python3 model_files.py DATA_FOLDER > model_files.json

For each file: the layers in the order of the file, the number of values in all weights, and of the first and last
stored weight the shape and the sum (float64).
"""
import io
import json
import sys
import zipfile

import h5py
import numpy as np

FILES = [
    "fashion_mnist_best-cnn-model.h5",
    "fashion_mnist_best-cnn-model.keras",
    "mlperftiny_cifar10_resnet8.h5",
    "mlperftiny_vww_96_mobilenetv1_025.h5",
    "cifar10_arnavagrawal.h5",
    "cifar10_bn_hit123esh.keras",
    "dl4j/fullconfigs_cnn/cnn_batch_norm.h5",
]


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def legacy(file):
    group = file["model_weights"]
    names = [text(n) for n in group.attrs["layer_names"]]
    weights = [group[n][text(w)][()] for n in names for w in group[n].attrs["weight_names"]]
    return names, weights


def archive(path):
    zipped = zipfile.ZipFile(path)
    config = json.loads(zipped.read("config.json"))
    file = h5py.File(io.BytesIO(zipped.read("model.weights.h5")), "r")
    layers = [l for l in config["config"]["layers"] if l["class_name"] != "InputLayer"]
    snake = {"Conv2D": "conv2d", "BatchNormalization": "batch_normalization", "MaxPooling2D": "max_pooling2d",
             "Dropout": "dropout", "Flatten": "flatten", "Dense": "dense"}
    used, weights = {}, []
    for layer in layers:
        name = snake[layer["class_name"]]
        number = used.get(name, 0)
        used[name] = number + 1
        variables = file[f"layers/{name if number == 0 else f'{name}_{number}'}/vars"]
        weights += [variables[str(i)][()] for i in range(len(variables))]
    return [l["config"]["name"] for l in layers], weights


def describe(weight):
    return {"shape": list(weight.shape), "sum": float(np.sum(weight, dtype=np.float64))}


facts = {}
for name in FILES:
    path = f"{sys.argv[1]}/keras_models/{name}"
    names, weights = archive(path) if name.endswith(".keras") else legacy(h5py.File(path, "r"))
    facts[name] = {
        "layers": names,
        "parameters": int(sum(w.size for w in weights)),
        "first": describe(weights[0]),
        "last": describe(weights[-1]),
    }
print(json.dumps(facts, indent=1))
