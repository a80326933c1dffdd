#!/usr/bin/env python3
"""Small models with drawn weights, saved by real Keras 3 (made with 3.9.2 on torch): python3 make.py

models.json holds, for each file, the weights in the order of model.weights: their path, shape and sum (float64).
"""
import json

import keras
import numpy as np
from keras import layers


def siamese():
    """Two inputs and outputs, a Sequential and a functional model called twice each, a shared layer."""
    left, right = keras.Input((8,), name="left"), keras.Input((8,), name="right")
    tower = keras.Sequential([keras.Input((8,)), layers.Dense(4, activation="relu", name="td"), layers.BatchNormalization(name="tb")], name="tower")
    inner_in = keras.Input((4,), name="inner_in")
    inner = keras.Model(inner_in, layers.Dense(3, name="inner_dense")(inner_in), name="inner")
    shared = layers.Dense(2, name="shared", kernel_regularizer=keras.regularizers.L2(1e-4))
    a, b = inner(tower(left)), inner(tower(right))
    merged = layers.Concatenate(name="merge")([shared(a), shared(b), a])
    return keras.Model([left, right], [layers.Dense(1, name="out")(merged), b], name="siamese")


def transfer():
    """A frozen convolutional base called in inference mode."""
    x = base_in = keras.Input((12, 12, 3), name="base_in")
    x = layers.ZeroPadding2D(((0, 1), (0, 1)), name="pad")(x)
    x = layers.DepthwiseConv2D(3, strides=2, use_bias=False, name="dw")(x)
    x = layers.BatchNormalization(name="bn")(x)
    x = layers.ReLU(6.0, name="relu")(x)
    y = layers.Conv2D(3, 3, padding="same", kernel_initializer="he_normal", name="c")(x)
    base = keras.Model(base_in, layers.Add(name="sum")([x, y]), name="base")
    base.trainable = False
    inputs = keras.Input((12, 12, 3), name="photo")
    x = base(layers.Rescaling(1 / 127.5, -1, name="scale")(inputs), training=False)
    x = layers.GlobalAveragePooling2D(name="gap")(x)
    return keras.Model(inputs, layers.Dense(2, activation="softmax", name="top")(layers.Dropout(0.5, name="drop")(x)), name="transfer")


def stack():
    """A Sequential around a Sequential, with all kinds of small layers."""
    return keras.Sequential(
        [
            keras.Input((9, 9, 2)),
            layers.Conv2D(4, (3, 2), strides=2, dilation_rate=1, groups=2, activation="silu"),
            layers.LeakyReLU(negative_slope=0.125),
            keras.Sequential([layers.MaxPooling2D(2, padding="same"), layers.AveragePooling2D(1), layers.Conv2D(4, 1)]),
            layers.Reshape((-1, 4)),
            layers.Softmax(),
            layers.Flatten(),
            layers.Activation("hard_sigmoid"),
            layers.Dense(2, use_bias=False),
        ],
        name="stack",
    )


def decoder():
    """Layers that make pictures larger, statistics of several shapes (one of them an integer), learned slopes, layers with seeds."""
    x = inputs = keras.Input((6, 5, 3), name="photo")
    x = layers.Normalization(name="norm")(x)
    x = layers.SeparableConv2D(4, 3, depth_multiplier=2, name="separable")(x)
    x = layers.PReLU(shared_axes=[1, 2], name="slopes")(x)
    x = layers.GaussianNoise(0.1, seed=1, name="noise")(x)
    x = layers.SpatialDropout2D(0.25, name="spatial")(x)
    y = layers.UpSampling2D(2, interpolation="bilinear", name="up")(x)
    x = layers.Conv2DTranspose(4, 3, strides=2, padding="same", kernel_regularizer="l2", name="transposed")(x)
    x = layers.Average(name="mean")([x, y, layers.GlobalMaxPooling2D(keepdims=True, name="top")(x)])
    x = layers.Permute((3, 1, 2), name="first")(layers.Cropping2D(((1, 0), (0, 2)), name="crop")(x))
    x = layers.Flatten(data_format="channels_first", name="flat")(x)
    return keras.Model(inputs, layers.Dense(2, name="out")(x), name="decoder")


facts = {}
for make in (siamese, transfer, stack, decoder):
    keras.utils.set_random_seed(len(facts))
    model = make()
    random = np.random.default_rng(len(facts))
    # Variances are not negative, and a count is an integer.
    model.set_weights([np.abs(random.normal(size=w.shape)).astype(w.dtype) if "norm/" in w.path else random.normal(size=w.shape).astype(np.float32) for w in model.weights])
    weights = [{"path": w.path, "shape": list(w.shape), "sum": float(np.sum(w.numpy(), dtype=np.float64))} for w in model.weights]
    facts[model.name] = {"weights": weights, "layers": [l.name for l in model.layers], "trainable": len(model.trainable_weights)}
    model.save(f"{model.name}.keras")
    model.save(f"{model.name}.h5")
with open("models.json", "w") as file:
    json.dump(facts, file, indent=1)
