"""Lists the layers of keras.applications as real Keras builds them, one text file for each application.

    KERAS_BACKEND=torch python3 tables.py FOLDER

Made with Keras 3.9.2 on torch 1.13. Every application is built with its top at its default size, in a fresh session (so that counted names
start anew), and without it at its least size, at a size that is not square, at 331 x 331 and for pictures of any size. A line is a layer, in
Keras's order; columns are separated by tabs:

    name, class, parameters, layers that it takes its input from, output shape with the top, output shapes without it at the sizes in the head

Shapes leave the batch out; '-' stands for a layer that is not there without the top. The widths other than 1 (alpha) are listed with the top
only. The head also has the name of the model and the numbers of parameters with and without the top.

configs.json.gz holds, by name, what to_json() says of each with its top: initializers, epsilons and all.
"""

import gzip
import json
import os
import sys

import keras
from keras import applications as apps

CONFIGS = {}
OTHER = [(160, 200), (331, 331), (None, None)]


def build(make, **arguments):
    keras.backend.clear_session()
    return make(weights=None, **arguments)


def inputs(layer):
    if isinstance(layer, keras.layers.InputLayer):
        return ""
    (node,) = layer._inbound_nodes
    return ",".join(t._keras_history.operation.name for t in node.input_tensors)


def shape(layer):
    if isinstance(layer, keras.layers.InputLayer):
        full = layer.batch_shape
    else:
        full = layer.output.shape
    return "x".join("?" if d is None else str(d) for d in full[1:])


def write(path, make, least, arguments=None, sizes=True):
    arguments = arguments or {}
    top = build(make, **arguments)
    CONFIGS[os.path.splitext(os.path.basename(path))[0]] = json.loads(top.to_json())
    lines = [[l.name, l.__class__.__name__, str(l.count_params()), inputs(l), shape(l)] for l in top.layers]
    head = [top.name, str(top.count_params())]
    without = build(make, include_top=False, **arguments)
    head += [without.name, str(without.count_params())]
    columns = [(least, least)] + OTHER if sizes else []
    for height, width in columns:
        model = build(make, include_top=False, input_shape=(height, width, 3), **arguments)
        # Without the top there is nothing new, and the rest is the same.
        assert [l.name for l in model.layers] == [l[0] for l in lines[: len(model.layers)]]
        assert [inputs(l) for l in model.layers] == [l[3] for l in lines[: len(model.layers)]]
        assert [str(l.count_params()) for l in model.layers] == [l[2] for l in lines[: len(model.layers)]]
        for i, line in enumerate(lines):
            line.append(shape(model.layers[i]) if i < len(model.layers) else "-")
    head += ["x".join("?" if d is None else str(d) for d in c) for c in columns]
    with open(path, "w") as file:
        for line in [head] + lines:
            file.write("\t".join(line) + "\n")


def main(folder):
    def path(name):
        return os.path.join(folder, name + ".txt")

    write(path("xception"), apps.Xception, 71)
    write(path("inception_v3"), apps.InceptionV3, 75)
    write(path("resnet50"), apps.ResNet50, 32)
    write(path("vgg16"), apps.VGG16, 32)
    write(path("vgg19"), apps.VGG19, 32)
    write(path("mobilenet"), apps.MobileNet, 32)
    write(path("mobilenetv2"), apps.MobileNetV2, 32)
    for text in ["0.25", "0.50", "0.75"]:
        write(path("mobilenet_" + text), apps.MobileNet, 32, {"alpha": float(text)}, sizes=False)
    for text in ["0.35", "0.50", "0.75", "1.30", "1.40"]:
        write(path("mobilenetv2_" + text), apps.MobileNetV2, 32, {"alpha": float(text)}, sizes=False)
    with open(os.path.join(folder, "configs.json.gz"), "wb") as file:
        file.write(gzip.compress(json.dumps(CONFIGS).encode(), mtime=0))


main(sys.argv[1])
