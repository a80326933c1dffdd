"""Outputs and gradients of keras.applications, computed by real Keras in float64, for weights and pictures that a formula gives.

    KERAS_BACKEND=torch python3 make_applications.py applications.json

Made with Keras 3.9.2 on torch 1.13. Numbers come from the formula of make_conformance.py (`numbers`), the same to the last bit on both sides. Weight
number s of a model, counted layer by layer in Keras's order, has, with u = numbers(count, 100 + s), rounded to float32,

    kernels          u sqrt(3 g / fan in), g = 2 (of the depthwise kernel of a SeparableConv2D and of a Dense: 1)
    biases, betas    u / 10
    gammas           1 + u / 5, times 0.3 where the normalization goes into an Add, so that sums do not grow
    moving means     u / 5
    moving variances 1 + u / 3

and the batch of two pictures is numbers(count, seed), with that seed from 1 to 20 for which the values in front of the relus keep furthest
from the kinks: where one lies within float32's rounding of 0, its gradient may pass or not, which in a small map is half a percent of all.
The loss is the mean of -log p of the classes 3 and 7. Everything is in inference mode. For each application: the output; of the last
feature map the mean over the positions, for its first 16 channels, and its norm; of the gradients by the input and by the weights of some
layers 16 values, the norm, and the product with numbers(count, 50), in which every value has a part.
"""

import json
import sys

import keras
import numpy as np
import torch
from keras import applications as apps

keras.config.set_floatx("float64")


def uniform(seed, count):
    x = (np.arange(count, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(seed * 40503 + 12345)).astype(np.uint32)
    x = (x ^ (x >> np.uint32(15))) * np.uint32(2246822519)
    x = (x ^ (x >> np.uint32(13))) * np.uint32(3266489917)
    return ((x ^ (x >> np.uint32(16))) >> np.uint32(8)).astype(np.float64) / 2**23 - 1


def fill(model):
    into_add = set()
    for layer in model.layers:
        if isinstance(layer, keras.layers.Add):
            into_add |= {t._keras_history.operation.name for t in layer._inbound_nodes[0].input_tensors}
    seed = 100
    for layer in model.layers:
        for weight in layer.weights:
            u = uniform(seed, int(np.prod(weight.shape))).reshape(weight.shape)
            seed += 1
            kind = weight.name
            if kind in ("bias", "beta"):
                value = u / 10
            elif kind == "gamma":
                value = (1 + u / 5) * (0.3 if layer.name in into_add else 1)
            elif kind == "moving_mean":
                value = u / 5
            elif kind == "moving_variance":
                value = 1 + u / 3
            else:
                depthwise = kind == "depthwise_kernel" or isinstance(layer, keras.layers.DepthwiseConv2D)
                fan = int(np.prod(weight.shape[:2])) if depthwise else int(np.prod(weight.shape[:-1]))
                gain = 1 if kind == "depthwise_kernel" or isinstance(layer, keras.layers.Dense) else 2
                value = u * np.sqrt(3 * gain / fan)
            weight.assign(value.astype(np.float32).astype(np.float64))


def pictures(seed, size):
    return torch.tensor(uniform(seed, 2 * size[0] * size[1] * 3).reshape(2, *size, 3))


def kinks(model, x):
    """The least distance of a value from the kink of its relu, in standard deviations of its layer's values."""
    relus = [l for l in model.layers if isinstance(l, keras.layers.ReLU) or (isinstance(l, keras.layers.Activation) and l.name != "predictions")]
    if not relus:
        return 0
    least = []
    with torch.no_grad():
        for layer, value in zip(relus, keras.Model(model.inputs, [l.input for l in relus])(x, training=False)):
            distance = value.abs()
            if isinstance(layer, keras.layers.ReLU):
                distance = torch.minimum(distance, (value - 6).abs())
            least.append((distance.min() / value.std()).item())
    return min(least)


def numbers(values):
    return [float("%.9g" % v) for v in np.asarray(values).reshape(-1)]


def run(make, size, feature, weights):
    keras.backend.clear_session()
    model = make(weights=None, input_shape=(*size, 3), classes=10)
    fill(model)
    seed, margin = max(((s, kinks(model, pictures(s, size))) for s in range(1, 21)), key=lambda pair: pair[1])
    x = pictures(seed, size).requires_grad_(True)
    both = keras.Model(model.inputs, [model.get_layer(feature).output, model.output])
    variables = [next(w for w in model.get_layer(path.split("/")[0]).weights if w.name == path.split("/")[1]) for path in weights]
    map, p = both(x, training=False)
    loss = -(torch.log(p[0, 3]) + torch.log(p[1, 7])) / 2
    gradients = torch.autograd.grad(loss, [x] + [v.value for v in variables])
    f = map.detach().numpy()
    print(model.name, "seed", seed, "margin", margin, "features", f.std(), "p", p[0].detach().numpy().round(3), "loss", loss.item())
    return {
        "size": list(size),
        "seed": seed,
        "feature": feature,
        "output": numbers(p.detach().numpy()),
        "features": numbers(f.mean(axis=(1, 2))[0, :16]),
        "featuresNorm": numbers(np.linalg.norm(f))[0],
        "loss": numbers(loss.item())[0],
        "gradients": {
            name: {
                "values": numbers(g.numpy().reshape(-1)[:: g.numel() // 17 | 1][:16]),
                "norm": numbers(np.linalg.norm(g.numpy()))[0],
                "product": numbers(g.numpy().reshape(-1) @ uniform(50, g.numel()))[0],
            }
            for name, g in zip(["input"] + weights, gradients)
        },
    }


def main(path):
    results = {
        "xception": run(apps.Xception, (71, 83), "block14_sepconv2_act", ["block1_conv1/kernel", "conv2d_2/kernel", "block8_sepconv2/depthwise_kernel", "block8_sepconv2/pointwise_kernel", "predictions/bias"]),
        "inception_v3": run(apps.InceptionV3, (75, 90), "mixed10", ["conv2d/kernel", "conv2d_33/kernel", "batch_normalization_60/beta", "conv2d_89/kernel", "predictions/bias"]),
        "resnet50": run(apps.ResNet50, (64, 48), "conv5_block3_out", ["conv1_conv/kernel", "conv3_block1_0_conv/kernel", "conv4_block3_2_bn/gamma", "conv5_block1_2_conv/kernel", "predictions/bias"]),
        "vgg16": run(apps.VGG16, (32, 40), "block5_pool", ["block1_conv1/kernel", "block3_conv2/kernel", "block5_conv3/bias", "fc1/kernel", "predictions/bias"]),
        "vgg19": run(apps.VGG19, (40, 32), "block5_pool", ["block1_conv1/kernel", "block3_conv4/kernel", "block5_conv4/bias", "fc1/kernel", "predictions/bias"]),
        "mobilenet": run(apps.MobileNet, (64, 50), "conv_pw_13_relu", ["conv1/kernel", "conv_dw_4/kernel", "conv_pw_9/kernel", "conv_dw_12_bn/beta", "conv_preds/bias"]),
        "mobilenetv2": run(apps.MobileNetV2, (50, 63), "out_relu", ["Conv1/kernel", "block_3_depthwise/kernel", "block_8_expand/kernel", "block_13_project_BN/gamma", "predictions/bias"]),
    }
    with open(path, "w") as file:
        json.dump(results, file, indent=1)
        file.write("\n")


main(sys.argv[1])
