"""Gradient ascent of filters in float64 with torch: the Keras book's recipe (section 5.4.2), three steps.

The net: Conv2D(4, 3, same, relu), MaxPooling2D(2), Conv2D(5, 3, valid, relu) on 12 x 12 x 3, weights sin(1.7 i + k) * 0.2 over 255 in the first layer, i the flat
index in Keras's order and k the number of the weight. The noise is this library's RandomStream (SplitMix64 over an FNV-1a hash of seed and name), uniform in [128, 148).
Filters 2 and 3: the noise moves no other. Writes, per filter, the activations at the start and after each step, and the picture's levels after three steps.

    python3 make_filter_patterns.py filter_patterns.json
"""
import json
import math
import sys

import numpy as np
import torch

MASK = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def stream(seed, name, index):
    h = 0xCBF29CE484222325
    for b in name.encode():
        h = ((h ^ b) * 0x100000001B3) & MASK
    state = mix((mix(mix(h) ^ seed) + 0x9E3779B97F4A7C15 * index) & MASK)
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        yield (mix(state) >> 11) / 2.0 ** 53


def weights(shape, k, scale):
    n = int(np.prod(shape))
    values = [np.float32(math.sin(1.7 * i + k) * scale) for i in range(n)]
    return np.array(values, dtype=np.float64).reshape(shape)


def tensor(kernel):
    return torch.tensor(kernel.transpose(3, 2, 0, 1).copy())


k1, b1 = weights((3, 3, 3, 4), 0, 0.2 / 255), weights((4,), 1, 0.2)
k2, b2 = weights((3, 3, 4, 5), 2, 0.2), weights((5,), 3, 0.2)


def layer(x):
    x = torch.relu(torch.nn.functional.conv2d(x, tensor(k1), torch.tensor(b1), padding=1))
    x = torch.nn.functional.max_pool2d(x, 2)
    return torch.relu(torch.nn.functional.conv2d(x, tensor(k2), torch.tensor(b2)))


result = []
for f in (2, 3):
    noise = stream(7, f"filter-patterns/{f}", 0)
    picture = np.array([np.float32(next(noise) * 20 + 128) for _ in range(12 * 12 * 3)], dtype=np.float64).reshape(12, 12, 3)
    x = torch.tensor(picture.transpose(2, 0, 1)[None].copy())
    activations = []
    for step in range(4):
        x.requires_grad_(True)
        score = layer(x)[0, f].mean()
        activations.append(score.item())
        if step == 3:
            break
        g, = torch.autograd.grad(score, x)
        x = (x + g / (g.square().mean().sqrt() + 1e-5)).detach()
    levels = x.detach().numpy()[0].transpose(1, 2, 0)
    shown = levels - levels.mean()
    shown = np.clip(shown / (levels.std() + 1e-5) * 0.1 + 0.5, 0, 1) * 255
    result.append({"filter": f, "activations": activations, "levels": [round(v, 6) for v in levels.ravel()], "shown": [int(v) for v in shown.ravel()]})

with open(sys.argv[1], "w") as file:
    json.dump(result, file)
