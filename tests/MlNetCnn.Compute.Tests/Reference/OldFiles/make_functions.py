#!/usr/bin/env python3
"""A file as tf.keras 2.15 writes it, with TensorFlow functions in the model, and what it computes: python3 make_functions.py FOLDER

Made by hand with h5py: the configuration follows Node.serialize (tf_keras/engine/node.py) and get_config of TFOpLambda and SlicingOpLambda
(tf_keras/layers/core/tf_op_layer.py), the weights save_weights_to_hdf5_group (tf_keras/saving/legacy/hdf5_format.py), which gives a group to layers without
weights too. The model is preprocess_input of VGG16 (tf_keras/applications/imagenet_utils.py, mode caffe) before a convolution, a hard swish as MobileNetV3
writes it, a mean over the picture and 1 minus a softmax. The output is computed by torch in float64 from TensorFlow's definitions.
"""
import gzip
import io
import json
import sys

import h5py
import numpy as np
import torch

folder = sys.argv[1]
random = np.random.default_rng(71)
picture = random.integers(0, 256, (6, 5, 3)).astype(np.float32)
kernel, bias = (random.normal(size=(3, 3, 3, 4)) / 60).astype(np.float32), random.normal(size=4).astype(np.float32)
w, b = random.normal(size=(4, 3)).astype(np.float32), random.normal(size=3).astype(np.float32)

x = torch.tensor(picture, dtype=torch.float64).flip(-1) - torch.tensor([103.939, 116.779, 123.68], dtype=torch.float64)
x = torch.nn.functional.conv2d(x.permute(2, 0, 1)[None], torch.tensor(kernel).double().permute(3, 2, 0, 1), torch.tensor(bias).double(), padding=1)
x = x * torch.nn.functional.relu6(x + 3) * (1 / 6)
y = 1 - torch.softmax(x.mean((2, 3)) @ torch.tensor(w).double() + torch.tensor(b).double(), -1)


def layer(class_name, name, nodes, **config):
    return {"class_name": class_name, "config": {"name": name, "trainable": True, "dtype": "float32"} | config, "name": name, "inbound_nodes": nodes}


def function(name, call, kind="TFOpLambda"):
    return layer(kind, f"tf.{name}", [call], function=name.rsplit("_", 1)[0] if name[-1].isdigit() else name)


layers = [
    {"class_name": "InputLayer", "config": {"batch_input_shape": [None, 6, 5, 3], "dtype": "float32", "sparse": False, "ragged": False, "name": "input_1"}, "name": "input_1", "inbound_nodes": []},
    function("__operators__.getitem", ["input_1", 0, 0, {"slice_spec": [{"class_name": "__ellipsis__"}, {"start": None, "stop": None, "step": -1}]}], "SlicingOpLambda"),
    function("nn.bias_add", ["tf.__operators__.getitem", 0, 0, {"bias": np.float32([-103.939, -116.779, -123.68]).tolist(), "data_format": "NHWC"}]),
    layer("Conv2D", "conv2d", [[["tf.nn.bias_add", 0, 0, {}]]], filters=4, kernel_size=[3, 3], strides=[1, 1], padding="same", data_format="channels_last", activation="linear", use_bias=True),
    function("__operators__.add", ["conv2d", 0, 0, {"y": 3.0, "name": None}]),
    layer("ReLU", "re_lu", [[["tf.__operators__.add", 0, 0, {}]]], max_value=6.0, negative_slope=0.0, threshold=0.0),
    function("math.multiply", ["re_lu", 0, 0, {"y": 1 / 6, "name": None}]),
    layer("Multiply", "multiply", [[["conv2d", 0, 0, {}], ["tf.math.multiply", 0, 0, {}]]]),
    function("math.reduce_mean", ["multiply", 0, 0, {"axis": [1, 2]}]),
    layer("Dense", "dense", [[["tf.math.reduce_mean", 0, 0, {}]]], units=3, activation="linear", use_bias=True),
    function("nn.softmax", ["dense", 0, 0, {"axis": -1}]),
    function("math.subtract", ["_CONSTANT_VALUE", -1, 1.0, {"y": ["tf.nn.softmax", 0, 0], "name": None}]),
]
config = {"class_name": "Functional", "config": {"name": "model", "trainable": True, "layers": layers, "input_layers": [["input_1", 0, 0]], "output_layers": [["tf.math.subtract", 0, 0]]}}
weights = {"conv2d": [("conv2d/kernel:0", kernel), ("conv2d/bias:0", bias)], "dense": [("dense/kernel:0", w), ("dense/bias:0", b)]}
file = io.BytesIO()
with h5py.File(file, "w") as f:
    f.attrs["keras_version"], f.attrs["backend"], f.attrs["model_config"] = "2.15.0", "tensorflow", json.dumps(config)
    group = f.create_group("model_weights")
    group.attrs["layer_names"] = [l["name"].encode() for l in layers]
    group.attrs["keras_version"], group.attrs["backend"] = b"2.15.0", b"tensorflow"
    for l in layers:
        g = group.create_group(l["name"])
        g.attrs["weight_names"] = [n.encode() for n, _ in weights.get(l["name"], [])]
        for n, value in weights.get(l["name"], []):
            g[n] = value
with open(f"{folder}/functions.h5.gz", "wb") as packed:
    packed.write(gzip.compress(file.getvalue(), mtime=0))
with open(f"{folder}/functions.json", "w") as out:
    json.dump({"functions": {"inputs": [picture.ravel().tolist()], "output": y.ravel().tolist()}}, out)
