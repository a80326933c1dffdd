"""Sums of the .h5 files of the data folder (and those within .keras files) as h5py reads them, for DataFilesTests.

Run in this folder: MLNETCNN_DATA=... python3 sums.py
"""
import io
import json
import os
import zipfile

import h5py
import numpy as np

root = os.environ["MLNETCNN_DATA"]


def measure(opened):
    r = dict(groups=0, datasets=0, elements=0, attributes=0, characters=0, sum=0.0, magnitude=0.0, weighted=0.0)

    def attributes(o):
        for value in o.attrs.values():
            r["attributes"] += 1
            for text in np.ravel(np.asarray(value, dtype=object)):
                if isinstance(text, bytes):
                    text = text.decode("utf8")
                if isinstance(text, str):
                    r["characters"] += len(text)

    def visit(_, o):
        attributes(o)
        if isinstance(o, h5py.Group):
            r["groups"] += 1
            return
        r["datasets"] += 1
        r["elements"] += int(o.size)
        if o.dtype.kind in "fiu":
            a = np.ravel(o[()]).astype("f8")
            r["sum"] += float(a.sum())
            r["magnitude"] += float(np.abs(a).sum())
            r["weighted"] += float((a * (np.arange(a.size) % 7)).sum())

    attributes(opened)
    opened.visititems(visit)
    return r


sums = {}
for folder in ("imagenet", "keras_models"):
    for at, _, names in sorted(os.walk(os.path.join(root, folder))):
        for name in sorted(names):
            path = os.path.join(at, name)
            key = os.path.relpath(path, root)
            if name.endswith(".h5"):
                with h5py.File(path, "r") as f:
                    sums[key] = measure(f)
            elif name.endswith(".keras"):
                with zipfile.ZipFile(path) as z:
                    for entry in z.namelist():
                        if entry.endswith(".h5"):
                            with h5py.File(io.BytesIO(z.read(entry)), "r") as f:
                                sums[key + "!" + entry] = measure(f)

with open("sums.json", "w") as out:
    json.dump(sums, out, indent=1)
    out.write("\n")
