"""Writes keras3_summaries.json: what model.summary() of real Keras 3 prints for the models below, without colours.

    python keras3_summaries.py keras3_summaries.json

Needs keras 3.9.2 (any backend; the committed file was made on torch 1.13) and rich 13.4.2. Each entry: the model's own JSON, the arguments, the
width of the console (COLUMNS) and the text. Nothing is trained but one step of the model whose optimizer is counted.
"""
import json
import os
import sys

import keras
import numpy as np
from keras import layers

cases = []
models = {}


def without_defaults(value):
    """The model's JSON without what a summary does not show: the file is a tenth of the size."""
    if isinstance(value, list):
        return [without_defaults(v) for v in value]
    if not isinstance(value, dict):
        return value
    dropped = ("build_config", "compile_config", "dtype", "module", "registered_name", "keras_version")
    return {k: without_defaults(v) for k, v in value.items() if k not in dropped and not k.endswith(("_initializer", "_regularizer", "_constraint"))}


def case(name, model, columns=80, **arguments):
    os.environ["COLUMNS"] = str(columns)
    models.setdefault(model.name, model)
    printed = []
    model.summary(print_fn=lambda text, line_break=True: printed.append(text), **arguments)
    optimizer = None
    if model.compiled and model.optimizer and model.optimizer.built:
        optimizer = sum(int(np.prod(v.shape)) for v in model.optimizer.variables)
    cases.append(dict(name=name, model=without_defaults(json.loads(model.to_json())), columns=columns, arguments=arguments, optimizer=optimizer, text="".join(printed)))


def small_convnet():
    model = keras.Sequential([keras.Input((150, 150, 3))], name="small_convnet")
    for i, filters in enumerate([32, 64, 128, 128]):
        model.add(layers.Conv2D(filters, 3, activation="relu", name=f"conv2d_{i + 1}"))
        model.add(layers.MaxPooling2D(2, name=f"max_pooling2d_{i + 1}"))
    model.add(layers.Flatten(name="flatten_1"))
    model.add(layers.Dense(512, activation="relu", name="dense_1"))
    model.add(layers.Dense(1, activation="sigmoid", name="dense_2"))
    return model


small = small_convnet()
case("small convnet", small)
case("small convnet, wide console", small, columns=200)
case("small convnet, 60 characters", small, line_length=60)
case("small convnet, 61 characters", small, columns=200, line_length=61)
case("small convnet, narrow columns", small, line_length=40)
case("small convnet, own positions", small, columns=200, line_length=100, positions=[0.2, 0.5, 1.0])
case("small convnet, trainable", small, show_trainable=True)
case("small convnet, wide, trainable", small, columns=200, show_trainable=True)
case("small convnet, range", small, layer_range=["conv2d_2", "max_pooling2d_3"])
case("small convnet, range of patterns", small, layer_range=["max", "dense"])
case("small convnet, range the wrong way", small, layer_range=["dense_1", "conv2d_3"])
case("small convnet, longer than the console", small, line_length=120)

tiny = keras.Sequential([keras.Input((8,)), layers.Dense(4, name="a"), layers.Dense(1, name="b")], name="tiny")
tiny.compile("rmsprop", "mse")
tiny.fit(np.zeros((2, 8)), np.zeros((2, 1)), verbose=0)
case("optimizer", tiny)

base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(150, 150, 3), name="vgg16")
case("VGG16", base)
base.trainable = True
transfer = keras.Sequential([base, layers.Flatten(name="flatten_1"), layers.Dense(256, activation="relu", name="dense_3"), layers.Dense(1, activation="sigmoid", name="dense_4")], name="transfer")
transfer.build((None, 150, 150, 3))
case("transfer model", transfer)
case("transfer model, expanded", transfer, expand_nested=True, show_trainable=True)
base.trainable = False
case("transfer model, frozen", transfer, show_trainable=True)
base.trainable = True
for layer in base.layers:
    layer.trainable = layer.name.startswith("block5")
case("transfer model, fine-tuned", transfer, columns=200, expand_nested=True, show_trainable=True)

