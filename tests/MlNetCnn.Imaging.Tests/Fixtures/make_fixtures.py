"""Makes the tiny pictures of this folder and expected.json: what Pillow 9.4 (libjpeg-turbo 2.1.5) and OpenCV 4.6 make of them.

Run with Debian 12's python3 (packages python3-pil, python3-numpy, python3-opencv):  python3 make_fixtures.py
Nothing here is needed to run the tests."""
import hashlib
import io
import json
import os
import struct

import cv2
import numpy as np
from PIL import Image, ImageOps

import tiny_jpeg
import tiny_png

HERE = os.path.dirname(os.path.abspath(__file__))
files, resizes, oriented = {}, [], {}


def sha(array):
    return hashlib.sha256(np.ascontiguousarray(array).astype(np.uint8).tobytes()).hexdigest()


def store(name, data, expected=None, orientation=1):
    """expected: pixels computed here, where Pillow's conventions differ from ours; None takes Pillow's."""
    assert len(data) < 2048, (name, len(data))
    with open(os.path.join(HERE, name), "wb") as f:
        f.write(data)
    if expected is None:
        image = Image.open(io.BytesIO(data))
        if image.mode in ("RGBA", "LA") or "transparency" in image.info:
            image = image.convert("RGBA")
        elif image.mode in ("1", "L"):
            image = image.convert("L")
        else:
            image = image.convert("RGB")
        expected = np.asarray(image)
    expected = expected.reshape(expected.shape[0], expected.shape[1], -1)
    files[name] = dict(height=expected.shape[0], width=expected.shape[1], channels=expected.shape[2], orientation=orientation, sha256=sha(expected))


