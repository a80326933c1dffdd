"""Makes layers.json: outputs and gradients of layers from PyTorch's autograd in float64.

Inputs, weights and gradients by the output are formulas (see `wave`), so that both sides can make them; arrays are laid out as Keras does, channels last.
Needs numpy and torch.
"""
import json
import numpy as np
import torch
import torch.nn.functional as F


def wave(count, phase, scale=1.0):
    """sin(1.7 i + phase) * scale, rounded to float32 as the tests have it."""
    return (scale * np.sin(1.7 * np.arange(count) + phase)).astype(np.float32).astype(np.float64)


def back(f, shape, scale=1.0):
    """y and dx of a function of a batch with channels last, given dy = wave(count, 2)."""
    x = torch.tensor(wave(int(np.prod(shape)), 0.5, scale).reshape(shape), requires_grad=True)
    y = f(x)
    y.backward(torch.tensor(wave(y.numel(), 2).reshape(y.shape)))
    return {"y": y.detach().reshape(-1).tolist(), "dx": x.grad.reshape(-1).tolist()}


def picture(f):
    """Runs what takes channels first."""
    return lambda x: f(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


def same(size, pool, stride):
    """Keras's padding: the odd one at the end."""
    out = -(-size // stride)
    total = max((out - 1) * stride + pool - size, 0)
    return total // 2, total - total // 2


def pool_same(kind, height, width, pool, stride):
    (top, bottom), (left, right) = same(height, pool, stride), same(width, pool, stride)
    edges = (left, right, top, bottom)

    def run(x):
        if kind == "max":
            return F.max_pool2d(F.pad(x, edges, value=-float("inf")), pool, stride)
        ones = F.pad(torch.ones_like(x), edges)
        return F.avg_pool2d(F.pad(x, edges), pool, stride) / F.avg_pool2d(ones, pool, stride)

    return picture(run)


def batch_normalization(rows, channels, momentum=0.9, epsilon=1e-3, steps=2):
    """Training steps; the moving variance takes the biased variance, as Keras 3 does."""
    gamma, beta = wave(channels, 1) + 1.5, wave(channels, 3)
    mean, variance, result = np.zeros(channels), np.ones(channels), []
    for step in range(steps):
        x = torch.tensor(wave(rows * channels, 0.5 + step, 2.0).reshape(rows, channels) + 1, requires_grad=True)
        g, b = torch.tensor(gamma, requires_grad=True), torch.tensor(beta, requires_grad=True)
        y = F.batch_norm(x, None, None, g, b, training=True, eps=epsilon)
        y.backward(torch.tensor(wave(rows * channels, 2 + step).reshape(rows, channels)))
        mean = momentum * mean + (1 - momentum) * x.detach().numpy().mean(0)
        variance = momentum * variance + (1 - momentum) * x.detach().numpy().var(0)
        result.append({"y": y.detach().reshape(-1).tolist(), "dx": x.grad.reshape(-1).tolist(), "gamma": g.grad.tolist(), "beta": b.grad.tolist(),
                       "moving_mean": mean.tolist(), "moving_variance": variance.tolist()})
    return result


if __name__ == "__main__":
    layers = {
        "max_3_2_same": back(pool_same("max", 6, 4, 3, 2), (1, 6, 4, 3)),
        "max_3_1_same": back(pool_same("max", 4, 5, 3, 1), (1, 4, 5, 2)),
        "average_3_2_same": back(pool_same("average", 6, 4, 3, 2), (1, 6, 4, 3)),
        "average_2_1_same": back(pool_same("average", 4, 5, 2, 1), (1, 4, 5, 2)),
        "bilinear_2": back(picture(lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)), (1, 3, 4, 2)),
        "bilinear_3": back(picture(lambda x: F.interpolate(x, scale_factor=3, mode="bilinear", align_corners=False)), (1, 3, 2, 2)),
        "softmax": back(lambda x: torch.softmax(x, -1), (3, 5), 3.0),
        "gelu": back(F.gelu, (20,), 4.0),
        "silu": back(F.silu, (20,), 4.0),
        "elu": back(F.elu, (20,), 4.0),
        "selu": back(F.selu, (20,), 4.0),
        "mish": back(F.mish, (20,), 4.0),
        "hard_silu": back(F.hardswish, (20,), 4.0),
        "batch_normalization": batch_normalization(6, 5),
    }

    def rounded(value):
        if isinstance(value, dict):
            return {k: rounded(v) for k, v in value.items()}
        return [rounded(v) for v in value] if isinstance(value, list) else float(f"{value:.9g}")

    with open("layers.json", "w") as file:
        file.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(rounded(v))}" for k, v in layers.items()) + "\n}\n")
