"""Makes augmentation.json: what real Keras's augmentation layers do in training, and the gradients through them, for numbers that are not random: python3 make_augmentation.py FILE

A range of one number, (a, a), leaves nothing to chance. Where a layer has no such range (RandomContrast) the transformation is given. Pictures and gradients are those of make_layers.py's
`wave`. Made with Keras 3.9.2 on torch; its fill mode reflect is the one that all backends have.
"""
import json
import math
import sys

import keras
import torch
from keras import layers
from keras.src.backend.torch import image

# Torch before 2 takes indices as int64 alone.
for fill, find in image._INDEX_FIXERS.items():
    image._INDEX_FIXERS[fill] = lambda index, size, find=find: find(index, size).long()

SHAPE = (2, 6, 7, 2)


def wave(shape, phase, scale=1.0, offset=0.0):
    values = [scale * math.sin(1.7 * i + phase) for i in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float32).reshape(shape) + offset


def numbers(t):
    return [float(f"{v:.7g}") for v in t.detach().reshape(-1).tolist()]


CASES = {}


def case(name, f, scale=1.0, offset=0.0):
    x = wave(SHAPE, 0.5, scale, offset).requires_grad_(True)
    y = f(x)
    y.backward(wave(tuple(y.shape), 2))
    CASES[name] = {"y": numbers(y), "dx": numbers(x.grad)}


def layer(name, made, **how):
    case(name, lambda x: made(x * 1, training=True), **how)  # some work in place


FILLS = ["reflect", "constant", "wrap", "nearest"]
for fill in FILLS:
    layer(f"rotation_{fill}", layers.RandomRotation((0.1, 0.1), fill_mode=fill, fill_value=0.75))
    layer(f"zoom_out_{fill}", layers.RandomZoom((0.6, 0.6), (0.9, 0.9), fill_mode=fill, fill_value=0.75))
    layer(f"translation_{fill}", layers.RandomTranslation((0.45, 0.45), (-0.3, -0.3), fill_mode=fill, fill_value=0.75))
    layer(f"rotation_nearest_{fill}", layers.RandomRotation((-0.07, -0.07), fill_mode=fill, interpolation="nearest", fill_value=0.75))
layer("zoom_in", layers.RandomZoom((-0.4, -0.4)))
layer("zoom_nearest", layers.RandomZoom((0.3, 0.3), (-0.3, -0.3), interpolation="nearest"))
layer("quarter_turn", layers.RandomRotation((0.25, 0.25)))
layer("brightness", layers.RandomBrightness((0.25, 0.25), value_range=(-1, 1)))
layer("brightness_bytes", layers.RandomBrightness((-0.3, -0.3)), scale=100, offset=120)
for factor in (0.6, 1.7):
    contrast = layers.RandomContrast(0.5, value_range=(-0.8, 0.9))
    case(f"contrast_{factor}", lambda x: contrast.transform_images(x, {"contrast_factor": torch.full((2, 1, 1, 1), factor)}, training=True))

with open(sys.argv[1], "w") as file:
    file.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in CASES.items()) + "\n}\n")
