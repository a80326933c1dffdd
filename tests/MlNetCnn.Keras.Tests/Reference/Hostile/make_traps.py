"""Makes the traps beside it with h5py: files that are sound HDF5 and ask for far more than they hold. Run: python3 make_traps.py FOLDER

rings.weights.h5.gz: groups of layers that hold each other under two names each, so that there are 2^50 paths 100 groups deep.
unfolding.h5.gz: a model of 40 Dense layers whose kernels of 16 MiB zeros are stored in 16 KiB each: 640 MiB in all, each no more than a dataset may be.
shared.h5.gz: the same model where all 40 layers are one group, and so one kernel, under 40 names.
"""
import gzip
import json
import os
import sys

import h5py
import numpy as np

folder = sys.argv[1]


def pack(name, fill):
    path = os.path.join(folder, name)
    with h5py.File(path, "w") as f:
        fill(f)
    with open(path, "rb") as plain, open(path + ".gz", "wb") as packed:
        packed.write(gzip.compress(plain.read(), 9, mtime=0))
    print(name, os.path.getsize(path), os.path.getsize(path + ".gz"))
    os.remove(path)


def rings(f):
    layers = f.create_group("layers")
    a = layers.create_group("a")
    layers["b"] = a
    a["layers"] = layers
    a.create_group("vars").create_dataset("0", data=np.float32(1))


def model(f, add):
    dense = [{"class_name": "Dense", "config": {"name": "d%d" % i, "units": 2048, "use_bias": False}} for i in range(40)]
    dense[0]["config"]["batch_input_shape"] = [None, 2048]
    f.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": dense}})
    f.attrs["keras_version"] = "2.2.4"
    f.attrs["backend"] = "tensorflow"
    weights = f.create_group("model_weights")
    weights.attrs["layer_names"] = np.array([b"d%d" % i for i in range(40)])
    for i in range(40):
        add(weights, i)


def kernel(weights, i):
    layer = weights.create_group("d%d" % i)
    layer.attrs["weight_names"] = np.array([b"kernel:0"])
    layer.create_dataset("kernel:0", data=np.zeros((2048, 2048), "f4"), chunks=(2048, 2048), compression="gzip", compression_opts=9)


def shared(weights, i):
    if i == 0:
        kernel(weights, 0)
    else:
        weights["d%d" % i] = weights["d0"]


pack("rings.weights.h5", rings)
pack("unfolding.h5", lambda f: model(f, kernel))
pack("shared.h5", lambda f: model(f, shared))
