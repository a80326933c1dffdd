#!/usr/bin/env python3
"""Layers as real Keras 3 describes them (made with 3.9.2 on torch): python3 make.py

layers.json holds, for each layer, what Keras writes for it, the shapes it is called on (without the batch), the shape it makes of them, and its weights.
"""
import json

import keras
from keras import constraints, layers, regularizers

FIRST = {"data_format": "channels_first"}
EXAMPLES = [
    # Regularizers and constraints.
    (layers.Conv2D(4, 3, kernel_regularizer=regularizers.L1L2(0.01, 0.02), bias_regularizer=regularizers.L1(0.125), activity_regularizer="l2", kernel_constraint=constraints.MaxNorm(3, [0, 1, 2]), bias_constraint="non_neg"), [(9, 8, 3)]),
    (layers.Dense(5, kernel_regularizer=regularizers.OrthogonalRegularizer(0.5, "columns"), activity_regularizer=regularizers.L1L2(0.1), kernel_constraint=constraints.MinMaxNorm(0.5, 1.5, 0.25, 1), bias_constraint=constraints.UnitNorm()), [(7,)]),
    (layers.DepthwiseConv2D(3, depth_multiplier=2, depthwise_regularizer="l2", bias_regularizer="l1", activity_regularizer="l1", depthwise_constraint=constraints.UnitNorm([0, 1]), bias_constraint=constraints.MaxNorm()), [(9, 8, 3)]),
    (layers.BatchNormalization(beta_regularizer="l1", gamma_regularizer=regularizers.L2(0.25), beta_constraint="non_neg", gamma_constraint=constraints.MinMaxNorm()), [(9, 8, 3)]),
    (layers.MaxPooling2D(activity_regularizer="l2"), [(9, 8, 3)]),
    # Channels first.
    (layers.Conv2D(6, (3, 2), strides=(2, 1), padding="same", groups=2, **FIRST), [(4, 9, 8)]),
    (layers.Conv2D(6, (3, 2), dilation_rate=(2, 3), **FIRST), [(4, 9, None)]),
    (layers.DepthwiseConv2D((2, 3), strides=2, depth_multiplier=3, **FIRST), [(4, 9, 8)]),
    (layers.MaxPooling2D((2, 3), padding="same", **FIRST), [(4, 9, 8)]),
    (layers.AveragePooling2D(3, 2, **FIRST), [(4, 9, 8)]),
    (layers.GlobalAveragePooling2D(keepdims=True, **FIRST), [(4, 9, 8)]),
    (layers.GlobalMaxPooling2D(**FIRST), [(4, 9, 8)]),
    (layers.ZeroPadding2D(((1, 0), (2, 3)), **FIRST), [(4, 9, 8)]),
    (layers.Flatten(**FIRST), [(4, 9, 8)]),
]

facts = []
for layer, shapes in EXAMPLES:
    inputs = [keras.Input(shape) for shape in shapes]
    output = layer(inputs[0] if len(inputs) == 1 else inputs)
    weights = [{"name": w.name, "shape": list(w.shape), "trainable": w.trainable} for w in layer.weights]
    facts.append({"layer": keras.saving.serialize_keras_object(layer), "inputs": shapes, "output": list(output.shape[1:]), "weights": weights})
with open("layers.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(fact) for fact in facts) + "\n]\n")