def picture(height, width):
    """Edges, ramps and a little noise, RGB."""
    random = np.random.RandomState(height * 1000 + width)
    y, x = np.mgrid[0:height, 0:width]
    r = 128 + 100 * np.sin(x / 5.0) + 20 * (y > height / 2)
    g = 255.0 * y / max(height - 1, 1)
    b = 200.0 * ((x // 6 + y // 6) % 2) + 20
    return np.clip(np.stack([r, g, b], -1) + random.normal(0, 4, (height, width, 3)), 0, 255).astype(np.uint8)


def pil_jpeg(array, **options):
    out = io.BytesIO()
    Image.fromarray(array).save(out, "JPEG", **options)
    return out.getvalue()


# JPEG by Pillow.
P = picture(37, 45)
for sampling, label in ((0, "444"), (1, "422"), (2, "420")):
    store(f"baseline_{label}.jpg", pil_jpeg(P, quality=60, subsampling=sampling, optimize=True))
    store(f"progressive_{label}.jpg", pil_jpeg(P, quality=60, subsampling=sampling, progressive=True))
store("baseline_grey.jpg", pil_jpeg(P[:, :, 0], quality=75))
store("progressive_grey.jpg", pil_jpeg(P[:, :, 1], quality=85, progressive=True))
store("quality_100.jpg", pil_jpeg(picture(14, 15), quality=100, subsampling=0))
store("quality_100_noise.jpg", pil_jpeg(np.random.RandomState(1).randint(0, 256, (15, 13, 3)).astype(np.uint8), quality=100))
store("quality_3.jpg", pil_jpeg(np.random.RandomState(2).randint(0, 256, (33, 47, 3)).astype(np.uint8), quality=3))
store("progressive_noise.jpg", pil_jpeg(np.random.RandomState(3).randint(0, 256, (16, 18, 3)).astype(np.uint8), quality=90, progressive=True))
for h, w in ((1, 1), (2, 3), (5, 4), (1, 17), (17, 1), (3, 5), (9, 6), (16, 16), (2, 66)):
    store(f"size_{h}x{w}.jpg", pil_jpeg(picture(h, w), quality=80, optimize=True))
cmyk = Image.fromarray(picture(11, 13)).convert("CMYK")
out = io.BytesIO()
cmyk.save(out, "JPEG", quality=85, optimize=True)
store("cmyk_pillow.jpg", out.getvalue())
exif = Image.Exif()
exif[0x0112] = 6
store("exif_6.jpg", pil_jpeg(picture(9, 14), quality=70, exif=exif, optimize=True), orientation=6)
big_endian = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02\x01\x00\0\x04\0\0\0\x01\0\0\0\x05\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0"
store("exif_8_big_endian.jpg", pil_jpeg(picture(9, 14), quality=70, exif=big_endian, optimize=True), orientation=8)

# JPEG by OpenCV: restart intervals.
for progressive in (0, 1):
    ok, data = cv2.imencode(".jpg", picture(40, 50)[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 60, cv2.IMWRITE_JPEG_RST_INTERVAL, 2, cv2.IMWRITE_JPEG_PROGRESSIVE, progressive, cv2.IMWRITE_JPEG_OPTIMIZE, 1])
    store("restart_progressive.jpg" if progressive else "restart_baseline.jpg", data.tobytes())

# JPEG by tiny_jpeg.
PLANES = [
    lambda y, x: 128 + 90 * np.sin(x / 6.0) + 30 * np.cos(y / 4.0),
    lambda y, x: 100 + 3.0 * y + 40 * (x > 20),
    lambda y, x: 220 - 4.0 * x + 30 * (y > 13),
    lambda y, x: 60 + 2.0 * x + 2.0 * y,
]
SAMPLINGS = {
    "440": [(1, 2), (1, 1), (1, 1)], "411": [(4, 1), (1, 1), (1, 1)], "410": [(4, 2), (1, 1), (1, 1)], "441": [(1, 4), (1, 1), (1, 1)],
    "mixed": [(2, 2), (1, 2), (2, 1)], "chroma_larger": [(1, 1), (2, 2), (1, 1)], "3x1": [(3, 1), (1, 1), (1, 1)], "1x3": [(1, 3), (1, 1), (1, 3)],
    "all_2x2": [(2, 2), (2, 2), (2, 2)], "4x2_2x1": [(4, 2), (2, 1), (2, 2)],
}
for label, sampling in SAMPLINGS.items():
    if sum(h * v for h, v in sampling) > 10:
        store(f"sampling_{label}.jpg", tiny_jpeg.encode(27, 35, [(i + 1, h, v) for i, (h, v) in enumerate(sampling)], PLANES, header=tiny_jpeg.jfif(), interleaved=False))
    else:
        store(f"sampling_{label}.jpg", tiny_jpeg.encode(27, 35, [(i + 1, h, v) for i, (h, v) in enumerate(sampling)], PLANES, header=tiny_jpeg.jfif()))
YCC = [(1, 2, 2), (2, 1, 1), (3, 1, 1)]
store("grey_2x2.jpg", tiny_jpeg.encode(19, 21, [(1, 2, 2)], PLANES))
store("multi_scan.jpg", tiny_jpeg.encode(27, 35, YCC, PLANES, interleaved=False))
store("multi_scan_restart.jpg", tiny_jpeg.encode(27, 35, YCC, PLANES, interleaved=False, restart=3))
store("restart_many.jpg", tiny_jpeg.encode(33, 35, YCC, PLANES, restart=1))
store("wide_tables.jpg", tiny_jpeg.encode(20, 21, YCC, PLANES, sof=0xC1, wide_tables=True))
store("fill_bytes.jpg", tiny_jpeg.encode(20, 21, YCC, PLANES, fill=b"\xFF\xFF\xFF"))
store("garbage_before_eoi.jpg", tiny_jpeg.encode(20, 21, YCC, PLANES, before_eoi=b"\x12\x34\x00\x56"))
FULL = [(1, 1, 1), (2, 1, 1), (3, 1, 1)]
store("adobe_rgb.jpg", tiny_jpeg.encode(20, 21, FULL, PLANES, header=tiny_jpeg.adobe(0)))
store("adobe_ycc.jpg", tiny_jpeg.encode(20, 21, FULL, PLANES, header=tiny_jpeg.adobe(1)))
store("jfif_beats_adobe.jpg", tiny_jpeg.encode(20, 21, FULL, PLANES, header=tiny_jpeg.jfif() + tiny_jpeg.adobe(0)))
store("ids_rgb.jpg", tiny_jpeg.encode(20, 21, [(ord(c), 1, 1) for c in "RGB"], PLANES))
store("ids_odd.jpg", tiny_jpeg.encode(20, 21, [(7, 2, 1), (9, 1, 1), (200, 1, 1)], PLANES))
store("cmyk_plain.jpg", tiny_jpeg.encode(20, 21, FULL + [(4, 1, 1)], PLANES))
store("cmyk_adobe.jpg", tiny_jpeg.encode(20, 21, FULL + [(4, 1, 1)], PLANES, header=tiny_jpeg.adobe(0)))
store("ycck.jpg", tiny_jpeg.encode(20, 21, [(1, 2, 1), (2, 1, 1), (3, 1, 1), (4, 2, 1)], PLANES, header=tiny_jpeg.adobe(2)))
store("saturated.jpg", tiny_jpeg.encode(16, 16, FULL, [lambda y, x: 255.0 * ((x + y) % 2), lambda y, x: 255.0 * (x % 2), lambda y, x: 255.0 * (y % 2)], quality_step=90))

# PNG by tiny_png: what it means is computed here, and checked against Pillow wherever Pillow keeps it.
random = np.random.RandomState(5)
PALETTE = random.randint(0, 256, 48).astype(np.uint8)
for colour, depths in ((0, (1, 2, 4, 8, 16)), (2, (8, 16)), (3, (1, 2, 4, 8)), (4, (8, 16)), (6, (8, 16))):
    for depth in depths:
        for interlaced in (False, True):
            n = tiny_png.SAMPLES[colour]
            h, w = (13, 11) if depth < 8 else (9, 10)
            top = 1 << depth if colour != 3 else min(1 << depth, 16)
            samples = random.randint(0, top, (h, w, n))
            palette = PALETTE[:3 * min(1 << depth, 16)] if colour == 3 else None
            if colour == 3:
                expected = palette.reshape(-1, 3)[samples[:, :, 0]]
            else:
                expected = samples >> 8 if depth == 16 else samples * (255 // ((1 << depth) - 1))
                if colour == 4:
                    expected = expected[:, :, [0, 0, 0, 1]]
            data = tiny_png.encode(samples, colour, depth, interlaced, palette=palette, parts=2 if interlaced else 1)
            name = f"png_{ {0: 'grey', 2: 'rgb', 3: 'palette', 4: 'grey_alpha', 6: 'rgba'}[colour] }_{depth}{'_adam7' if interlaced else ''}.png"
            store(name, data, expected)
            if not (colour == 0 and depth == 16):
                mode = {0: "L", 2: "RGB", 3: "RGB", 4: "RGBA", 6: "RGBA"}[colour]
                seen = np.asarray(Image.open(io.BytesIO(data)).convert(mode)).reshape(expected.shape)
                assert (seen == expected).all(), name
for size in ((1, 1), (2, 2), (3, 5), (5, 3), (1, 9), (9, 1)):
    samples = random.randint(0, 256, size + (3,))
    store(f"png_adam7_{size[0]}x{size[1]}.png", tiny_png.encode(samples, 2, 8, True), samples)
for kind in range(5):
    samples = picture(12, 9)
    store(f"png_filter_{kind}.png", tiny_png.encode(samples, 2, 8, choose=lambda y, kind=kind: kind), samples)
grey = random.randint(0, 4, (7, 6, 1))
store("png_trns_grey_2.png", tiny_png.encode(grey, 0, 2, transparency=struct.pack(">H", 2)), np.concatenate([grey * 85] * 3 + [np.where(grey == 2, 0, 255)], -1))
grey = random.randint(0, 3, (7, 6, 1)) + 700
store("png_trns_grey_16.png", tiny_png.encode(grey, 0, 16, transparency=struct.pack(">H", 701)), np.concatenate([grey >> 8] * 3 + [np.where(grey == 701, 0, 255)], -1))
rgb = random.randint(0, 2, (7, 6, 3)) * 99
store("png_trns_rgb.png", tiny_png.encode(rgb, 2, 8, transparency=struct.pack(">HHH", 99, 0, 99)), np.concatenate([rgb, np.where((rgb == [99, 0, 99]).all(-1, keepdims=True), 0, 255)], -1))
index = random.randint(0, 16, (7, 6, 1))
alpha = np.concatenate([random.randint(0, 256, 10), [255] * 6])
store("png_trns_palette.png", tiny_png.encode(index, 3, 4, palette=PALETTE, transparency=bytes(alpha[:10].astype(np.uint8))), np.concatenate([PALETTE.reshape(-1, 3)[index[:, :, 0]], alpha[index]], -1))
tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0"
store("png_exif_3.png", tiny_png.encode(picture(6, 7), 2, 8, extra=tiny_png.chunk(b"tEXt", b"Comment\0hello") + tiny_png.chunk(b"eXIf", tiff)), picture(6, 7), orientation=3)
for mode in ("1", "L", "P", "RGB", "RGBA", "LA"):
    out = io.BytesIO()
    Image.fromarray(picture(14, 15)).convert(mode).save(out, "PNG", optimize=True)
    store(f"png_pillow_{mode.lower()}.png", out.getvalue())

# Resizing.
FILTERS = {"Nearest": Image.Resampling.NEAREST, "Box": Image.Resampling.BOX, "Bilinear": Image.Resampling.BILINEAR, "Bicubic": Image.Resampling.BICUBIC}
SOURCES = {"png_pillow_l.png": "L", "png_pillow_rgb.png": "RGB", "png_rgba_8.png": "RGBA", "baseline_420.jpg": "RGB", "size_1x17.jpg": "RGB"}
for source, mode in SOURCES.items():
    image = Image.open(os.path.join(HERE, source))
    assert image.mode == mode, (source, image.mode)
    for h, w in ((1, 1), (7, 5), (14, 40), (50, 15), (31, 33), (150, 150), (image.height, image.width), (image.height, 3), (3, image.width), (2 * image.height, 2 * image.width), (224, 1)):
        for name, filter in FILTERS.items():
            resizes.append(dict(source=source, height=h, width=w, filter=name, sha256=sha(np.asarray(image.resize((w, h), filter)))))

# Orientation: Pillow's exif_transpose of one picture under each orientation.
base = Image.open(os.path.join(HERE, "png_filter_0.png"))
for value in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = value
    out = io.BytesIO()
    base.save(out, "PNG", exif=exif)
    turned = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(out.getvalue()))))
    oriented[value] = dict(height=turned.shape[0], width=turned.shape[1], sha256=sha(turned))

