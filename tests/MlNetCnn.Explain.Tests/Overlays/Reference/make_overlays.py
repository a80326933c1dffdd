"""Writes overlays.json: small heatmaps over small pictures as OpenCV (the Keras book's first edition) and as matplotlib's jet with Pillow (its second) make them.

    python3 make_overlays.py overlays.json

Made with OpenCV 4.6, Pillow 9.4 and numpy 1.24; matplotlib's jet is computed here from its corners (matplotlib/_cm.py), since its colours are used as floats.
"""
import json
import sys

import cv2
import numpy as np
from PIL import Image

rng = np.random.default_rng(7)
CORNERS = {"red": [(0, 0), (.35, 0), (.66, 1), (.89, 1), (1, .5)], "green": [(0, 0), (.125, 0), (.375, 1), (.64, 1), (.91, 0), (1, 0)],
           "blue": [(0, .5), (.11, 1), (.34, 1), (.65, 0), (1, 0)]}
JET = np.stack([np.interp(np.linspace(0, 1, 256), *zip(*CORNERS[c])) for c in ("red", "green", "blue")], 1)


def first(heat, image, intensity, colormap):
    """cv2 has pictures in BGR, and so has its colour map: the result is turned to RGB."""
    heat = np.maximum(heat, 0)
    heat = heat / heat.max() if heat.max() > 0 else heat
    heat = cv2.resize(heat, (image.shape[1], image.shape[0]))
    colours = cv2.applyColorMap(np.uint8(255 * heat), colormap)
    sum_ = colours * intensity + image[..., ::-1]
    _, png = cv2.imencode(".png", sum_)
    return cv2.imdecode(png, cv2.IMREAD_COLOR)[..., ::-1]


def array_to_img(x):
    x = x - x.min()
    if x.max() != 0:
        x = x / x.max()
    return Image.fromarray((x * 255).astype("uint8"))


def second(heat, image, intensity):
    heat = np.maximum(heat, 0)
    heat = heat / heat.max() if heat.max() > 0 else heat
    colours = array_to_img(JET[np.uint8(255 * heat)]).resize((image.shape[1], image.shape[0]))
    return np.asarray(array_to_img(np.asarray(colours, dtype=np.float32) * intensity + image.astype(np.float32)))


cases = []
for (h, w), (height, width), intensity in [((7, 7), (23, 31), .4), ((3, 5), (20, 17), .4), ((4, 4), (9, 12), 1.0), ((14, 14), (10, 11), .25), ((2, 2), (8, 8), .4)]:
    heat = rng.standard_normal((h, w)).astype(np.float32)
    if h == 2:
        heat[:] = 0
    image = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    flat = lambda a: np.asarray(a).ravel().tobytes().hex()
    cases.append({"heat": [float(v) for v in heat.ravel()], "size": [h, w], "picture": [height, width], "image": flat(image), "intensity": intensity,
                  "jet": flat(first(heat, image, intensity, cv2.COLORMAP_JET)), "viridis": flat(first(heat, image, intensity, cv2.COLORMAP_VIRIDIS)),
                  "second": flat(second(heat, image, intensity))})
with open(sys.argv[1], "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")
