"""Makes the tiny model files beside it, from which the hostile-file tests make damaged ones. Needs Keras 3.9 (any backend) and h5py.

tiny.keras, tiny.weights.h5 and tiny.h5 are as Keras saves them (old groups, superblock 0). tiny.latest.h5 holds the same model as tiny.h5 in the newest
structures that h5py writes (superblock 3, link messages, filtered chunks, checksums). tiny.json is the architecture. The .h5 files are packed as .gz, as
most of their bytes are zeros. Run: python3 make.py FOLDER
"""
import gzip
import os
import sys

import h5py
import keras
import numpy as np

folder = sys.argv[1]
model = keras.Sequential([
    keras.Input((3, 3, 1), name="x"),
    keras.layers.Conv2D(2, 2, name="c"),
    keras.layers.Flatten(name="f"),
    keras.layers.Dense(1, name="d"),
], name="t")
model.set_weights([(np.arange(w.size).reshape(w.shape) / 8 - 0.5).astype("f4") for w in model.get_weights()])
model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "mse", ["mae"])
model.optimizer.build(model.trainable_variables)
at = lambda name: os.path.join(folder, name)
model.save(at("tiny.keras"))
model.save_weights(at("tiny.weights.h5"))
model.save(at("tiny.h5"))
with open(at("tiny.json"), "w") as f:
    f.write(model.to_json())

with h5py.File(at("tiny.h5")) as old, h5py.File(at("tiny.latest.h5"), "w", libver="latest") as new:
    def copy(name, o):
        if isinstance(o, h5py.Dataset):
            new.create_dataset(name, data=o[()], **(dict(chunks=o.shape, compression="gzip", shuffle=True, fletcher32=True) if o.shape else {}))
        else:
            new.require_group(name)
        for k, v in o.attrs.items():
            new[name].attrs[k] = v
    for k, v in old.attrs.items():
        new.attrs[k] = v
    old.visititems(copy)

for name in ("tiny.h5", "tiny.latest.h5", "tiny.weights.h5"):
    with open(at(name), "rb") as plain, open(at(name + ".gz"), "wb") as packed:
        packed.write(gzip.compress(plain.read(), 9, mtime=0))
    print(name, os.path.getsize(at(name)))
    os.remove(at(name))
