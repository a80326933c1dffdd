#!/usr/bin/env python3
"""Files as Keras 1 and Theano wrote them, made by hand with h5py, and what their networks compute: python3 make_old.py FOLDER

Configurations follow get_config() of Keras 1.2.2 (keras/layers/convolutional.py, keras/models.py), the weights save_weights_to_hdf5_group of 1.2.2
(keras/engine/topology.py) and of 2.1.3. The outputs are computed by numpy and scipy from the definition: with TensorFlow a layer correlates, with Theano it
convolves (scipy.signal.convolve2d, which turns the kernel), whatever the layout of the kernel in the file is. Nothing here converts a kernel.
"""
import gzip
import io
import json
import sys

import h5py
import numpy as np
from scipy.signal import convolve2d, correlate2d

folder = sys.argv[1]
random = np.random.default_rng(61)
facts = {}


def draw(*shape):
    return random.normal(size=shape).astype(np.float32)


def conv2d(x, kernel, bias, strides, slide):
    """x: (in, rows, columns); kernel(o, i): the 2D kernel from channel i to o; slide: convolve2d or correlate2d."""
    return np.stack([sum(slide(x[i], kernel(o, i), mode="valid") for i in range(len(x)))[:: strides[0], :: strides[1]] + bias[o] for o in range(len(bias))])


def deconv2d(x, kernel, bias, stride, turned):
    """The way back of a convolution: each value adds its multiple of the kernel, turned for Theano."""
    size = kernel(0, 0).shape
    y = np.zeros((len(bias), (x.shape[1] - 1) * stride + size[0], (x.shape[2] - 1) * stride + size[1]))
    for o in range(len(bias)):
        for i in range(len(x)):
            w = kernel(o, i)[::-1, ::-1] if turned else kernel(o, i)
            for r in range(x.shape[1]):
                for c in range(x.shape[2]):
                    y[o, r * stride : r * stride + size[0], c * stride : c * stride + size[1]] += x[i, r, c] * w
        y[o] += bias[o]
    return y


def batch_normalization(x, gamma, beta, mean, variance):
    def column(v):
        return v.astype(float)[:, None, None]

    return column(gamma) * (x - column(mean)) / np.sqrt(column(variance) + 1e-3) + column(beta)


def save(name, version, backend, config, layers, inputs, output):
    """layers: name -> list of (weight name, value), in order."""
    file = io.BytesIO()
    with h5py.File(file, "w") as f:
        f.attrs["keras_version"] = version.encode()
        f.attrs["model_config"] = json.dumps(config).encode()
        group = f.create_group("model_weights")
        group.attrs["layer_names"] = [n.encode() for n in layers]
        if version[0] != "1":
            # Keras 1 wrote neither of these beside the layers.
            group.attrs["keras_version"] = version.encode()
            group.attrs["backend"] = f.attrs["backend"] = backend.encode()
        for layer, weights in layers.items():
            g = group.create_group(layer)
            g.attrs["weight_names"] = [n.encode() for n, _ in weights]
            for n, value in weights:
                g[n] = value
    with open(f"{folder}/{name}.h5.gz", "wb") as packed:
        packed.write(gzip.compress(file.getvalue(), mtime=0))
    facts[name] = {"inputs": [i.ravel().tolist() for i in inputs], "output": np.asarray(output).ravel().tolist()}


def convolution(name, filters, rows, columns, ordering, class_name="Convolution2D", **more):
    config = {
        "name": name, "trainable": True, "nb_filter": filters, "nb_row": rows, "nb_col": columns, "init": "glorot_uniform", "activation": "linear", "border_mode": "valid",
        "subsample": [1, 1], "dim_ordering": ordering, "W_regularizer": None, "b_regularizer": None, "activity_regularizer": None, "W_constraint": None, "b_constraint": None,
        "bias": True,
    }
    return {"class_name": class_name, "config": config | more}


def dense(name, units, activation, **more):
    config = {
        "name": name, "trainable": True, "output_dim": units, "init": "glorot_uniform", "activation": activation, "W_regularizer": None, "b_regularizer": None,
        "activity_regularizer": None, "W_constraint": None, "b_constraint": None, "bias": True, "input_dim": None,
    }
    return {"class_name": "Dense", "config": config | more}


