"""Makes faithfulness.json: what numpy, scipy and OpenCV make of the measures of faithfulness, in float64.

Run with python3 (packages numpy, scipy, opencv):  python3 make_faithfulness.py faithfulness.json
The net is softmax(flatten(x) @ W + b) on pictures of 9 x 7 x 2, three classes; its weights, the pictures and the maps are made of whole numbers, the same in the tests.
Average drop and increase: Chattopadhay et al. 2018 (Grad-CAM++), section 4.1. Deletion and insertion: Petsiuk et al. 2018 (RISE), section 4.3, areas by numpy.trapz, the blur
cv2.GaussianBlur with its default border. Energy: Wang et al. 2020 (Score-CAM), section 4.4. Rank correlation: scipy.stats.spearmanr. Structural similarity: Wang et al. 2004 from
scipy.ndimage.uniform_filter with scikit-image's settings (window 7, sample covariance, edges cut). Nothing here is needed to run the tests."""
import json
import sys

import cv2
import numpy as np
from scipy.ndimage import uniform_filter
from scipy.stats import spearmanr

H, W, C, CLASSES, PICTURES, STEPS = 9, 7, 2, 3, 4, 10


def numbers(count, factor, offset, modulus):
    i = np.arange(count, dtype=np.int64)
    return (i * i * factor + i * 17 + offset) % modulus


weights = (numbers(H * W * C * CLASSES, 31, 7, 101) - 50).reshape(H * W * C, CLASSES) / 512
bias = np.array([0.25, -0.125, 0.0])
images = (numbers(PICTURES * H * W * C, 13, 3, 97) - 40).reshape(PICTURES, H, W, C) / 64
maps = [(numbers(h * w, 7, 5 + p, 19) - 4).reshape(h, w) / 8 for p, (h, w) in enumerate([(3, 2), (9, 7), (4, 7), (2, 2)])]
maps[1] = np.round(maps[1])  # equal values, whose order is that of their places


def scores(x):
    z = x.reshape(len(x), -1) @ weights + bias
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def enlarged(m):
    return cv2.resize(m.astype(np.float32), (W, H), interpolation=cv2.INTER_LINEAR).astype(np.float64)


def curve(first, last, order, c):
    counts = [k * H * W // STEPS for k in range(STEPS + 1)]
    variants = []
    for n in counts:
        v = first.reshape(-1, C).copy()
        v[order[:n]] = last.reshape(-1, C)[order[:n]]
        variants.append(v.reshape(H, W, C))
    y = scores(np.array(variants))[:, c]
    return y.tolist(), float(np.trapz(y, np.array(counts) / (H * W)))


def ssim(a, b, window=7):
    a, b = [np.maximum(m, 0) / m.max() for m in (a, b)]
    n = window * window
    mean = lambda m: uniform_filter(m, window)
    ua, ub = mean(a), mean(b)
    va, vb, vab = [n / (n - 1) * (mean(p) - q) for p, q in ((a * a, ua * ua), (b * b, ub * ub), (a * b, ua * ub))]
    s = (2 * ua * ub + 1e-4) * (2 * vab + 9e-4) / ((ua * ua + ub * ub + 1e-4) * (va + vb + 9e-4))
    edge = window // 2
    return float(s[edge:-edge, edge:-edge].mean())


top = np.array([0, 2, 1, 1])  # the classes explained
before = scores(images)[np.arange(PICTURES), top]
big = [enlarged(m) for m in maps]
masked = np.array([x * enlarged(np.maximum(m, 0) / m.max())[..., None] for x, m in zip(images, maps)])
after = scores(masked)[np.arange(PICTURES), top]
orders = [np.argsort(-m.ravel(), kind="stable") for m in big]
deletion = [curve(x, np.full_like(x, 0.5), o, c) for x, o, c in zip(images, orders, top)]
insertion = [curve(cv2.GaussianBlur(x, (5, 5), 1.5), x, o, c) for x, o, c in zip(images, orders, top)]
box = (1, 2, 4, 3)  # x, y, width, height
inside = np.zeros((H, W), bool)
inside[box[1]:box[1] + box[3], box[0]:box[0] + box[2]] = True

result = dict(
    classes=top.tolist(),
    before=before.tolist(),
    after=after.tolist(),
    averageDrop=float(np.mean(np.maximum(0, before - after) / before) * 100),
    increase=float(np.mean(after > before) * 100),
    deletion=[c for c, _ in deletion],
    deletionAreas=[a for _, a in deletion],
    insertion=[c for c, _ in insertion],
    insertionAreas=[a for _, a in insertion],
    points=[[int(v) for v in np.unravel_index(m.argmax(), m.shape)] for m in big],
    energies=[float(np.maximum(m, 0)[inside].sum() / np.maximum(m, 0).sum()) for m in big],
    spearman=[float(spearmanr(big[i].ravel(), big[j].ravel())[0]) for i in range(4) for j in range(i)],
    ssim=[ssim(big[i], big[j]) for i in range(4) for j in range(i)],
)
with open(sys.argv[1], "w", encoding="utf-8") as f:
    f.write("{\n" + ",\n".join(f'"{k}": {json.dumps(v)}' for k, v in result.items()) + "\n}\n")
print({k: v for k, v in result.items() if not isinstance(v, list)})
