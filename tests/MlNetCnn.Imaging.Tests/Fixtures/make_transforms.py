"""Makes transforms.json: what ImageDataGenerator.apply_transform makes of tiny pictures, in its two generations.

  keras_preprocessing 1.1.0 (Debian 12: python3-keras-preprocessing), the book's generation
  keras 3.9.2, keras.src.legacy.preprocessing.image (pip install keras==3.9.2; any backend, e.g. KERAS_BACKEND=torch)

on numpy 1.24, scipy 1.10, Pillow 9.4:  KERAS_BACKEND=torch python3 make_transforms.py
Results are base64 of little-endian float32. Nothing here is needed to run the tests."""
import base64
import json
import os
import warnings

import numpy as np

warnings.filterwarnings("ignore")
from keras_preprocessing.image import ImageDataGenerator as Book
from keras.src.legacy.preprocessing.image import ImageDataGenerator as Keras3

HERE = os.path.dirname(os.path.abspath(__file__))
CVAL = 77.5


def picture(height, width, channels, scale=1.0, offset=0.0):
    """Eighths from 0 to 255, the same in the tests; scaled and shifted exactly."""
    i = np.arange(height * width * channels, dtype=np.int64)
    x = ((i * i * 31 + i * 17 + 7) % 2041).astype(np.float32) / 8
    return (x * np.float32(scale) + np.float32(offset)).reshape(height, width, channels)


MOVES = {
    "rotation": dict(theta=33.7),
    "rotation back": dict(theta=-141.3),
    "rows": dict(tx=1.6),
    "columns": dict(ty=-2.3),
    "whole pixels": dict(tx=2, ty=-1),
    "far": dict(tx=-60.2, ty=31.7),
    "shear": dict(shear=25.0),
    "zoom rows": dict(zx=0.6),
    "zoom columns": dict(zy=1.9),
    "zoom": dict(zx=1.7, zy=0.45),
    "all": dict(theta=-21.0, tx=0.9, ty=1.3, shear=-12.5, zx=1.25, zy=0.8),
    "all, flipped, shifted": dict(theta=12.0, tx=-1.2, ty=0.4, shear=8.0, zx=0.85, zy=1.1, flip_horizontal=True, channel_shift_intensity=21.5),
}
SIZES = [(5, 7, 3), (6, 4, 3), (4, 4, 1)]
LARGE = [(17, 23, 3)]
STILL = {
    "nothing": {},
    "left and right": dict(flip_horizontal=True),
    "top and bottom": dict(flip_vertical=True),
    "both": dict(flip_horizontal=True, flip_vertical=True),
    "channels up": dict(channel_shift_intensity=40.0),
    "channels down": dict(channel_shift_intensity=-60.5),
    "darker": dict(brightness=0.4),
    "brighter": dict(brightness=1.7),
    "as bright": dict(brightness=1.0),
    "all": dict(flip_horizontal=True, flip_vertical=True, channel_shift_intensity=-13.3, brightness=1.21),
}
RANGES = [(1.0, 0.0), (0.75, 20.0), (1.5, -60.0)]


def cases():
    for mode in ["constant", "nearest", "reflect", "wrap"]:
        for size in SIZES:
            for name, parameters in MOVES.items():
                yield f"{name}, {mode}", size, (1.0, 0.0), mode, parameters
        for size in [(1, 6, 3), (5, 1, 1), (1, 1, 3)] + LARGE:
            yield f"all, {mode}", size, (1.0, 0.0), mode, MOVES["all"]
    for mode in ["nearest", "reflect"]:
        # Only where a place on the edge and one a hair outside of it give the same.
        yield f"right angle, {mode}", (5, 7, 3), (1.0, 0.0), mode, dict(theta=90.0)
    for size in [(5, 6, 3), (3, 4, 1), (3, 3, 4)]:
        for span in RANGES:
            for name, parameters in STILL.items():
                yield name, size, span, "nearest", parameters


result = []
for generation, make in (("KerasPreprocessing", Book), ("Keras3", Keras3)):
    for name, size, (scale, offset), mode, parameters in cases():
        x = picture(*size, scale, offset)
        y = make(fill_mode=mode, cval=CVAL).apply_transform(x.copy(), parameters).astype("<f4")
        assert y.shape == size
        result.append(dict(name=name, convention=generation, height=size[0], width=size[1], channels=size[2], scale=scale, offset=offset,
                           fillMode=mode.capitalize(), **parameters, pixels=base64.b64encode(y.tobytes()).decode()))

with open(os.path.join(HERE, "transforms.json"), "w", encoding="utf-8") as f:
    f.write("[\n" + ",\n".join(json.dumps(r) for r in result) + "\n]\n")
print(len(result), "transforms")
