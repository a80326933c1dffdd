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
    # Separable and transposed convolutions; the sizes of the latter in all cases of its rule.
    (layers.SeparableConv2D(5, (3, 2), 2, "same", depth_multiplier=2, activation="relu", depthwise_regularizer="l1", pointwise_regularizer="l2", bias_regularizer="l1", depthwise_constraint="non_neg", pointwise_constraint=constraints.MaxNorm(2, 2), bias_constraint="non_neg"), [(9, 8, 3)]),
    (layers.SeparableConv2D(5, 3, dilation_rate=2, use_bias=False, pointwise_initializer="he_normal", depthwise_initializer="ones", **FIRST), [(3, 9, None)]),
    (layers.Conv2DTranspose(5, (3, 2), activation="tanh", kernel_regularizer="l2", bias_constraint="non_neg"), [(4, 7, 3)]),
    (layers.Conv2DTranspose(5, (3, 4), strides=2), [(4, 7, 3)]),
    (layers.Conv2DTranspose(5, (2, 1), strides=(3, 4)), [(4, 7, 3)]),
    (layers.Conv2DTranspose(5, (3, 4), strides=2, padding="same"), [(4, None, 3)]),
    (layers.Conv2DTranspose(5, (3, 4), strides=(3, 2), padding="same", output_padding=(2, 1)), [(4, 7, 3)]),
    (layers.Conv2DTranspose(5, (3, 4), strides=(4, 3), output_padding=(1, 2)), [(4, 7, 3)]),
    (layers.Conv2DTranspose(5, (3, 4), dilation_rate=(2, 3), use_bias=False, **FIRST), [(3, 4, 7)]),
    # Shapes.
    (layers.Cropping2D(((1, 2), (0, 3))), [(9, 8, 3)]),
    (layers.Cropping2D(2, **FIRST), [(3, None, 8)]),
    (layers.UpSampling2D(), [(4, 5, 3)]),
    (layers.UpSampling2D((3, 2), interpolation="bilinear", **FIRST), [(3, 4, None)]),
    (layers.Permute((2, 1)), [(4, 5)]),
    (layers.Permute((3, 1, 2)), [(4, None, 6)]),
    # Noise. SpatialDropout2D is described in another way than all other layers.
    (layers.SpatialDropout2D(0.25, seed=3, **FIRST), [(3, 4, 5)]),
    (layers.GaussianNoise(0.5, seed=7), [(4, 5)]),
    (layers.GaussianDropout(0.25), [(4, 5)]),
    # Merging, with broadcasting: the batch apart, the others aligned at the end.
    (layers.Subtract(), [(4, 5, 3), (4, 5, 3)]),
    (layers.Subtract(), [(3,), (4, 5, 3)]),
    (layers.Average(), [(4, 1, 3), (1, 5, 3), (4, 5, 1)]),
    (layers.Maximum(), [(4, None, 3), (1, 5, 1)]),
    (layers.Minimum(), [(1, 1, 3), (7, 4, 5, 3)]),
    (layers.Multiply(), [(4, 5, 3), (1, 1, 3)]),
    (layers.Add(), [(None,), (4,), (5,)]),
    # Fixed statistics.
    (layers.Normalization(), [(4, 5, 3)]),
    (layers.Normalization(axis=(1, 3)), [(4, None, 3)]),
    (layers.Normalization(axis=None, invert=True), [(4, 5)]),
    (layers.Normalization(mean=[1.0, 2.0, 3.0], variance=[0.25, 1.0, 4.0]), [(4, 5, 3)]),
    (layers.Normalization(axis=None, mean=0.5, variance=2.0), [(4, 5, 3)]),
    (layers.Normalization(axis=1, mean=[[[[1.0]], [[2.0]]]], variance=[[[[3.0]], [[4.0]]]]), [(2, 5, 3)]),
    # Activations.
    (layers.ELU(0.5), [(4, 5)]),
    (layers.PReLU(), [(4, 5)]),
    (layers.PReLU("ones", "l2", "non_neg", shared_axes=[1, 2]), [(4, None, 3)]),
    # Augmentation. Factors come as pairs; value ranges too.
    (layers.RandomFlip("horizontal", seed=3), [(6, 5, 3)]),
    (layers.RandomFlip(**FIRST), [(3, None, 5)]),
    (layers.RandomRotation(0.25), [(6, 5, 3)]),
    (layers.RandomRotation((-0.1, 0.3), fill_mode="constant", interpolation="nearest", seed=5, fill_value=0.5, **FIRST), [(3, 6, None)]),
    (layers.RandomZoom(0.25), [(6, 5, 3)]),
    (layers.RandomZoom((-0.5, 0.25), 0.5, fill_mode="wrap", seed=7), [(6, 5, 3)]),
    (layers.RandomTranslation(0.25, (0.0, 0.5), fill_mode="nearest", fill_value=2.0), [(6, 5, 3)]),
    (layers.RandomContrast((0.25, 0.5), value_range=(0, 1), seed=9), [(6, 5, 3)]),
    (layers.RandomBrightness(0.25), [(6, 5, 3)]),
    (layers.RandomBrightness((0.0, 0.5), value_range=(-1, 1), seed=11), [(6, 5, 3)]),
    (layers.RandomCrop(4, 3, seed=13), [(6, 5, 3)]),
    (layers.CenterCrop(4, 3, **FIRST), [(3, 6, 5)]),
    (layers.Resizing(4, 8), [(6, None, 3)]),
    (layers.Resizing(4, 8, "nearest", crop_to_aspect_ratio=True, antialias=True, **FIRST), [(3, 6, 5)]),
    (layers.Resizing(4, 8, "bicubic", pad_to_aspect_ratio=True, fill_value=0.5), [(6, 5, 3)]),
    # Rescaling by channel, as in EfficientNet.
    (layers.Rescaling([0.5, 0.25, 2.0]), [(6, 5, 3)]),
    (layers.Rescaling(2.0, [0.5, 0.25, 2.0]), [(6, 5, 3)]),
    # Normalization by layer, group, length.
    (layers.LayerNormalization(), [(6, 5, 3)]),
    (layers.LayerNormalization([1, 2], epsilon=1e-6, center=False, gamma_regularizer="l2", gamma_constraint="non_neg"), [(6, 5, 3)]),
    (layers.LayerNormalization(axis=[1, 2, 3], scale=False, beta_initializer="ones"), [(6, 5, 3)]),
    (layers.GroupNormalization(2), [(6, 5, 4)]),
    (layers.GroupNormalization(3, axis=1, epsilon=1e-5, center=False, gamma_regularizer="l1"), [(6, 5, 4)]),
    (layers.UnitNormalization(), [(6, 5, 4)]),
    (layers.UnitNormalization([1, 2]), [(6, 5, 4)]),
    # Small ones.
    (layers.Identity(), [(6, 5)]),
    (layers.ActivityRegularization(0.25, 0.5), [(6, 5)]),
    (layers.AlphaDropout(0.25, seed=3), [(6, 5)]),
    (layers.RepeatVector(4), [(5,)]),
    (layers.Dot(1), [(5,), (5,)]),
    (layers.Dot((2, 1), normalize=True), [(4, 5), (5, 3)]),
    (layers.Softmax(axis=1), [(6, 5, 3)]),
    (layers.UpSampling2D(2, interpolation="bicubic"), [(4, 5, 3)]),
] + [(layers.Activation(name), [(4, 5)]) for name in [
    "relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "swish", "sigmoid", "hard_sigmoid", "hard_silu", "hard_swish", "tanh", "softmax", "softplus", "softsign", "exponential", "linear", "mish",
]]


def insert_after(config, before, name, value):
    """The configuration with one property more, in its place."""
    result = {}
    for key in config:
        result[key] = config[key]
        if key == before:
            result.setdefault(name, config.get(name, value))
    return result


facts = []
for layer, shapes in EXAMPLES:
    inputs = [keras.Input(shape) for shape in shapes]
    output = layer(inputs[0] if len(inputs) == 1 else inputs)
    weights = [{"name": w.name, "shape": list(w.shape), "trainable": w.trainable} for w in layer.weights]
    description = keras.saving.serialize_keras_object(layer)
    if isinstance(layer, layers.Conv2DTranspose):
        # Keras 3.9 forgets it; newer versions write it.
        description["config"] = insert_after(description["config"], "padding", "output_padding", layer.output_padding)
    facts.append({"layer": description, "inputs": shapes, "output": list(output.shape[1:]), "weights": weights})
with open("layers.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(fact) for fact in facts) + "\n]\n")