x = keras.Input((16, 16, 3), name="picture")
y = layers.Conv2D(8, 3, padding="same", use_bias=False, name="conv_a")(x)
y = layers.BatchNormalization(name="bn_a")(y)
z = layers.Activation("relu", name="relu_a")(y)
y = layers.SeparableConv2D(8, 3, padding="same", name="separable")(z)
y = layers.Add(name="sum")([y, z])
y = layers.Concatenate(name="a_name_that_is_much_too_long_for_its_column_and_is_folded")([y, z, x])
y = layers.GlobalAveragePooling2D(name="pool")(y)
outputs = [layers.Dense(10, activation="softmax", name="kind")(y), layers.Dense(1, name="size")(y)]
graph = keras.Model(x, outputs, name="graph")
case("graph", graph)
case("graph, wide", graph, columns=200)
case("graph, trainable", graph, columns=200, show_trainable=True)
case("graph, narrow, trainable", graph, show_trainable=True, columns=64)
case("graph, 140 characters", graph, columns=200, line_length=140)

a, b = keras.Input((8,), name="left"), keras.Input((8,), name="right")
tower = keras.Sequential([keras.Input((8,)), layers.Dense(4, name="hidden"), layers.Dropout(0.5, name="drop")], name="tower")
heads_in = keras.Input((4,), name="heads_in")
heads = keras.Model(heads_in, [layers.Dense(2, name="two")(heads_in), layers.Dense(3, name="three")(heads_in)], name="heads")
p, q = tower(a), tower(b)
two, three = heads(layers.Subtract(name="difference")([p, q]))
siamese = keras.Model([a, b], [layers.Activation("relu", name="act")(three), two], name="siamese")
case("shared layers and nested models", siamese)
case("shared layers and nested models, expanded", siamese, columns=200, expand_nested=True, show_trainable=True)

x = keras.Input((8,), name="x")
first = layers.Dense(4, name="first")(x)
case("a chain with two outputs", keras.Model(x, [first, layers.Dense(2, name="second")(first)], name="chain"))
case("a chain that goes on from an inner layer", keras.Model(x, layers.Dense(2, name="third")(first), name="other_chain"))
shared = layers.Dense(8, name="shared")
case("a layer called twice in a row", keras.Model(x, shared(shared(x)), name="twice"))
case("unknown sizes", keras.Sequential([keras.Input((None, None, 3), name="any"), layers.Conv2D(4, 3, name="c"), layers.GlobalMaxPooling2D(name="g")], name="sizes"))
inner = keras.Sequential([keras.Input((4,)), layers.Dense(4, name="deep")], name="inner")
middle = keras.Sequential([keras.Input((4,)), inner, layers.Dense(3, name="mid")], name="middle")
case("three levels", keras.Sequential([keras.Input((4,)), middle, layers.Dense(2, name="top")], name="outer"), expand_nested=True)
case("not built", keras.Sequential([layers.Conv2D(4, 3, name="c"), layers.MaxPooling2D(name="m"), layers.BatchNormalization(name="n"), layers.ReLU(name="r"), layers.Dropout(0.1, name="d"),
                                    layers.ZeroPadding2D(name="z"), layers.Flatten(name="f"), layers.Activation("relu", name="a"), layers.Reshape((2, 2), name="s"),
                                    layers.GlobalAveragePooling2D(name="g"), layers.Rescaling(2.0, name="e"), layers.UpSampling2D(name="u"), layers.Softmax(name="x"), layers.LeakyReLU(name="l"),
                                    layers.ELU(name="elu"), layers.Permute((1, 2), name="p"), layers.Cropping2D(name="crop"), layers.GaussianNoise(0.1, name="gn"), layers.GaussianDropout(0.1, name="gd"),
                                    layers.SpatialDropout2D(0.1, name="sd"), layers.AveragePooling2D(2, name="ap"), layers.GlobalMaxPooling2D(name="gm")], name="not_built"), show_trainable=True)
case("wide characters", keras.Sequential([keras.Input((4,)), layers.Dense(3, name="밀집층_하나"), layers.Dense(3, name="全结合層のとても長い名前は折り返される"), layers.Dense(2, name="e\u0301t\u00e9")], name="넓은_글자"))
case("a name of several words", keras.Sequential([keras.Input((4,)), layers.Dense(3, name="a dense layer with a name of many words, some_very_long_and_without_any_space_at_all"), layers.Dense(2, name="[b] [red]")],
                                                 name="a model whose name has so many words that it does not fit on one line of 80 characters"))
case("MobileNet", keras.applications.MobileNet(weights=None, alpha=0.25, input_shape=(128, 128, 3), classes=10), show_trainable=True)

if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8", newline="\n") as file:
        json.dump(cases, file, ensure_ascii=False, indent=None, separators=(",", ":"))
        file.write("\n")
