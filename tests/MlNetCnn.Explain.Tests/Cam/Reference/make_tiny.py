"""Writes cams_tiny.json: class activation maps of small seeded networks, computed in float64 by torch and numpy (cams.py beside).

    python3 make_tiny.py cams_tiny.json

The file holds the networks' weights (float32, Keras layouts), batches of three pictures (channels last), and for each case the maps, classes and scores.
Made with torch 1.13 and numpy 1.24.
"""
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F

import cams

rng = np.random.default_rng(20)


def draw(*shape, scale=1.0):
    return (rng.standard_normal(shape) * scale).astype(np.float32)


def conv(x, w, name):
    k = torch.from_numpy(w[f"{name}/kernel"].astype(np.float64)).permute(3, 2, 0, 1)
    return F.conv2d(x, k, torch.from_numpy(w[f"{name}/bias"].astype(np.float64)), padding=k.shape[2] // 2)


def dense(x, w, name):
    return x @ torch.from_numpy(w[f"{name}/kernel"].astype(np.float64)) + torch.from_numpy(w[f"{name}/bias"].astype(np.float64))


def bn(x, w, name):
    p = [torch.from_numpy(w[f"{name}/{n}"].astype(np.float64))[None, :, None, None] for n in ("gamma", "beta", "moving_mean", "moving_variance")]
    return (x - p[2]) / torch.sqrt(p[3] + 1e-3) * p[0] + p[1]


def plain():
    """conv1 3x3 same relu, max pooling 2, conv2 3x3 same relu, flatten (channels last), dense, softmax."""
    w = {"conv1/kernel": draw(3, 3, 3, 4, scale=.5), "conv1/bias": draw(4, scale=.3), "conv2/kernel": draw(3, 3, 4, 5, scale=.4), "conv2/bias": draw(5, scale=.3),
         "head/kernel": draw(4 * 3 * 5, 4, scale=.1), "head/bias": draw(4, scale=.3)}
    conv1 = lambda x: F.relu(conv(x, w, "conv1"))
    conv2 = lambda a: F.relu(conv(F.max_pool2d(a, 2), w, "conv2"))
    head = lambda a: dense(a.permute(0, 2, 3, 1).flatten(1), w, "head")
    layers = {"conv1": (conv1, lambda a, x: head(conv2(a))), "conv2": (lambda x: conv2(conv1(x)), lambda a, x: head(a))}
    return w, draw(3, 8, 6, 3), "softmax", layers, [("probability", "top"), ("logit", [1, 3, 0]), ("logit", ("weights", [0.5, -1.0, 2.0, 0.25]))]


def residual():
    """a: conv 3x3 same relu; b: conv 3x3 same; bn; out: relu(a + bn); mean over positions; dense, softmax."""
    w = {"a/kernel": draw(3, 3, 3, 4, scale=.5), "a/bias": draw(4, scale=.3), "b/kernel": draw(3, 3, 4, 4, scale=.4), "b/bias": draw(4, scale=.3),
         "bn/gamma": draw(4, scale=.3) + 1, "bn/beta": draw(4, scale=.3), "bn/moving_mean": draw(4, scale=.3), "bn/moving_variance": np.abs(draw(4)) + np.float32(.5),
         "head/kernel": draw(4, 3), "head/bias": draw(3, scale=.3)}
    a = lambda x: F.relu(conv(x, w, "a"))
    b = lambda x: conv(a(x), w, "b")
    out = lambda x, at: F.relu(a(x) + bn(at, w, "bn"))
    head = lambda at: dense(at.mean((2, 3)), w, "head")
    layers = {"b": (b, lambda at, x: head(out(x, at))), "out": (lambda x: out(x, b(x)), lambda at, x: head(at))}
    return w, draw(3, 6, 6, 3), "softmax", layers, [("probability", "top"), ("logit", [2, 2, 2])]


def sigmoid():
    """conv 3x3 same tanh, mean over positions, dense of one, sigmoid."""
    w = {"conv/kernel": draw(3, 3, 1, 3), "conv/bias": draw(3, scale=.3), "head/kernel": draw(3, 1, scale=2), "head/bias": draw(1, scale=.1)}
    body = lambda x: torch.tanh(conv(x, w, "conv"))
    return w, draw(3, 5, 7, 1), "sigmoid", {"conv": (body, lambda a, x: dense(a.mean((2, 3)), w, "head"))}, [("probability", "top"), ("logit", "top"), ("probability", [0, 0, 0]), ("logit", [0, 1, 0])]


def headless():
    """conv1 3x3 same relu, conv2 3x3 same relu, and nothing behind."""
    w = {"conv1/kernel": draw(3, 3, 3, 4, scale=.5), "conv1/bias": draw(4, scale=.3), "conv2/kernel": draw(3, 3, 4, 5, scale=.4), "conv2/bias": draw(5, scale=.3)}
    conv1 = lambda x: F.relu(conv(x, w, "conv1"))
    conv2 = lambda a: F.relu(conv(a, w, "conv2"))
    layers = {"conv1": (conv1, lambda a, x: conv2(a)), "conv2": (lambda x: conv2(conv1(x)), lambda a, x: a)}
    return w, draw(3, 5, 5, 3), "linear", layers, [("probability", "top"), ("logit", [4, 0, 2])]


nets = []
for make in (plain, residual, sigmoid, headless):
    w, images, activation, layers, asked = make()
    x = torch.from_numpy(images.astype(np.float64)).permute(0, 3, 1, 2)
    cases = []
    for layer, (body, head) in layers.items():
        with torch.no_grad():
            best = cams.top(head(body(x), x))
        for kind, target in asked:
            wanted = best if target == "top" else target
            with torch.no_grad():
                y = cams.scores(head(body(x), x), kind, activation, wanted)
            cases.append({"layer": layer, "kind": kind, "target": "top" if target == "top" else list(target[1]) if isinstance(target, tuple) else target,
                          "classes": None if isinstance(wanted, tuple) else wanted, "scores": cams.short(y),
                          "maps": {m: [cams.short(v) for v in cams.maps(m, body, head, x, kind, activation, wanted)] for m in cams.METHODS}})
    nets.append({"name": make.__name__, "weights": {k: cams.short(v, 9) for k, v in w.items()}, "images": cams.short(images, 9), "shape": list(images.shape[1:]), "cases": cases})
with open(sys.argv[1], "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(n, separators=(",", ":")) for n in nets) + "\n]\n")
