"""Features of SqueezeNet 1.1 (Iandola and others, "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size", 2016) by torch in float64.

    python3 make_squeezenet.py squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5 elephant_224_nearest.png squeezenet.json

The weights are a Keras 1 file, taken in the file's order (its datasets are named uniform1, conv1_b ...). The picture goes through the 'caffe'
preprocessing: blue, green, red, minus (103.939, 116.779, 123.68). Convolutions and poolings are 'valid' but for the 3x3 of a fire module.
Written: of the last feature map, 13 x 13 x 512, the mean of every 16th channel over the positions, the norm, and the share of zeros.
"""

import json
import sys

import h5py
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image


def main(weights, picture, path):
    layers = []
    with h5py.File(weights, "r") as file:
        for name in file.attrs["layer_names"]:
            values = [torch.tensor(np.asarray(file[name][w]), dtype=torch.float64) for w in file[name].attrs["weight_names"]]
            if values:
                layers.append((values[0].permute(3, 2, 0, 1), values[1]))

    def conv(x, stride=1):
        kernel, bias = layers.pop(0)
        return F.relu(F.conv2d(x, kernel, bias, stride=stride, padding=kernel.shape[-1] // 2 if stride == 1 else 0))

    x = torch.tensor(np.asarray(Image.open(picture).convert("RGB")), dtype=torch.float64)
    x = x.flip(-1) - torch.tensor([103.939, 116.779, 123.68], dtype=torch.float64)
    x = F.max_pool2d(conv(x.permute(2, 0, 1)[None], stride=2), 3, 2)
    for fire in range(2, 10):
        squeezed = conv(x)
        x = torch.cat([conv(squeezed), conv(squeezed)], dim=1)
        if fire in (3, 5):
            x = F.max_pool2d(x, 3, 2)
    assert not layers and x.shape == (1, 512, 13, 13), (len(layers), x.shape)
    with open(path, "w") as file:
        json.dump({"means": [float("%.9g" % v) for v in x.mean(dim=(2, 3))[0, ::16]], "norm": float("%.9g" % x.norm()), "zeros": float("%.6g" % (x == 0).double().mean())}, file, indent=1)
        file.write("\n")


main(*sys.argv[1:])
