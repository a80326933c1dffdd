"""Makes bilinear.json: what OpenCV makes of small maps of float32 with cv2.resize(..., interpolation=cv2.INTER_LINEAR).

Run with Debian 12's python3 (packages python3-numpy, python3-opencv: OpenCV 4.6.0, without Intel's IPP):  python3 make_bilinear.py bilinear.json
Small results are base64 of little-endian float32; large ones are the SHA-256 of those bytes. Nothing here is needed to run the tests."""
import base64
import hashlib
import json
import sys

import cv2
import numpy as np


def picture(height, width, channels):
    """Thirds around 0, the same in the tests: not exact in binary, so that every product is rounded."""
    i = np.arange(height * width * channels, dtype=np.int64)
    return (((i * i * 31 + i * 17 + 7) % 2041 - 700).astype(np.float32) / np.float32(3)).reshape(height, width, channels)


SMALL = [((7, 7), (16, 19)), ((7, 7), (5, 3)), ((14, 14), (20, 9)), ((1, 1), (3, 4)), ((1, 5), (4, 11)), ((6, 1), (13, 2)), ((5, 4), (1, 1)), ((9, 11), (9, 11)), ((9, 11), (9, 30)),
         ((8, 12), (4, 6)), ((9, 11), (4, 5)), ((13, 10), (3, 3)), ((3, 5), (7, 6)), ((2, 2), (31, 3))]
LARGE = [((14, 14), (224, 224)), ((7, 7), (374, 500)), ((14, 14), (576, 899)), ((224, 224), (98, 57)), ((120, 90), (333, 444)), ((10, 10), (299, 299)), ((500, 374), (7, 7))]
result = []
for large, sizes in ((False, SMALL), (True, LARGE)):
    for (h, w), (to_h, to_w) in sizes:
        for channels in (1, 3, 4) if not large else (1, 3):
            y = cv2.resize(picture(h, w, channels), (to_w, to_h), interpolation=cv2.INTER_LINEAR).astype("<f4").tobytes()
            value = dict(sha256=hashlib.sha256(y).hexdigest()) if large else dict(values=base64.b64encode(y).decode())
            result.append(dict(height=h, width=w, channels=channels, toHeight=to_h, toWidth=to_w, **value))

with open(sys.argv[1], "w", encoding="utf-8") as f:
    f.write("[\n" + ",\n".join(json.dumps(r) for r in result) + "\n]\n")
print(len(result), "maps")
