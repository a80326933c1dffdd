"""Makes elephant.json and three maps of MobileNet 0.75 on a picture, by PyTorch in float64: elephant_saliency.npy, elephant_saliency_other.npy, elephant_integrated.npy.

    python3 make_elephant.py mobilenet_7_5_224_tf.h5 elephant_224_nearest.png OUT_FOLDER [WHOLE.npz]

The first file has the ImageNet weights as Keras publishes them, the second the picture of 224 x 224 pixels; x / 127.5 - 1. Explained is the probability of the top class. Saliency: the
largest magnitude of the gradient over the channels. Integrated gradients: from 0 (preprocessed) with 50 steps of the trapezoid rule, summed over the channels.

A relu6's gradient jumps at 0 and at 6, and no float32 arithmetic can tell on which side an input lies that is nearer to them than its own rounding. elephant.json lists ("kinks") the inputs that
are nearer than 1e-6 (their size is up to 6 and more: an ulp there is 5e-7), with layer, channel, row, column and distance; elephant_saliency_other.npy is the saliency with these inputs on the
other side.

Stored are every 4th row and column of each map as float32, and in elephant.json of the whole maps the maximum, the sum and the sum of the magnitudes, with class, score and the gap of
completeness. WHOLE.npz gets the maps whole. The script also prints how far PyTorch's own float32 is from its float64. Needs torch, h5py, numpy and Pillow.
"""
import json
import os
import sys
import h5py
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image


class MobileNet:
    """Written from the paper's table and Keras's names; batch normalization with its moving statistics, epsilon .001."""

    NEAR = 1e-6
    STRIDES = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1]

    def __init__(self, path, dtype):
        self.weights, self.kinks, self.other_side = {}, None, False

        def visit(name, item):
            if isinstance(item, h5py.Dataset):
                self.weights[tuple(name.replace(":0", "").split("/")[-2:])] = torch.from_numpy(item[()]).to(dtype)

        with h5py.File(path, "r") as file:
            file.visititems(visit)

    def kernel(self, layer, name="kernel"):
        axes = (2, 3, 0, 1) if name == "depthwise_kernel" else (3, 2, 0, 1)
        return self.weights[layer, name].permute(axes)

    def norm(self, x, layer):
        gamma, beta, mean, variance = (self.weights[layer, n].reshape(1, -1, 1, 1) for n in ("gamma", "beta", "moving_mean", "moving_variance"))
        x = (x - mean) / torch.sqrt(variance + 1e-3) * gamma + beta
        distance = torch.minimum(x.detach().abs(), (x.detach() - 6).abs())
        near = distance < self.NEAR
        if self.kinks is not None:
            self.kinks += [[layer, *i.tolist()[1:], float(distance[tuple(i)])] for i in near.nonzero()]
        inside = (x > 0) & (x < 6)
        # Outside a constant, and so without gradient; at these distances the value does not matter.
        return torch.where(inside ^ near if self.other_side else inside, x, x.detach().clamp(0, 6))

    def convolve(self, x, kernel, stride=1, groups=1):
        if kernel.shape[-1] == 3:
            x = F.pad(x, (0, 1, 0, 1) if stride == 2 else (1, 1, 1, 1))
        return F.conv2d(x, kernel, stride=stride, groups=groups)

    def __call__(self, x):
        x = self.norm(self.convolve(x, self.kernel("conv1"), 2), "conv1_bn")
        for i, stride in enumerate(self.STRIDES, 1):
            x = self.norm(self.convolve(x, self.kernel(f"conv_dw_{i}", "depthwise_kernel"), stride, groups=x.shape[1]), f"conv_dw_{i}_bn")
            x = self.norm(self.convolve(x, self.kernel(f"conv_pw_{i}")), f"conv_pw_{i}_bn")
        x = F.conv2d(x.mean((2, 3), keepdim=True), self.kernel("conv_preds"), self.weights["conv_preds", "bias"])
        return torch.softmax(x.flatten(1), 1)


def maps(weights, picture, dtype):
    net = MobileNet(weights, dtype)
    x = torch.from_numpy(picture).to(dtype).permute(2, 0, 1)[None]
    probabilities = net(x).detach()
    index = int(probabilities.argmax())

    def gradient(at):
        at = at.clone().requires_grad_(True)
        net(at)[0, index].backward()
        return at.grad

    net.kinks = []
    saliency = gradient(x)[0].abs().amax(0)
    kinks, net.kinks = net.kinks, None
    net.other_side = True
    other = gradient(x)[0].abs().amax(0)
    net.other_side = False
    # The points of the path, too, are what an engine can be given: float32.
    mean = sum((0.5 if k in (0, 50) else 1.0) / 50 * gradient((x.double() * (k / 50)).float().to(dtype)) for k in range(51))
    integrated = (mean * x)[0].sum(0)
    gap = float(integrated.sum() - (probabilities[0, index] - net(torch.zeros_like(x))[0, index].detach()))
    facts = {"class": index, "score": float(probabilities[0, index]), "gap": gap, "kinks": kinks}
    return facts, {"saliency": saliency.double().numpy(), "saliency_other": other.double().numpy(), "integrated": integrated.double().numpy()}


def main():
    weights, picture, out, *whole = sys.argv[1:]
    # What the engine is given: the preprocessed picture as float32 has it.
    pixels = (np.asarray(Image.open(picture).convert("RGB")).astype(np.float32) / np.float32(127.5) - np.float32(1)).astype(np.float32)
    facts, exact = maps(weights, pixels, torch.float64)
    for name, values in exact.items():
        np.save(os.path.join(out, f"elephant_{name}.npy"), values[::4, ::4].astype(np.float32))
        facts[name] = {"max": values.max(), "sum": values.sum(), "magnitude": np.abs(values).sum()}
    with open(os.path.join(out, "elephant.json"), "w") as file:
        json.dump(facts, file, indent=1)
        file.write("\n")
    print(json.dumps(facts))
    rough = maps(weights, pixels, torch.float32)[1]
    for name, of in (("saliency", "saliency"), ("saliency_other", "saliency"), ("integrated", "integrated")):
        a, b = np.maximum(exact[name], 0) / exact[name].max(), np.maximum(rough[of], 0) / rough[of].max()
        d = np.abs(a - b)
        print(f"{name}: float32 against float64: maximum {d.max():.2e}, {int((d > 1e-3).sum())} of {d.size} above 1e-3, relative L2 {np.linalg.norm(d) / np.linalg.norm(a):.2e}")
    if whole:
        np.savez(whole[0], **exact)


main()
