"""A small PNG writer for test pictures that Pillow cannot write: every colour type, depth, filter and interlacing."""
import struct
import zlib

import numpy as np

SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pack(samples, depth):
    """Rows of samples to rows of bytes."""
    rows = samples.reshape(samples.shape[0], -1)
    if depth == 16:
        return [r.astype(">u2").tobytes() for r in rows]
    if depth == 8:
        return [r.astype(np.uint8).tobytes() for r in rows]
    out = []
    for r in rows:
        text = "".join(format(int(s), f"0{depth}b") for s in r)
        text += "0" * (-len(text) % 8)
        out.append(bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8)))
    return out


def paeth(a, b, c):
    p = a + b - c
    pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filtered(rows, distance, choose):
    out, above = b"", bytes(len(rows[0]))
    for y, row in enumerate(rows):
        kind = choose(y)
        line = bytearray()
        for i, value in enumerate(row):
            a = row[i - distance] if i >= distance else 0
            b = above[i]
            c = above[i - distance] if i >= distance else 0
            line.append((value - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) % 256)
        out += bytes([kind]) + bytes(line)
        above = row
    return out


def encode(samples, colour, depth, interlaced=False, choose=lambda y: y % 5, palette=None, transparency=None, extra=b"", parts=1):
    """samples: height x width x samples of a pixel."""
    height, width = samples.shape[:2]
    distance = max(1, SAMPLES[colour] * depth // 8)
    raw = b""
    for y0, x0, dy, dx in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = samples[y0::dy, x0::dx]
        if part.shape[0] and part.shape[1]:
            raw += filtered(pack(part, depth), distance, choose)
    out = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced)))
    out += extra
    if palette is not None:
        out += chunk(b"PLTE", bytes(palette))
    if transparency is not None:
        out += chunk(b"tRNS", bytes(transparency))
    data = zlib.compress(raw, 9)
    size = -(-len(data) // parts)
    for i in range(parts):
        out += chunk(b"IDAT", data[i * size:(i + 1) * size])
    return out + chunk(b"IEND", b"")