def keras1(name, backend):
    """Padding, convolution, batch normalisation, deconvolution, dense; the same picture for both backends."""
    theano = backend == "theano"
    end = "" if theano else ":0"
    ordering, batch, axis = ("th", [None, 3, 7, 6], 1) if theano else ("tf", [None, 7, 6, 3], -1)
    picture = draw(3, 7, 6)
    # Both layouts of Keras 1: (filters, in, rows, columns) for th, (rows, columns, in, filters) for tf, also for a Deconvolution2D.
    k1, b1 = (draw(4, 3, 3, 2) if theano else draw(3, 2, 3, 4)), draw(4)
    k2, b2 = (draw(2, 4, 3, 3) if theano else draw(3, 3, 4, 2)), draw(2)
    one, two = ((lambda o, i: k1[o, i]), (lambda o, i: k2[o, i])) if theano else ((lambda o, i: k1[:, :, i, o]), (lambda o, i: k2[:, :, i, o]))
    gamma, beta, mean, variance = draw(4), draw(4), draw(4), np.abs(draw(4))

    x = np.pad(picture.astype(float), ((0, 0), (1, 0), (2, 1)))
    x = np.maximum(batch_normalization(conv2d(x, one, b1, (2, 1), convolve2d if theano else correlate2d), gamma, beta, mean, variance), 0)
    x = deconv2d(x, two, b2, 2, theano)
    flat = x.ravel() if theano else x.transpose(1, 2, 0).ravel()
    w, b = draw(len(flat), 5) / 8, draw(5)
    y = np.clip(0.2 * (flat @ w.astype(float) + b) + 0.5, 0, 1)

    shape = [None, *(x.shape if theano else x.transpose(1, 2, 0).shape)]
    config = [
        {"class_name": "ZeroPadding2D", "config": {"name": "pad", "trainable": True, "batch_input_shape": batch, "input_dtype": "float32", "padding": {"top_pad": 1, "left_pad": 2, "right_pad": 1}}},
        convolution("c1", 4, 3, 2, ordering, subsample=[2, 1]),
        {"class_name": "BatchNormalization", "config": {"name": "bn", "trainable": True, "epsilon": 1e-3, "mode": 0, "axis": axis, "gamma_regularizer": None, "beta_regularizer": None, "momentum": 0.99}},
        {"class_name": "Activation", "config": {"name": "relu", "trainable": True, "activation": "relu"}},
        convolution("c2", 2, 3, 3, ordering, "Deconvolution2D", subsample=[2, 2], output_shape=shape),
        {"class_name": "Flatten", "config": {"name": "flat", "trainable": True}},
        dense("d", 5, "hard_sigmoid"),
    ]
    layers = {
        "pad": [], "c1": [("c1_W" + end, k1), ("c1_b" + end, b1)],
        "bn": [("bn_gamma" + end, gamma), ("bn_beta" + end, beta), ("bn_running_mean" + end, mean), ("bn_running_std" + end, variance)],
        "relu": [], "c2": [("c2_W" + end, k2), ("c2_b" + end, b2)], "flat": [], "d": [("d_W" + end, w), ("d_b" + end, b)],
    }
    given = picture if theano else picture.transpose(1, 2, 0)
    save(name, "1.2.2", None, {"class_name": "Sequential", "config": config}, layers, [given], y)


def keras2_theano():
    """Keras 2 has one layout of kernels, and writes the backend."""
    picture, kernel, bias = draw(3, 5, 6), draw(3, 2, 3, 2), draw(2)
    y = conv2d(picture.astype(float), lambda o, i: kernel[:, :, i, o], bias, (1, 1), convolve2d)
    config = {"name": "c", "filters": 2, "kernel_size": [3, 2], "batch_input_shape": [None, 5, 6, 3], "data_format": "channels_last", "activation": "linear", "use_bias": True}
    layers = {"c": [("c/kernel", kernel), ("c/bias", bias)]}
    save("keras2_theano", "2.1.3", "theano", {"class_name": "Sequential", "config": [{"class_name": "Conv2D", "config": config}]}, layers, [picture.transpose(1, 2, 0)], y.transpose(1, 2, 0))


def keras1_merge():
    """A Sequential that merges two, whose layers lie side by side in the file (flattened_layers of keras/models.py)."""
    a, b = draw(3), draw(2)
    wa, ba, wb, bb, w, bias = draw(3, 2), draw(2), draw(2, 2), draw(2), draw(4, 3), draw(3)
    merged = np.concatenate([np.tanh(a @ wa.astype(float) + ba), b @ wb.astype(float) + bb])
    y = merged @ w.astype(float) + bias
    merge = {
        "name": "m", "mode": "concat", "mode_type": "raw", "concat_axis": -1, "dot_axes": -1, "output_shape": None, "output_shape_type": "raw", "output_mask": None,
        "output_mask_type": "raw", "arguments": {},
        "layers": [
            {"class_name": "Sequential", "config": [dense("da", 2, "tanh", batch_input_shape=[None, 3], input_dtype="float32")]},
            {"class_name": "Sequential", "config": [dense("db", 2, "linear", batch_input_shape=[None, 2], input_dtype="float32")]},
        ],
    }
    layers = {"da": [("da_W:0", wa), ("da_b:0", ba)], "db": [("db_W:0", wb), ("db_b:0", bb)], "d": [("d_W:0", w), ("d_b:0", bias)]}
    save("keras1_merge", "1.2.0", None, {"class_name": "Sequential", "config": [{"class_name": "Merge", "config": merge}, dense("d", 3, "linear")]}, layers, [a, b], y)


keras1("keras1_tensorflow", "tensorflow")
keras1("keras1_theano", "theano")
keras2_theano()
keras1_merge()
with open(f"{folder}/old.json", "w") as file:
    json.dump(facts, file)
