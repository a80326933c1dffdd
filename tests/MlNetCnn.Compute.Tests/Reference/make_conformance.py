"""Makes conformance.json: outputs and gradients of every layer, and training traces of whole nets, by PyTorch in float64.

Inputs, weights and gradients by the output are whole-number formulas (see `numbers`), the same to the last bit on both sides, so only results are stored. A result of many
values is stored as every 11th value, the largest magnitude and a product with known numbers, in which every value has a part. Arrays are laid out as Keras does, channels last
unless the case says otherwise; kernels are height, width, in / groups, out. Padding is TensorFlow's, written out. Needs torch, and Pillow for the weights of resizing.
"""
import json
import math
import numpy
import torch
import torch.nn.functional as F
from PIL import Image

MASK = (1 << 32) - 1


def numbers(count, seed):
    """Numbers in [-1, 1) without pattern, multiples of 2^-23, so that float32 holds them."""
    result = []
    for i in range(count):
        x = (i * 2654435761 + seed * 40503 + 12345) & MASK
        x = ((x ^ (x >> 15)) * 2246822519) & MASK
        x = ((x ^ (x >> 13)) * 3266489917) & MASK
        result.append(((x ^ (x >> 16)) >> 8) / (1 << 23) - 1)
    return result


def tensor(shape, seed, scale=1.0, offset=0.0, grad=False):
    values = torch.tensor(numbers(math.prod(shape), seed), dtype=torch.float64) * scale + offset
    return values.float().double().reshape(shape).requires_grad_(grad)


class Weights:
    """Hands out weights in the order of the model's; the values depend on the index and the kind alone."""

    def __init__(self):
        self.all, self.trainable = [], []

    def __call__(self, kind, *shape, trainable=True):
        scale, offset = {
            "kernel": (1.5 / math.sqrt(math.prod(shape) / shape[-1]), 0), "bias": (0.3, 0), "gamma": (0.5, 1), "variance": (0.6, 1)}[kind]
        w = tensor(shape, 100 + len(self.all), scale, offset, grad=trainable)
        self.all.append(w)
        if trainable:
            self.trainable.append(w)
        return w


CASES = {}


def case(name, shapes, f, scale=1.0):
    """f takes the weights' source and the inputs, one per shape (with the batch)."""
    w = Weights()
    xs = [tensor(s, 1 + i, scale, grad=True) for i, s in enumerate(shapes)]
    y = f(w, *xs)
    y.backward(tensor(tuple(y.shape), 50))
    assert name not in CASES, name
    CASES[name] = {"y": stored(y), "dx": [stored(x.grad) for x in xs], "dw": [stored(v.grad) for v in w.trainable]}


def stored(t):
    values = t.detach().reshape(-1).tolist()
    known = numbers(len(values), 60)
    return {"values": [rounded(v) for v in (values[::11] if len(values) > 140 else values)], "max": rounded(max(map(abs, values))), "dot": rounded(sum(a * b for a, b in zip(values, known)))}


def rounded(v):
    return float(f"{v:.8g}")


def first(x):
    return x.permute(0, 3, 1, 2)


def last(x):
    return x.permute(0, 2, 3, 1)


