"""A small JPEG writer for test pictures that Pillow and OpenCV cannot write: any sampling factors, colour conventions and layouts.

Huffman tables are the simplest that are valid: every DC symbol has 4 bits, every AC symbol 8."""
import struct

import numpy as np

ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, i % 8 if (i // 8 + i % 8) % 2 == 0 else i // 8))
DC_SYMBOLS = list(range(12))
AC_SYMBOLS = [0x00, 0xF0] + [run << 4 | size for run in range(16) for size in range(1, 11)]


def dct_matrix():
    k, n = np.mgrid[0:8, 0:8]
    m = np.cos((2 * n + 1) * k * np.pi / 16) / 2
    m[0] /= np.sqrt(2)
    return m


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


class Bits:
    def __init__(self):
        self.text = []

    def put(self, value, count):
        if count:
            self.text.append(format(value, f"0{count}b"))

    def magnitude(self, value):
        size = abs(value).bit_length()
        return size, (value if value >= 0 else value + (1 << size) - 1)

    def flush(self):
        text = "".join(self.text)
        self.text = []
        text += "1" * (-len(text) % 8)
        out = bytearray()
        for i in range(0, len(text), 8):
            out.append(int(text[i:i + 8], 2))
            if out[-1] == 0xFF:
                out.append(0)
        return bytes(out)


def put_block(bits, block, previous):
    size, extra = bits.magnitude(block[0] - previous)
    bits.put(DC_SYMBOLS.index(size), 4)
    bits.put(extra, size)
    run = 0
    last = max([k for k in range(1, 64) if block[k]], default=0)
    for k in range(1, last + 1):
        if block[k] == 0:
            run += 1
            continue
        while run > 15:
            bits.put(AC_SYMBOLS.index(0xF0), 8)
            run -= 16
        size, extra = bits.magnitude(block[k])
        bits.put(AC_SYMBOLS.index(run << 4 | size), 8)
        bits.put(extra, size)
        run = 0
    if last < 63:
        bits.put(AC_SYMBOLS.index(0x00), 8)


def encode(height, width, components, planes, quality_step=6, header=b"", sof=0xC0, wide_tables=False, interleaved=True, restart=0, before_eoi=b"", fill=b""):
    """components: (id, horizontal, vertical); planes: functions (rows, columns) -> samples of a component at its own size."""
    dct = dct_matrix()
    maxh, maxv = max(c[1] for c in components), max(c[2] for c in components)
    ceil = lambda a, b: -(-a // b)
    mcus_x, mcus_y = ceil(width, 8 * maxh), ceil(height, 8 * maxv)
    table = [min(quality_step + (i // 8 + i % 8) * (300 if wide_tables and i > 40 else 2), 65535) for i in range(64)]
    coded = []
    for (_, h, v), plane in zip(components, planes):
        rows, columns = mcus_y * v * 8, mcus_x * h * 8
        y, x = np.mgrid[0:rows, 0:columns]
        samples = np.clip(np.rint(plane(y * maxv / v, x * maxh / h)), 0, 255) - 128
        blocks = {}
        for by in range(rows // 8):
            for bx in range(columns // 8):
                f = dct @ samples[by * 8:by * 8 + 8, bx * 8:bx * 8 + 8] @ dct.T
                q = np.rint(f / np.array(table).reshape(8, 8)).astype(int).ravel()
                blocks[by, bx] = [int(q[ZIGZAG[k]]) for k in range(64)]
        coded.append(blocks)
    dqt = bytes([0x10]) + b"".join(struct.pack(">H", table[z]) for z in ZIGZAG) if wide_tables else bytes([0]) + bytes(table[z] for z in ZIGZAG)
    out = b"\xFF\xD8" + header + fill + segment(0xDB, dqt)
    out += segment(sof, struct.pack(">BHHB", 8, height, width, len(components)) + b"".join(bytes([i, h << 4 | v, 0]) for i, h, v in components))
    counts = lambda symbols, length: bytes(len(symbols) if n == length else 0 for n in range(1, 17))
    out += segment(0xC4, b"\x00" + counts(DC_SYMBOLS, 4) + bytes(DC_SYMBOLS) + b"\x10" + counts(AC_SYMBOLS, 8) + bytes(AC_SYMBOLS))
    if restart:
        out += segment(0xDD, struct.pack(">H", restart))
    scans = [list(range(len(components)))] if interleaved and len(components) > 1 else [[i] for i in range(len(components))]
    for scan in scans:
        out += fill + segment(0xDA, bytes([len(scan)]) + b"".join(bytes([components[i][0], 0]) for i in scan) + bytes([0, 63, 0]))
        mcus = []
        if len(scan) > 1:
            for my in range(mcus_y):
                for mx in range(mcus_x):
                    mcus.append([(i, (my * components[i][2] + v, mx * components[i][1] + h)) for i in scan for v in range(components[i][2]) for h in range(components[i][1])])
        else:
            _, h, v = components[scan[0]]
            for by in range(ceil(ceil(height * v, maxv), 8)):
                for bx in range(ceil(ceil(width * h, maxh), 8)):
                    mcus.append([(scan[0], (by, bx))])
        bits, previous, restarts = Bits(), [0] * len(components), 0
        for number, mcu in enumerate(mcus):
            if restart and number and number % restart == 0:
                out += bits.flush() + bytes([0xFF, 0xD0 + restarts % 8])
                restarts += 1
                previous = [0] * len(components)
            for i, place in mcu:
                put_block(bits, coded[i][place], previous[i])
                previous[i] = coded[i][place][0]
        out += bits.flush()
    return out + before_eoi + b"\xFF\xD9"


def adobe(transform):
    return segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform))


def jfif():
    return segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
