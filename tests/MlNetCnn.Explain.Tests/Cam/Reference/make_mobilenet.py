"""Writes cams_mobilenet.json: class activation maps of MobileNet 0.75 (ImageNet weights) on a picture of 224 x 224, at conv_pw_13_relu, computed in float64 by torch (cams.py beside).

    python3 make_mobilenet.py mobilenet_7_5_224_tf.h5 elephant_224_nearest.png cams_mobilenet.json [METHOD ...]

The weight file is Keras's, read by h5py; nothing of Keras runs. Pixels are x / 127.5 - 1. For probability and logit of the top class, every map of 7 x 7 as the method gives it. Methods: default all; Score-CAM's
run the network 768 times, which takes minutes.
Made with torch 1.13, h5py 3.7, numpy 1.24 and Pillow 9.4.
"""
import hashlib
import json
import sys

import h5py
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import cams

torch.set_num_threads(1)
file = h5py.File(sys.argv[1])
get = lambda layer, name: torch.from_numpy(np.asarray(file[layer][layer][f"{name}:0"], dtype=np.float64))


def same(x, stride):
    total = max((-(-x.shape[2] // stride) - 1) * stride + 3 - x.shape[2], 0)
    return F.pad(x, (total // 2, total - total // 2) * 2)


def norm_relu6(x, layer):
    p = [get(layer, n)[None, :, None, None] for n in ("gamma", "beta", "moving_mean", "moving_variance")]
    return torch.clamp((x - p[2]) / torch.sqrt(p[3] + 1e-3) * p[0] + p[1], 0, 6)


seen = {}


def body(x):
    """Score-CAM asks for the same masked pictures for every kind of score: what was computed once is kept."""
    key = hashlib.sha256(x.detach().numpy().tobytes()).digest()
    if key not in seen:
        seen[key] = run(x)
    return seen[key]


def run(x):
    x = norm_relu6(F.conv2d(same(x, 2), get("conv1", "kernel").permute(3, 2, 0, 1), stride=2), "conv1_bn")
    for block, stride in enumerate([1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1], 1):
        kernel = get(f"conv_dw_{block}", "depthwise_kernel").permute(2, 3, 0, 1)
        x = norm_relu6(F.conv2d(same(x, stride), kernel, stride=stride, groups=len(kernel)), f"conv_dw_{block}_bn")
        x = norm_relu6(F.conv2d(x, get(f"conv_pw_{block}", "kernel").permute(3, 2, 0, 1)), f"conv_pw_{block}_bn")
    return x


kernel, bias = get("conv_preds", "kernel")[0, 0], get("conv_preds", "bias")
head = lambda a, x: a.mean((2, 3)) @ kernel + bias
pixels = np.asarray(Image.open(sys.argv[2]).convert("RGB"), dtype=np.float64) / 127.5 - 1
image = torch.from_numpy(pixels).permute(2, 0, 1)[None]
with torch.no_grad():
    logits = head(body(image), image)
best = cams.top(logits)
cases = []
for kind in ("probability", "logit"):
    y = cams.scores(logits, kind, "softmax", best)
    cases.append({"kind": kind, "class": best[0], "score": float(y[0]), "maps": {m: cams.short(cams.maps(m, body, head, image, kind, "softmax", best, chunk=16)[0]) for m in sys.argv[4:] or cams.METHODS}})
    print(kind, best, float(y[0]), flush=True)
with open(sys.argv[3], "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
