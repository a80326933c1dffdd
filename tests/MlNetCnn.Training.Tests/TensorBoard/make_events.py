"""Writes the event files that the tests compare with, from the description of the formats alone: TFRecord framing, CRC-32C bit by bit, protobuf by hand.

The values are those of TensorBoards.cs: two epochs of loss and accuracy, validated, with a learning rate of 0.125, at the times 1.5 s and 1.5 s after 1970, and a step of 7 iterations
each. Usage: make_events.py FOLDER; it writes events-train.bin and events-validation.bin.
"""
import struct
import sys
from pathlib import Path


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def record(event):
    length = struct.pack("<Q", len(event))
    return length + masked(length) + event + masked(event)


def varint(n):
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def block(field, data):
    return varint(field << 3 | 2) + varint(len(data)) + data


def event(step, values, time=1.5):
    summary = b"".join(block(1, block(1, tag.encode()) + b"\x15" + struct.pack("<f", value)) for tag, value in values)
    return b"\x09" + struct.pack("<d", time) + b"\x10" + varint(step) + block(5, summary)


def file(*events):
    version = b"\x09" + struct.pack("<d", 1.5) + block(3, b"brain.Event:2")
    return b"".join(record(e) for e in (version, *events))


folder = Path(sys.argv[1])
rows = [(0.75, 0.5, 0.7, 0.25), (0.3, 0.875, float("inf"), 1.0)]
(folder / "events-train.bin").write_bytes(file(*(
    event(epoch, [("epoch_loss", r[0]), ("epoch_accuracy", r[1]), ("epoch_learning_rate", 0.125)]) for epoch, r in enumerate(rows))))
validation = []
for epoch, r in enumerate(rows):
    validation.append(event(7 * (epoch + 1), [("evaluation_loss_vs_iterations", r[2]), ("evaluation_accuracy_vs_iterations", r[3])]))
    validation.append(event(epoch, [("epoch_loss", r[2]), ("epoch_accuracy", r[3])]))
(folder / "events-validation.bin").write_bytes(file(*validation))
