"""Makes gradients.json: attributions of a small net by every gradient method and by occlusion, by PyTorch in float64.

    python3 make_gradients.py gradients.json

The net: Conv2D(6, 3, same, relu) - MaxPooling2D(2) - BatchNormalization - Conv2D(7, 2, valid) - ReLU(max 6) - GlobalAveragePooling2D - Dense(4, softmax), on pictures of 8 x 7 x 3. Pictures
and weights are whole-number formulas (see `numbers`), the same to the last bit on both sides. The noise of SmoothGrad is drawn by this file's own SplitMix64 and polar method. All arrays are
(pictures, height, width, channels). Needs torch, numpy and OpenCV.
"""
import json
import math
import sys
import cv2
import numpy as np
import torch
import torch.nn.functional as F

MASK32, MASK64 = (1 << 32) - 1, (1 << 64) - 1


def numbers(count, seed):
    """Numbers in [-1, 1) without pattern, multiples of 2^-23, so that float32 holds them."""
    result = []
    for i in range(count):
        x = (i * 2654435761 + seed * 40503 + 12345) & MASK32
        x = ((x ^ (x >> 15)) * 2246822519) & MASK32
        x = ((x ^ (x >> 13)) * 3266489917) & MASK32
        result.append(((x ^ (x >> 16)) >> 8) / (1 << 23) - 1)
    return result


def tensor(shape, seed, scale=1.0, offset=0.0):
    """Multiplied in float32, as the tests do."""
    values = np.array(numbers(math.prod(shape), seed), np.float32) * np.float32(scale) + np.float32(offset)
    return torch.from_numpy(values.astype(np.float64)).reshape(shape)


