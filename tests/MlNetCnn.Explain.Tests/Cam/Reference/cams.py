"""The eight class activation maps in float64 (torch's automatic differentiation and numpy), written from the papers' equations; used by make_tiny.py and make_mobilenet.py.

A network is two functions: body(images) -> activations (batch, channels, rows, columns) of the layer looked at, and head(activations, images) -> output before its last softmax or sigmoid.
"""
import numpy as np
import torch

METHODS = ["grad-cam", "grad-cam++", "hires-cam", "xgrad-cam", "layer-cam", "eigen-cam", "eigen-cam centered", "score-cam", "score-cam increase", "ablation-cam"]


def scores(logits, kind, activation, target):
    """The scalar of each picture. logits: (batch, classes), or with positions (batch, classes, rows, columns). target: list of classes, or ('weights', list)."""
    y = logits
    if kind == "probability" and activation == "softmax":
        y = torch.softmax(logits, 1)
    if kind == "probability" and activation == "sigmoid":
        y = torch.sigmoid(logits)
    if isinstance(target, tuple):
        return y @ torch.tensor(target[1], dtype=torch.float64)
    if y.dim() == 4:
        y = y.mean((2, 3))
    if y.shape[1] == 1:
        other = -y if kind == "logit" else 1 - y
        y = torch.cat([other, y], 1)
    return y[torch.arange(len(y)), torch.tensor(target)]


def top(logits):
    y = logits.mean((2, 3)) if logits.dim() == 4 else logits
    return [int(v > 0) for v in y[:, 0]] if y.shape[1] == 1 else y.argmax(1).tolist()


def resize(maps, height, width):
    """Bilinear with centres at halves and repeated edges: (n, rows, columns) -> (n, height, width)."""
    def axis(size, to):
        x = np.clip((np.arange(to) + .5) * size / to - .5, 0, size - 1)
        low = np.floor(x).astype(int)
        return low, np.minimum(low + 1, size - 1), x - low
    y0, y1, fy = axis(maps.shape[1], height)
    x0, x1, fx = axis(maps.shape[2], width)
    rows = maps[:, y0] * (1 - fy)[None, :, None] + maps[:, y1] * fy[None, :, None]
    return rows[:, :, x0] * (1 - fx) + rows[:, :, x1] * fx


def of(target, picture):
    return target if isinstance(target, tuple) else [target[picture]]


def repeat(target, n):
    return target if isinstance(target, tuple) else target * n


def maps(method, body, head, images, kind, activation, target, chunk=64):
    """One map per picture, as numpy arrays."""
    with torch.no_grad():
        a = body(images)
    a = a.detach().requires_grad_(True)
    y = scores(head(a, images), kind, activation, target)
    g, = torch.autograd.grad(y.sum(), a)
    a, g, y = a.detach().numpy(), g.numpy(), y.detach().numpy()
    return [one(method, a[i], g[i], y[i], body, head, images[i:i + 1], kind, activation, of(target, i), chunk) for i in range(len(a))]


def one(method, a, g, y, body, head, image, kind, activation, target, chunk):
    relu = lambda x: np.maximum(x, 0)
    weighted = lambda w: relu((w[:, None, None] * a).sum(0))
    if method == "grad-cam":
        return weighted(g.mean((1, 2)))
    if method == "grad-cam++":
        den = 2 * g ** 2 + a.sum((1, 2))[:, None, None] * g ** 3
        alpha = np.divide(g ** 2, den, out=np.zeros_like(g), where=den != 0)
        return weighted((alpha * relu(g)).sum((1, 2)))
    if method == "hires-cam":
        return (g * a).sum(0)
    if method == "xgrad-cam":
        s = a.sum((1, 2))
        return weighted(np.divide((a * g).sum((1, 2)), s, out=np.zeros_like(s), where=s != 0))
    if method == "layer-cam":
        return relu((relu(g) * a).sum(0))
    if method.startswith("eigen-cam"):
        o = a.reshape(len(a), -1).T
        if method.endswith("centered"):
            o = o - o.mean(0)
        v = np.linalg.svd(o, full_matrices=False)[2][0]
        m = o @ v
        return (m if m @ o.sum(1) >= 0 else -m).reshape(a.shape[1:])
    if method.startswith("score-cam"):
        ks = [k for k in range(len(a)) if a[k].min() != a[k].max()]
        up = resize(a[ks], image.shape[2], image.shape[3])
        low, high = up.min((1, 2), keepdims=True), up.max((1, 2), keepdims=True)
        masks = torch.from_numpy((up - low) / (high - low))
        s = []
        with torch.no_grad():
            for c in range(0, len(ks), chunk):
                x = image * masks[c:c + chunk, None]
                s += scores(head(body(x), x), kind, activation, repeat(target, len(x))).tolist()
            base = scores(head(body(image * 0), image * 0), kind, activation, target).item()
        s = np.array(s)
        w = np.zeros(len(a))
        w[ks] = s - base if method.endswith("increase") else np.exp(s - s.max()) / np.exp(s - s.max()).sum()
        return weighted(w)
    if method == "ablation-cam":
        w = np.zeros(len(a))
        with torch.no_grad():
            for c in range(0, len(a), chunk):
                ks = range(c, min(c + chunk, len(a)))
                ablated = torch.from_numpy(np.stack([a] * len(ks)))
                for j, k in enumerate(ks):
                    ablated[j, k] = 0
                x = image.repeat(len(ks), 1, 1, 1)
                w[list(ks)] = (y - scores(head(ablated, x), kind, activation, repeat(target, len(ks))).numpy()) / y
        return weighted(w)
    raise ValueError(method)


def short(values, digits=8):
    return [float(f"%.{digits}g" % v) for v in np.asarray(values, dtype=np.float64).ravel()]
