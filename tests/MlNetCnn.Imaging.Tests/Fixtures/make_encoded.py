"""Makes encoded.json: the files that Pillow 9.4 (libjpeg-turbo 2.1.5) writes with Image.save(..., "JPEG", quality=, subsampling=) from pictures that the tests make by the same rules.

Run with Debian 12's python3 (packages python3-pil, python3-numpy):  python3 make_encoded.py encoded.json [PHOTO.jpg]
The photo is the elephant of the test data folder. Small files are kept whole (base64), of the others length and SHA-256. Nothing here is needed to run the tests."""
import base64
import hashlib
import io
import json
import sys

import numpy as np
from PIL import Image


def picture(kind, height, width, channels):
    y, x, c = np.mgrid[0:height, 0:width, 0:channels].astype(np.int64)
    if kind == "ramps":
        v = 3 * x * (c + 1) + 2 * y * (3 - c) + 60 * ((x // 5 + y // 7 + c) % 2)
    elif kind == "noise":
        i = (y * width + x) * channels + c
        v = (i * i * 31 + i * 17 + 7) % 2039
    elif kind == "extremes":
        v = 255 * ((x // (1 + c) + y // 2) % 2)
    else:
        v = 90 * (c + 1) + 0 * x
    return (v % 256).astype(np.uint8)


def save(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


result = []


def case(kind, height, width, channels, quality, subsampling, whole=False):
    pixels = picture(kind, height, width, channels)
    options = {} if quality is None else dict(quality=quality)
    if subsampling is not None and channels == 3:
        options["subsampling"] = subsampling
    data = save(Image.fromarray(pixels[:, :, 0] if channels == 1 else pixels), **options)
    entry = dict(kind=kind, height=height, width=width, channels=channels, quality=quality, subsampling=subsampling, length=len(data), sha256=hashlib.sha256(data).hexdigest())
    if whole:
        entry["bytes"] = base64.b64encode(data).decode()
    result.append(entry)


for channels in (1, 3):
    case("ramps", 21, 26, channels, None, None, whole=True)
for subsampling in (0, 1, 2):
    case("ramps", 9, 17, 3, 75, subsampling, whole=True)
    for size in ((1, 1), (1, 9), (7, 1), (8, 8), (9, 8), (8, 9), (15, 16), (16, 17), (17, 15), (24, 40), (33, 31), (43, 67), (64, 2)):
        for kind, quality in (("ramps", 75), ("noise", 50), ("noise", 95), ("extremes", 90)):
            case(kind, *size, 3, quality, subsampling)
    for quality in (1, 2, 10, 24, 25, 49, 50, 51, 74, 85, 99, 100):
        case("noise", 40, 37, 3, quality, subsampling)
        case("extremes", 19, 50, 3, quality, subsampling)
        case("flat", 18, 35, 3, quality, subsampling)
for size in ((1, 1), (8, 9), (33, 31), (43, 67)):
    for quality in (1, 30, 75, 100):
        case("noise", *size, 1, quality, None)
        case("extremes", *size, 1, quality, None)

photo = None
if len(sys.argv) > 2:
    elephant = Image.open(sys.argv[2]).convert("RGB")
    photo = [dict(quality=q, subsampling=s, sha256=hashlib.sha256(save(elephant, quality=q, subsampling=s)).hexdigest()) for q, s in ((75, 2), (95, 2), (90, 1), (30, 0), (100, 0), (5, 2))]
with open(sys.argv[1], "w", encoding="utf-8") as f:
    f.write('{"files": [\n' + ",\n".join(json.dumps(r) for r in result) + '\n],\n"elephant": ' + json.dumps(photo) + "}\n")
print(len(result), "files")