class Stream:
    """SplitMix64, started at a mixed FNV-1a hash of a name, a seed and an index; normal numbers by Marsaglia's polar method."""

    def __init__(self, seed, name, index):
        h = 0xCBF29CE484222325
        for b in name.encode():
            h = ((h ^ b) * 0x100000001B3) & MASK64
        self.state = self.mix((self.mix(self.mix(h) ^ (seed & MASK64)) + 0x9E3779B97F4A7C15 * index) & MASK64)
        self.spare = None

    @staticmethod
    def mix(z):
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
        return z ^ (z >> 31)

    def uniform(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK64
        return (self.mix(self.state) >> 11) / (1 << 53)

    def normal(self):
        if self.spare is not None:
            result, self.spare = self.spare, None
            return result
        while True:
            u, v = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = u * u + v * v
            if 0 < s < 1:
                break
        f = math.sqrt(-2 * math.log(s) / s)
        self.spare = v * f
        return u * f


class Relu(torch.autograd.Function):
    """relu up to a ceiling, with the rules of going back: standard, guided, deconvnet."""

    @staticmethod
    def forward(ctx, z, most, rule):
        ctx.save_for_backward(z)
        ctx.most, ctx.rule = most, rule
        return z.clamp(0, most)

    @staticmethod
    def backward(ctx, g):
        z, = ctx.saved_tensors
        inside = (z > 0) & (z < ctx.most)
        keep = {"standard": inside, "guided": inside & (g > 0), "deconvnet": g > 0}[ctx.rule]
        return g * keep, None, None


H, W, C, N = 8, 7, 3, 2
K1, B1 = tensor((3, 3, 3, 6), 1, 0.5), tensor((6,), 2, 0.25)
GAMMA, BETA, MEAN, VARIANCE = tensor((6,), 3, 0.5, 1.0), tensor((6,), 4, 0.25), tensor((6,), 5, 0.25, 0.5), tensor((6,), 6, 0.5, 1.0)
K2, B2 = tensor((2, 2, 6, 7), 7, 1.5), tensor((7,), 8, 0.5)
K3, B3 = tensor((7, 4), 9, 1.0), tensor((4,), 10, 0.25)


def net(x, kind, rule="standard"):
    """The output, and the one of ReLU (max 6)."""
    x = x.permute(0, 3, 1, 2)
    x = Relu.apply(F.conv2d(x, K1.permute(3, 2, 0, 1), B1, padding=1), math.inf, rule)
    x = F.max_pool2d(x, 2)
    g, b, m, v = (t.reshape(1, -1, 1, 1) for t in (GAMMA, BETA, MEAN, VARIANCE))
    x = (x - m) / torch.sqrt(v + 1e-3) * g + b
    a = Relu.apply(F.conv2d(x, K2.permute(3, 2, 0, 1), B2), 6.0, rule)
    z = a.mean((2, 3)) @ K3 + B3
    return (torch.softmax(z, 1) if kind == "probability" else z), a


def gradient(x, kind, classes, rule="standard"):
    x = x.clone().requires_grad_(True)
    net(x, kind, rule)[0][torch.arange(len(x)), classes].sum().backward()
    return x.grad


def score(x, kind, classes):
    return net(x, kind)[0][torch.arange(len(x)), classes]


def single(x):
    """What is handed to the engine is float32."""
    return x.float().double()


def smooth(x, kind, classes, samples, level, seed):
    total = torch.zeros_like(x)
    for k in range(samples):
        stream = Stream(seed, "smooth-grad", k)
        noise = torch.tensor([stream.normal() for _ in range(H * W * C)], dtype=torch.float64).reshape(H, W, C)
        spread = level * (x.amax((1, 2, 3), keepdim=True) - x.amin((1, 2, 3), keepdim=True))
        total += gradient(single(x + spread * noise), kind, classes)
    return total / samples


def integrated(x, kind, classes, rule, steps, baseline):
    at = {"Trapezoid": range(steps + 1), "Left": range(steps), "Right": range(1, steps + 1), "Midpoint": [k + 0.5 for k in range(steps)]}[rule]
    total = torch.zeros_like(x)
    for k in at:
        weight = 0.5 if rule == "Trapezoid" and k in (0, steps) else 1.0
        total += weight / steps * gradient(single(baseline + k / steps * (x - baseline)), kind, classes)
    return total * (x - baseline)


def guided_grad_cam(x, kind, classes):
    xs = x.clone().requires_grad_(True)
    y, a = net(xs, kind)
    g, = torch.autograd.grad(y[torch.arange(len(x)), classes].sum(), a)
    cam = torch.relu((g.mean((2, 3), keepdim=True) * a).sum(1)).detach().numpy()
    large = np.stack([cv2.resize(c, (W, H), interpolation=cv2.INTER_LINEAR) for c in cam])
    return gradient(x, kind, classes, "guided") * torch.from_numpy(large)[..., None]


def occlusion(x, kind, classes, size, stride, fill):
    def starts(length):
        s = list(range(0, length - size + 1, stride))
        return s if s[-1] + size == length else s + [length - size]
    sums, counts, whole = torch.zeros(N, H, W, dtype=torch.float64), torch.zeros(H, W, dtype=torch.float64), score(x, kind, classes)
    for r in starts(H):
        for c in starts(W):
            hidden = x.clone()
            hidden[:, r:r + size, c:c + size] = single(x.mean((1, 2), keepdim=True)) if fill is None else fill
            sums[:, r:r + size, c:c + size] += (whole - score(hidden, kind, classes)).reshape(N, 1, 1)
            counts[r:r + size, c:c + size] += 1
    return sums / counts


def main():
    x = tensor((N, H, W, C), 20)
    baseline = tensor((1, H, W, C), 21, 0.5)
    result = {}
    for kind in ("probability", "logit"):
        top = net(x, kind)[0].argmax(1)
        other = (top + 1) % 4
        for name, classes in (("top", top), ("other", other)):
            p = {"classes": classes.tolist(), "scores": score(x, kind, classes).tolist()}
            p["saliency"] = gradient(x, kind, classes)
            p["gradient-x-input"] = x * p["saliency"]
            if name == "top":
                p["smooth-grad"] = smooth(x, kind, classes, 7, 0.15, 5)
                p["guided-backpropagation"] = gradient(x, kind, classes, "guided")
                p["deconvnet"] = gradient(x, kind, classes, "deconvnet")
                p["guided-grad-cam"] = guided_grad_cam(x, kind, classes)
                p["integrated-Trapezoid"] = integrated(x, kind, classes, "Trapezoid", 10, torch.zeros_like(x))
                p["integrated-baseline"] = integrated(x, kind, classes, "Right", 6, baseline.expand_as(x))
                p["gap-baseline"] = (p["integrated-baseline"].sum((1, 2, 3)) - score(x, kind, classes) + score(baseline.expand_as(x), kind, classes))
                p["occlusion"] = occlusion(x, kind, classes, 3, 2, 0.0)
                p["occlusion-mean"] = occlusion(x, kind, classes, 2, 2, None)
                if kind == "probability":
                    for rule in ("Left", "Right", "Midpoint"):
                        p[f"integrated-{rule}"] = integrated(x, kind, classes, rule, 10, torch.zeros_like(x))
            result[f"{kind}-{name}"] = {k: [float(f"{n:.7g}") for n in v.flatten().tolist()] if torch.is_tensor(v) else v for k, v in p.items()}
    with open(sys.argv[1], "w") as file:
        json.dump(result, file, separators=(",", ":"))
        file.write("\n")


main()