def edges(size, k, s, d, padding, value=0.0):
    """Padding before and after along height and width for F.pad: the odd one goes to the end."""
    result = []
    for n in (1, 0):
        total = max((-(-size[n] // s[n]) - 1) * s[n] + (k[n] - 1) * d[n] + 1 - size[n], 0) if padding == "same" else 0
        result += [total // 2, total - total // 2]
    return result


def pair(v):
    return v if isinstance(v, tuple) else (v, v)


def conv_first(x, k, b=None, s=1, padding="valid", d=1, groups=1):
    s, d = pair(s), pair(d)
    x = F.pad(x, edges(x.shape[2:], k.shape[:2], s, d, padding))
    return F.conv2d(x, k.permute(3, 2, 0, 1), b, s, 0, d, groups)


def conv(x, k, b=None, **how):
    return last(conv_first(first(x), k, b, **how))


def depthwise_first(x, k, b=None, s=1, padding="valid", d=1):
    s, d = pair(s), pair(d)
    kh, kw, c, m = k.shape
    x = F.pad(x, edges(x.shape[2:], (kh, kw), s, d, padding))
    return F.conv2d(x, k.permute(2, 3, 0, 1).reshape(c * m, 1, kh, kw), b, s, 0, d, c)


def depthwise(x, k, b=None, **how):
    return last(depthwise_first(first(x), k, b, **how))


def transposed_first(x, k, b=None, s=1, padding="valid", d=1, extra=None):
    """Kernel height, width, out, in. The whole result, cut to Keras's size where the convolution that this turns round would have padded."""
    s, d, extra = pair(s), pair(d), pair(extra)
    y = F.conv_transpose2d(x, k.permute(3, 2, 0, 1), None, s, 0, 0, 1, d)
    cut = []
    for n in (1, 0):
        size, span = x.shape[2 + n], (k.shape[n] - 1) * d[n] + 1
        whole = (size - 1) * s[n] + span
        if extra[n] is None:
            out = size * s[n] + max(span - s[n], 0) if padding == "valid" else size * s[n]
        else:
            out = whole + extra[n] if padding == "valid" else whole - 2 * (span // 2) + extra[n]
        before = max(whole - out, 0) // 2 if padding == "same" else 0
        cut += [-before, out - whole + before]
    y = F.pad(y, cut)
    return y if b is None else y + b.reshape(1, -1, 1, 1)


def transposed(x, k, b=None, **how):
    return last(transposed_first(first(x), k, b, **how))


def pool_first(kind, x, k=2, s=None, padding="valid"):
    k, s = pair(k), pair(s or k)
    e = edges(x.shape[2:], k, s, (1, 1), padding)
    if kind == "max":
        return F.max_pool2d(F.pad(x, e, value=-float("inf")), k, s)
    return F.avg_pool2d(F.pad(x, e), k, s) / F.avg_pool2d(F.pad(torch.ones_like(x), e), k, s)


def pool(kind, x, **how):
    return last(pool_first(kind, first(x), **how))


def normalize(x, gamma, beta, mean=None, variance=None, axis=-1, epsilon=1e-3):
    """With the batch's own statistics (the variance is the biased one) where none are given."""
    axes = [i for i in range(x.dim()) if i != axis % x.dim()]
    shape = [1] * x.dim()
    shape[axis] = -1
    if mean is None:
        mean, variance = x.mean(axes), x.var(axes, unbiased=False)
    y = (x - mean.reshape(shape)) / torch.sqrt(variance.reshape(shape) + epsilon)
    if gamma is not None:
        y = y * gamma.reshape(shape)
    return y if beta is None else y + beta.reshape(shape)


def statistics(w, channels):
    return w("bias", channels, trainable=False), w("variance", channels, trainable=False)


def relu(x, maximum=math.inf, slope=0.0, threshold=0.0):
    return torch.where(x >= maximum, torch.full_like(x, maximum), torch.where(x >= threshold, x, slope * (x - threshold)))


ACTIVATIONS = {
    "linear": lambda x: x * 1, "relu": torch.relu, "relu6": lambda x: torch.clamp(x, 0, 6), "sigmoid": torch.sigmoid, "tanh": torch.tanh,
    "softmax": lambda x: torch.softmax(x, -1), "softplus": lambda x: torch.log1p(torch.exp(x)), "elu": lambda x: torch.where(x > 0, x, torch.expm1(x)), "selu": F.selu,
    "silu": lambda x: x * torch.sigmoid(x), "gelu": lambda x: x * (1 + torch.erf(x / math.sqrt(2))) / 2, "hard_sigmoid": lambda x: torch.clamp(x / 6 + 0.5, 0, 1),
    "hard_sigmoid_keras2": lambda x: torch.clamp(0.2 * x + 0.5, 0, 1),
    "hard_silu": lambda x: x * torch.clamp(x / 6 + 0.5, 0, 1), "leaky_relu": lambda x: torch.where(x >= 0, x, 0.2 * x), "softsign": lambda x: x / (1 + x.abs()),
    "exponential": torch.exp, "mish": lambda x: x * torch.tanh(torch.log1p(torch.exp(x))),
    "gelu_approximate": lambda x: F.gelu(x, approximate="tanh"), "celu": F.celu, "hard_tanh": F.hardtanh, "hard_shrink": F.hardshrink, "soft_shrink": F.softshrink,
    "tanh_shrink": F.tanhshrink, "squareplus": lambda x: (x + torch.sqrt(x * x + 4)) / 2, "log_sigmoid": F.logsigmoid, "log_softmax": lambda x: F.log_softmax(x, -1),
    "sparse_plus": lambda x: torch.where(x <= -1, torch.zeros_like(x), torch.where(x < 1, (x + 1) ** 2 / 4, x)), "sparse_sigmoid": lambda x: torch.clamp((x + 1) / 2, 0, 1),
    "sparsemax": lambda x: sparsemax(x),
}


def sparsemax(x):
    """By sorting, as in the paper (Martins and Astudillo, 2016, algorithm 1)."""
    z = x.sort(-1, descending=True).values
    sums, k = z.cumsum(-1), torch.arange(1, x.shape[-1] + 1)
    size = (1 + k * z > sums).sum(-1, keepdim=True)
    return torch.relu(x - (sums.gather(-1, size - 1) - 1) / size)


def convolutions():
    def plain(name, shape, filters, k, act="linear", bias=True, groups=1, **how):
        def f(w, x):
            kernel = w("kernel", *pair(k), shape[-1] // groups, filters)
            return ACTIVATIONS[act](conv(x, kernel, w("bias", filters) if bias else None, groups=groups, **how))
        case(name, [shape], f)

    plain("conv", (2, 7, 6, 3), 5, 3)
    plain("conv_same_even", (2, 6, 8, 3), 5, (2, 4), padding="same")
    plain("conv_stride_same_even", (2, 6, 8, 3), 5, 3, padding="same", s=2)
    plain("conv_stride_same_odd", (2, 7, 9, 3), 5, 3, padding="same", s=(2, 3), act="relu")
    plain("conv_stride_valid", (2, 8, 9, 3), 4, (3, 2), s=(3, 2), act="tanh")
    plain("conv_stride_beyond_kernel", (2, 7, 8, 3), 4, 1, s=(2, 3), padding="same")
    plain("conv_dilated", (2, 9, 8, 3), 4, 3, d=(2, 3))
    plain("conv_dilated_same", (1, 8, 9, 2), 4, (3, 2), d=2, padding="same", act="gelu")
    plain("conv_groups", (2, 5, 6, 6), 9, 3, groups=3, padding="same", bias=False)
    plain("conv_groups_stride", (2, 7, 6, 4), 6, (3, 2), groups=2, s=2, act="sigmoid")
    plain("conv_point", (2, 5, 4, 18), 19, 1, act="relu")
    plain("conv_wide", (1, 6, 5, 17), 33, (5, 3), padding="same", act="relu6")
    plain("conv_picture", (1, 17, 15, 3), 16, 3, padding="same", act="relu")
    plain("conv_softmax", (2, 4, 5, 3), 7, 2, act="softmax")
    plain("winograd_same", (1, 11, 13, 32), 32, 3, padding="same", act="relu")
    plain("winograd_valid", (1, 13, 10, 33), 32, 3, bias=False)
    plain("winograd_nines", (2, 9, 9, 32), 18, 3, padding="same", act="tanh")
    case("conv_first", [(2, 3, 8, 7)], lambda w, x: torch.tanh(conv_first(x, w("kernel", 3, 2, 3, 5), w("bias", 5), s=2, padding="same")))
    case("winograd_pool", [(2, 10, 13, 32)], lambda w, x: pool("max", torch.relu(conv(x, w("kernel", 3, 3, 32, 32), w("bias", 32), padding="same"))))

    case("depthwise", [(2, 7, 6, 5)], lambda w, x: depthwise(x, w("kernel", 3, 3, 5, 1), w("bias", 5)))
    case("depthwise_same_multiplier", [(2, 6, 7, 3)], lambda w, x: torch.relu(depthwise(x, w("kernel", 2, 3, 3, 2), w("bias", 6), padding="same")))
    case("depthwise_stride", [(2, 8, 7, 19)], lambda w, x: depthwise(x, w("kernel", 3, 3, 19, 1), s=2, padding="same"))
    case("depthwise_dilated", [(1, 9, 8, 4)], lambda w, x: torch.sigmoid(depthwise(x, w("kernel", 3, 2, 4, 1), w("bias", 4), d=2)))
    case("depthwise_first", [(2, 3, 6, 7)], lambda w, x: depthwise_first(x, w("kernel", 3, 3, 3, 2), w("bias", 6), s=2, padding="same"))
    separable = lambda w, x, c, m, f, k, **how: conv(depthwise(x, w("kernel", *pair(k), c, m), **how), w("kernel", 1, 1, c * m, f), w("bias", f))
    case("separable", [(2, 7, 6, 3)], lambda w, x: torch.relu(separable(w, x, 3, 2, 7, 3)))
    case("separable_stride_same", [(2, 7, 8, 4)], lambda w, x: separable(w, x, 4, 1, 5, (3, 2), s=2, padding="same"))
    case("separable_first", [(2, 3, 6, 7)], lambda w, x: conv_first(depthwise_first(x, w("kernel", 3, 3, 3, 2), padding="same"), w("kernel", 1, 1, 6, 5), w("bias", 5)))
    case("transposed", [(2, 4, 5, 3)], lambda w, x: transposed(x, w("kernel", 3, 3, 6, 3), w("bias", 6)))
    case("transposed_stride_same", [(2, 4, 3, 3)], lambda w, x: torch.relu(transposed(x, w("kernel", 3, 4, 5, 3), w("bias", 5), s=2, padding="same")))
    case("transposed_stride_valid", [(2, 3, 4, 3)], lambda w, x: transposed(x, w("kernel", 2, 3, 5, 3), s=(3, 2)))
    case("transposed_dilated", [(1, 4, 5, 2)], lambda w, x: transposed(x, w("kernel", 3, 2, 4, 2), w("bias", 4), d=2, padding="same"))
    case("transposed_extra", [(2, 3, 4, 3)], lambda w, x: transposed(x, w("kernel", 3, 3, 4, 3), w("bias", 4), s=2, extra=1))
    case("transposed_extra_same", [(2, 3, 4, 3)], lambda w, x: transposed(x, w("kernel", 3, 3, 4, 3), w("bias", 4), s=2, padding="same", extra=1))
    case("transposed_first", [(2, 3, 4, 3)], lambda w, x: transposed_first(x, w("kernel", 3, 3, 5, 3), w("bias", 5), s=2, padding="same"))


def axis_weights(size, out, kind, antialias=False):
    """(out, size): how an axis is resized. Pillow's windows always grow where pictures become smaller, which is antialias; without it, torch's bilinear or the formula."""
    if kind == "nearest":
        return torch.eye(size).double()[[int((i + 0.5) * size / out) for i in range(out)]]
    if (antialias or out >= size) and kind != "lanczos5":
        way = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos3": Image.LANCZOS}[kind]
        columns = [numpy.asarray(Image.fromarray(column.reshape(size, 1).numpy()).resize((1, out), way)) for column in torch.eye(size)]
        return torch.tensor(numpy.concatenate(columns, 1)).double()
    if kind == "bilinear":
        return F.interpolate(torch.eye(size).double()[:, None], size=out, mode="linear", align_corners=False)[:, 0].T
    place = (torch.arange(out).double() + 0.5) * size / out - 0.5
    x = (place[:, None] - torch.arange(size).double()).abs()
    if kind == "bicubic":
        near, far = 1.5 * x ** 3 - 2.5 * x ** 2 + 1, -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2
        weights = torch.where(x < 1, near, torch.where(x < 2, far, torch.zeros_like(x)))
    else:
        radius = int(kind[-1])
        weights = torch.where(x < radius, torch.sinc(x) * torch.sinc(x / radius), torch.zeros_like(x))
    return weights / weights.sum(1, keepdim=True)


def resized(x, height, width, kind="bilinear", antialias=False):
    rows, columns = axis_weights(x.shape[1], height, kind, antialias), axis_weights(x.shape[2], width, kind, antialias)
    return torch.einsum("ih,jw,nhwc->nijc", rows, columns, x)


def apart(x, dims, epsilon=1e-3):
    return (x - x.mean(dims, keepdim=True)) / torch.sqrt(x.var(dims, unbiased=False, keepdim=True) + epsilon)


def grouped(x, groups, epsilon=1e-3):
    """Channels last."""
    return apart(x.reshape(*x.shape[:-1], groups, -1), (*range(1, x.dim() - 1), x.dim()), epsilon).reshape(x.shape)


def dense(w, x, inputs, units):
    return x @ w("kernel", inputs, units) + w("bias", units)


def normalizations():
    case("dense", [(5, 13)], lambda w, x: dense(w, x, 13, 7))
    case("dense_softmax", [(3, 35)], lambda w, x: torch.softmax(dense(w, x, 35, 18), -1))
    case("dense_of_pictures", [(2, 3, 4, 5)], lambda w, x: torch.relu(x @ w("kernel", 5, 6)))
    case("batch_normalization", [(3, 4, 3, 5)], lambda w, x: normalize(x, w("gamma", 5), w("bias", 5), *statistics(w, 5)))
    case("batch_normalization_training", [(3, 4, 3, 5)], lambda w, x: normalize(x, w("gamma", 5), w("bias", 5)), scale=2)
    case("batch_normalization_training_dense", [(7, 19)], lambda w, x: normalize(x, w("gamma", 19), None, epsilon=1e-5))
    case("batch_normalization_training_axis", [(3, 3, 4, 2)], lambda w, x: normalize(x, None, w("bias", 3), axis=1))

    def frozen(w, x):
        g, b = w("gamma", 5, trainable=False), w("bias", 5, trainable=False)
        return normalize(x, g, b, *statistics(w, 5))

    case("batch_normalization_frozen", [(3, 4, 3, 5)], frozen)

    def whole(w, x):
        y = torch.relu(normalize(conv(x, w("kernel", 3, 3, 3, 18), padding="same"), w("gamma", 18), w("bias", 18), *statistics(w, 18)))
        return normalize(depthwise(y, w("kernel", 3, 3, 18, 1), padding="same"), w("gamma", 18), w("bias", 18), *statistics(w, 18))

    case("convolutions_normalized", [(2, 7, 6, 3)], whole)

    def trained(w, x):
        k, g, b = w("kernel", 3, 3, 3, 18), w("gamma", 18), w("bias", 18)
        statistics(w, 18)
        return dense(w, torch.relu(normalize(conv(x, k, padding="same"), g, b)).mean((1, 2)), 18, 4)

    case("convolutions_normalized_training", [(3, 7, 6, 3)], trained)
    case("rescaling", [(2, 3, 4, 2)], lambda w, x: x * (1 / 127.5) - 1, scale=255)
    safe = lambda v: torch.clamp(torch.sqrt(v), min=1e-7)
    case("normalization", [(2, 3, 4, 3)], lambda w, x: (x - torch.tensor([0.5, -1, 2.0]).double()) / safe(torch.tensor([0.25, 4, 0.5]).double()))
    case("normalization_weights", [(2, 3, 4, 3)], lambda w, x: (x - w("bias", 3, trainable=False)) / safe(w("variance", 3, trainable=False)))
    case("normalization_invert", [(2, 3, 4)], lambda w, x: x * safe(torch.tensor(0.25).double()) + 0.5)


    case("rescaling_by_channel", [(2, 3, 4, 3)], lambda w, x: x * torch.tensor([0.5, 2.0, -1.5]).double() + torch.tensor([1.0, 0.0, 0.25]).double())
    case("layer_normalization", [(3, 4, 3, 5)], lambda w, x: apart(x, (3,)) * w("gamma", 5) + w("bias", 5), scale=2)
    case("layer_normalization_dense", [(3, 135)], lambda w, x: apart(x, (1,), 1e-6) * w("gamma", 135) + w("bias", 135))
    case("layer_normalization_axes", [(3, 4, 3, 5)], lambda w, x: apart(x, (1, 2)) * w("gamma", 4, 3).reshape(4, 3, 1) + w("bias", 4, 3).reshape(4, 3, 1))
    case("layer_normalization_whole", [(2, 4, 3, 5)], lambda w, x: apart(x, (1, 2, 3)) * w("gamma", 4, 3, 5))
    case("layer_normalization_plain", [(2, 4, 3, 5)], lambda w, x: apart(x, (1, 3)))
    case("group_normalization", [(3, 4, 3, 6)], lambda w, x: grouped(x, 3) * w("gamma", 6) + w("bias", 6), scale=2)
    case("group_normalization_one", [(3, 4, 3, 6)], lambda w, x: grouped(x, 1) * w("gamma", 6))
    case("group_normalization_each", [(3, 4, 3, 6)], lambda w, x: grouped(x, 6, 1e-5) + w("bias", 6))
    case("group_normalization_dense", [(3, 12)], lambda w, x: grouped(x, 4) * w("gamma", 12) + w("bias", 12))
    case("group_normalization_first", [(3, 6, 4, 3)], lambda w, x: grouped(x.permute(0, 2, 3, 1), 2).permute(0, 3, 1, 2) * w("gamma", 6).reshape(6, 1, 1) + w("bias", 6).reshape(6, 1, 1))
    case("unit_normalization", [(3, 4, 3, 5)], lambda w, x: x / x.norm(dim=3, keepdim=True))
    case("unit_normalization_axes", [(3, 4, 3, 5)], lambda w, x: x / torch.sqrt((x * x).sum((1, 2), keepdim=True)))


def shapes():
    for kind in ("max", "average"):
        case(f"{kind}_pool", [(2, 6, 7, 5)], lambda w, x: pool(kind, x))
        case(f"{kind}_pool_same", [(2, 6, 7, 5)], lambda w, x: pool(kind, x, k=3, s=2, padding="same"))
        case(f"{kind}_pool_overlap", [(2, 7, 6, 17)], lambda w, x: pool(kind, x, k=(3, 2), s=(1, 2)))
        case(f"{kind}_pool_first", [(2, 3, 6, 5)], lambda w, x: pool_first(kind, x, k=2, s=(2, 1), padding="same"))
    case("global_average_pool", [(2, 3, 5, 7)], lambda w, x: x.mean((1, 2)))
    case("global_average_pool_keep_first", [(2, 3, 4, 5)], lambda w, x: x.mean((2, 3), keepdim=True))
    case("global_max_pool", [(2, 3, 5, 7)], lambda w, x: x.amax((1, 2)))
    case("global_max_pool_first", [(2, 3, 5, 4)], lambda w, x: x.amax((2, 3)))
    case("zero_padding", [(2, 3, 4, 2)], lambda w, x: F.pad(x, (0, 0, 3, 0, 1, 2)))
    case("zero_padding_first", [(2, 2, 3, 4)], lambda w, x: F.pad(x, (2, 2, 1, 1)))
    case("cropping", [(2, 6, 7, 3)], lambda w, x: x[:, 1:4, 0:5])
    case("cropping_first", [(2, 3, 6, 7)], lambda w, x: x[:, :, 2:5, 1:4])
    case("up_sampling", [(2, 3, 4, 3)], lambda w, x: x.repeat_interleave(2, 1).repeat_interleave(3, 2))
    case("up_sampling_bilinear", [(2, 3, 4, 3)], lambda w, x: last(F.interpolate(first(x), scale_factor=(2, 3), mode="bilinear", align_corners=False)))
    case("up_sampling_first", [(2, 3, 2, 4)], lambda w, x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False))
    case("up_sampling_bicubic", [(2, 4, 5, 3)], lambda w, x: resized(x, 8, 15, "bicubic"))
    case("up_sampling_lanczos3", [(2, 4, 5, 3)], lambda w, x: resized(x, 12, 10, "lanczos3"))
    case("up_sampling_lanczos5", [(2, 4, 5, 3)], lambda w, x: resized(x, 8, 10, "lanczos5"))
    case("resizing", [(2, 7, 5, 3)], lambda w, x: resized(x, 4, 9))
    case("resizing_nearest", [(2, 7, 5, 3)], lambda w, x: resized(x, 4, 9, "nearest"))
    case("resizing_bicubic", [(2, 7, 5, 3)], lambda w, x: resized(x, 4, 9, "bicubic"))
    case("resizing_antialias", [(2, 9, 11, 3)], lambda w, x: resized(x, 4, 3, antialias=True))
    case("resizing_bicubic_antialias", [(2, 9, 11, 3)], lambda w, x: resized(x, 4, 3, "bicubic", antialias=True))
    case("resizing_lanczos3_antialias", [(2, 9, 11, 3)], lambda w, x: resized(x, 4, 3, "lanczos3", antialias=True))
    case("resizing_crop_first", [(2, 3, 7, 9)], lambda w, x: resized(x.permute(0, 2, 3, 1)[:, :, 1:8], 4, 4).permute(0, 3, 1, 2))
    case("resizing_pad", [(2, 4, 9, 3)], lambda w, x: resized(F.pad(x, (0, 0, 0, 0, 2, 2), value=0.75), 6, 6))
    case("center_crop", [(2, 7, 6, 3)], lambda w, x: x[:, 1:5, 1:4])
    case("center_crop_larger", [(2, 5, 6, 3)], lambda w, x: resized(x, 10, 12))
    case("random_crop", [(2, 8, 6, 3)], lambda w, x: resized(x[:, 2:6], 2, 3))
    case("repeat_vector", [(3, 5)], lambda w, x: x[:, None].expand(3, 4, 5))
    case("augmentation", [(3, 4, 5, 2)], lambda w, x: x * 1)
    case("flatten", [(2, 3, 4, 2)], lambda w, x: dense(w, x.reshape(2, 24), 24, 3))
    case("reshape", [(2, 3, 4, 2)], lambda w, x: torch.softmax(x.reshape(2, 6, 4), -1))
    case("permute", [(2, 3, 4, 5)], lambda w, x: torch.softmax(x.permute(0, 3, 1, 2), -1))
    case("identities", [(3, 4, 3, 2)], lambda w, x: x * 1)


def functions():
    for name, f in ACTIVATIONS.items():
        case(f"activation_{name}", [(3, 37)], lambda w, x: f(x), scale=8 if "hard" in name or name == "relu6" else 4)
    case("relu_layer", [(2, 33)], lambda w, x: relu(x, 3, 0.1, 0.5), scale=5)
    case("leaky_relu_layer", [(2, 33)], lambda w, x: torch.where(x >= 0, x, 0.3 * x))
    case("elu_layer", [(2, 33)], lambda w, x: torch.where(x > 0, x, 0.7 * torch.expm1(x)), scale=3)
    case("prelu_layer", [(2, 3, 4, 5)], lambda w, x: (lambda a: torch.where(x >= 0, x, a * x))(w("bias", 3, 4, 5)))
    case("prelu_layer_shared", [(2, 3, 4, 5)], lambda w, x: (lambda a: torch.where(x >= 0, x, a * x))(w("bias", 1, 1, 5)))
    case("softmax_layer_axis", [(2, 3, 4, 5)], lambda w, x: torch.softmax(x, 2), scale=3)
    case("softmax_layer", [(2, 3, 4, 5)], lambda w, x: torch.softmax(x, -1), scale=3)


def merges():
    kinds = {
        "add": lambda *v: sum(v), "subtract": lambda a, b: a - b, "multiply": lambda *v: math.prod(v), "average": lambda *v: sum(v) / len(v),
        "maximum": lambda a, *v: a if not v else torch.maximum(a, kinds["maximum"](*v)), "minimum": lambda a, *v: a if not v else torch.minimum(a, kinds["minimum"](*v))}
    for name, f in kinds.items():
        three = name != "subtract"
        case(name, [(2, 3, 4, 5)] * (3 if three else 2), lambda w, *xs: f(*xs))
        case(f"{name}_broadcast", [(2, 3, 4, 5), (2, 1, 1, 5)] + [(2, 3, 1, 1)] * three, lambda w, *xs: f(*xs))
    case("dot", [(2, 3, 4, 5), (2, 6, 4)], lambda w, a, b: torch.einsum("nikc,njk->nicj", a, b))
    case("dot_normalized", [(3, 4, 7), (3, 7, 2)], lambda w, a, b: torch.einsum("nik,nkj->nij", a / a.norm(dim=2, keepdim=True), b / b.norm(dim=1, keepdim=True)))
    case("dot_vectors", [(3, 7), (3, 7)], lambda w, a, b: (a * b).sum(1, keepdim=True))
    case("squeeze_excite", [(2, 3, 4, 5), (2, 1, 1, 5)], lambda w, a, b: a * b)
    case("concatenate", [(2, 3, 4, 5), (2, 3, 4, 1), (2, 3, 4, 2)], lambda w, *xs: torch.cat(xs, -1))
    case("concatenate_axis", [(2, 3, 4, 2), (2, 2, 4, 2)], lambda w, *xs: torch.cat(xs, 1))


def nets():
    def nested(w, x):
        y = torch.relu(conv(x, w("kernel", 3, 3, 3, 6), w("bias", 6), padding="same"))
        y = pool("max", y)
        return dense(w, y.reshape(2, -1), 3 * 4 * 6, 5)

    case("nested_model", [(2, 6, 8, 3)], nested)

    def shared(w, a, b):
        k, c = w("kernel", 3, 3, 2, 4), w("bias", 4)
        y, z = (torch.tanh(conv(x, k, c)) for x in (a, b))
        return y * z + y

    case("shared_layer", [(2, 5, 6, 2)] * 2, shared)

    def residual(w, x):
        y = torch.relu(conv(x, w("kernel", 3, 3, 3, 16), w("bias", 16), padding="same"))
        z = conv(y, w("kernel", 3, 3, 16, 16), w("bias", 16), padding="same")
        return dense(w, torch.relu(y + z).mean((1, 2)), 16, 3)

    case("residual", [(2, 9, 7, 3)], residual)


def crossentropy(logits, labels):
    p = torch.softmax(logits, -1)
    p = torch.clamp(p / p.sum(-1, keepdim=True), 1e-7, 1 - 1e-7)
    return -torch.log(p[torch.arange(len(labels)), labels]).mean()


def update(rule, weights, state, step):
    """Keras 3's SGD with momentum and Adam."""
    for i, w in enumerate(weights):
        g = w.grad
        with torch.no_grad():
            if rule[0] == "sgd":
                state[i] = rule[2] * state.get(i, 0) - rule[1] * g
                w += state[i]
            else:
                m, v = state.get(i, (0, 0))
                m, v = m + (g - m) * (1 - 0.9), v + (g * g - v) * (1 - 0.999)
                state[i] = (m, v)
                w -= rule[1] * math.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step) * m / (torch.sqrt(v) + 1e-7)
        w.grad = None


def trace(shape, classes, rule, build, steps=20):
    """Losses of training steps over four batches in turn, which the net learns by heart."""
    w = Weights()
    f = build(w)
    state, losses = {}, []
    for step in range(1, steps + 1):
        x = tensor(shape, 1000 + step % 4, 0.5, 0.5)
        labels = torch.tensor([(3 * i + step % 4) % classes for i in range(shape[0])])
        loss = crossentropy(f(x), labels)
        loss.backward()
        losses.append(rounded(loss.item()))
        update(rule, w.trainable, state, step)
    return losses


def fashion(w):
    k1, b1, k2, b2 = w("kernel", 3, 3, 1, 32), w("bias", 32), w("kernel", 3, 3, 32, 64), w("bias", 64)
    k3, b3, k4, b4 = w("kernel", 3136, 100), w("bias", 100), w("kernel", 100, 10), w("bias", 10)

    def f(x):
        x = pool("max", torch.relu(conv(x, k1, b1, padding="same")))
        x = pool("max", torch.relu(conv(x, k2, b2, padding="same")))
        return torch.relu(x.reshape(len(x), -1) @ k3 + b3) @ k4 + b4

    return f


def normalized(w):
    k1, g1, b1 = w("kernel", 3, 3, 3, 16), w("gamma", 16), w("bias", 16)
    statistics(w, 16)
    k2, g2, b2 = w("kernel", 3, 3, 16, 18), w("gamma", 18), w("bias", 18)
    statistics(w, 18)
    k3, b3 = w("kernel", 18, 4), w("bias", 4)

    def f(x):
        x = torch.relu(normalize(conv(x, k1, padding="same", s=2), g1, b1))
        x = torch.relu(normalize(conv(x, k2, padding="same"), g2, b2))
        return x.mean((1, 2)) @ k3 + b3

    return f


if __name__ == "__main__":
    convolutions()
    normalizations()
    shapes()
    functions()
    merges()
    nets()
    traces = {
        "fashion_sgd": trace((8, 28, 28, 1), 10, ("sgd", 0.01, 0.9), fashion),
        "fashion_adam": trace((8, 28, 28, 1), 10, ("adam", 0.001), fashion),
        "normalized_sgd": trace((8, 13, 11, 3), 4, ("sgd", 0.001, 0.9), normalized),
    }
    with open("conformance.json", "w") as file:
        lines = [f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in [*CASES.items(), ("traces", traces)]]
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
