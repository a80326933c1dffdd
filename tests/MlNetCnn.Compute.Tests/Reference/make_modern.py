"""Makes modern.keras and modern.json: a small net of the layers that today's tutorials begin and end blocks with, saved by real Keras, and its outputs: python3 make_modern.py FOLDER

Weights are set to make_conformance.py's kind of numbers by formula, so that none is 0 or 1. Made with Keras 3.9.2 on torch,
which cannot save these layers as .h5.
"""
import json
import math
import os
import sys

import keras
import numpy
from keras import layers


def wave(shape, phase, scale):
    return numpy.array([scale * math.sin(1.7 * i + phase) for i in range(math.prod(shape))], "float32").reshape(shape)


inputs = keras.Input((20, 24, 3))
augmentation = keras.Sequential(
    [layers.RandomFlip("horizontal"), layers.RandomRotation(0.1), layers.RandomZoom(0.1, seed=3), layers.RandomTranslation(0.1, 0.1), layers.RandomContrast(0.1), layers.RandomBrightness(0.1)],
    name="data_augmentation")
x = layers.Resizing(16, 16, crop_to_aspect_ratio=True)(augmentation(inputs))
x = layers.CenterCrop(14, 14)(x)
x = layers.Rescaling([0.5, 0.25, 2.0], 0.1)(x)
x = layers.Conv2D(8, 3, strides=2, padding="same")(x)
x = y = layers.LayerNormalization(epsilon=1e-6)(x)
x = layers.DepthwiseConv2D(3, padding="same", activation="gelu")(x)
x = layers.GroupNormalization(4)(x)
s = layers.GlobalAveragePooling2D(keepdims=True)(x)
s = layers.Conv2D(8, 1, activation="sigmoid")(s)
x = layers.Multiply()([x, s])
x = layers.Identity()(layers.Add()([x, y]))
x = layers.UpSampling2D(2, interpolation="bilinear")(x)
x = layers.Softmax(axis=1)(x)
x = layers.UnitNormalization(axis=[1, 2])(x)
x = layers.GlobalMaxPooling2D()(x)
x = layers.AlphaDropout(0.2)(layers.ActivityRegularization(l2=0.01)(x))
d = layers.Dense(4, activation="tanh")(x)
r = layers.RepeatVector(3)(d)
x = layers.Concatenate()([layers.Flatten()(r), layers.Dot(1, normalize=True)([d, layers.Dense(4)(x)])])
model = keras.Model(inputs, layers.Dense(5, activation="softmax")(x), name="modern")
for i, w in enumerate(model.weights):
    w.assign(wave(w.shape, 0.3 * i, 0.5) + (1 if w.name == "gamma" else 0))
pictures = wave((2, 20, 24, 3), 0.5, 1)
model.save(os.path.join(sys.argv[1], "modern.keras"))
with open(os.path.join(sys.argv[1], "modern.json"), "w") as file:
    json.dump({"y": [float(f"{v:.8g}") for v in model.predict(pictures, verbose=0).reshape(-1)]}, file)