# Colours. Jet of matplotlib from the definition of its piecewise linear channels, by numpy's own interpolation.
ramp = np.arange(256, dtype=np.uint8)[None]
jet = {"red": ([0, .35, .66, .89, 1], [0, 0, 1, 1, .5]), "green": ([0, .125, .375, .64, .91, 1], [0, 0, 1, 1, 0, 0]), "blue": ([0, .11, .34, .65, 1], [.5, 1, 1, 0, 0])}
matplotlib_jet = np.stack([(255 * np.interp(np.arange(256.0), 255 * np.array(x), y)).astype(np.uint8) for x, y in jet.values()], -1)
grey_levels = np.asarray(Image.fromarray(picture(14, 15)).convert("L"))
colours = {
    "viridis": sha(cv2.applyColorMap(ramp, cv2.COLORMAP_VIRIDIS)[:, :, ::-1]),
    "jet": sha(cv2.applyColorMap(ramp, cv2.COLORMAP_JET)[:, :, ::-1]),
    "jet_matplotlib": sha(matplotlib_jet),
    "grey_of_png_pillow_rgb": sha(grey_levels),
}

with open(os.path.join(HERE, "expected.json"), "w") as f:
    lines = [json.dumps(k) + ": " + json.dumps(v) for k, v in files.items()]
    f.write('{\n  "files": {\n    ' + ",\n    ".join(lines) + '\n  },\n  "resizes": [\n    ' + ",\n    ".join(json.dumps(r) for r in resizes))
    f.write('\n  ],\n  "oriented": ' + json.dumps(oriented) + ',\n  "colours": ' + json.dumps(colours, indent=4) + "\n}\n")
print(len(files), "files", len(resizes), "resizes")
