"""Makes optimizers.json and traces.json: the numbers that the tests compare the engine's training with.

Everything is float64. The update rules are written from Keras 3's documentation of each optimizer; the gradients of the traces come from
PyTorch's autograd. Weights and data are formulas (see `wave`), so that both sides can make them. Needs numpy and torch.
"""
import json
import numpy as np
import torch


class Rule:
    """Keras 3's update rules; one object per weight."""

    def __init__(self, kind, lr, momentum=0.0, nesterov=False, rho=0.9, centered=False, eps=1e-7, b1=0.9, b2=0.999, amsgrad=False,
                 decay=0.0, clipnorm=None, clipvalue=None):
        self.__dict__.update(locals())
        self.t = 0
        self.m = self.v = self.a = self.b = self.top = 0.0

    def step(self, w, g):
        self.t += 1
        if self.clipnorm is not None:
            n = np.sqrt((g * g).sum())
            g = g * self.clipnorm / max(n, self.clipnorm)
        if self.clipvalue is not None:
            g = np.clip(g, -self.clipvalue, self.clipvalue)
        w = w - w * self.decay * self.lr
        if self.kind == "sgd":
            if self.momentum == 0:
                return w - self.lr * g
            self.m = self.momentum * self.m - self.lr * g
            return w + (self.momentum * self.m - self.lr * g if self.nesterov else self.m)
        if self.kind == "rmsprop":
            self.v = self.rho * self.v + (1 - self.rho) * g * g
            d = self.v
            if self.centered:
                self.a = self.rho * self.a + (1 - self.rho) * g
                d = d - self.a * self.a
            inc = self.lr * g / np.sqrt(d + self.eps)
            if self.momentum > 0:
                self.b = self.momentum * self.b + inc
                inc = self.b
            return w - inc
        self.m = self.m + (g - self.m) * (1 - self.b1)
        self.v = self.v + (g * g - self.v) * (1 - self.b2)
        v = self.v
        if self.amsgrad:
            self.top = np.maximum(self.top, v)
            v = self.top
        alpha = self.lr * np.sqrt(1 - self.b2 ** self.t) / (1 - self.b1 ** self.t)
        return w - self.m * alpha / (np.sqrt(v) + self.eps)


CASES = {
    "sgd": dict(kind="sgd", lr=0.05),
    "sgd_momentum": dict(kind="sgd", lr=0.05, momentum=0.9),
    "sgd_nesterov": dict(kind="sgd", lr=0.05, momentum=0.9, nesterov=True),
    "rmsprop": dict(kind="rmsprop", lr=0.01),
    "rmsprop_centered_momentum": dict(kind="rmsprop", lr=0.01, rho=0.8, momentum=0.5, centered=True, eps=1e-3),
    "adam": dict(kind="adam", lr=0.02),
    "adam_amsgrad": dict(kind="adam", lr=0.02, b1=0.8, b2=0.95, eps=1e-3, amsgrad=True),
    "adam_weight_decay": dict(kind="adam", lr=0.02, decay=0.1),
    "sgd_clipnorm": dict(kind="sgd", lr=0.05, clipnorm=0.5),
    "sgd_clipvalue": dict(kind="sgd", lr=0.05, clipvalue=0.25),
}


def optimizer_tables():
    start = np.array([0.5, -1.0, 2.0, 0.1, -0.3])
    tables = {}
    for name, options in CASES.items():
        rule, w, rows = Rule(**options), start, []
        for t in range(20):
            w = rule.step(w, 0.5 * w + np.cos(t + np.arange(5)))
            rows.append(w.tolist())
        tables[name] = rows
    return tables


def wave(count, phase):
    """sin(1.7 i + phase): weights and data both sides can make."""
    return np.sin(1.7 * np.arange(count) + phase)


def trace(options, loss_name):
    classes = 1 if loss_name == "binary" else 3
    x = torch.tensor(wave(10 * 6, 0.3).reshape(10, 6))
    params = [wave(6 * 8, 1).reshape(6, 8) * 0.5, wave(8, 2) * 0.1, wave(8 * classes, 3).reshape(8, classes) * 0.5, wave(classes, 4) * 0.1]
    rules = [Rule(**options) for _ in params]
    target = torch.arange(10) % 2 if loss_name == "binary" else torch.arange(10) % 3
    losses = []
    for _ in range(20):
        p = [torch.tensor(q, requires_grad=True) for q in params]
        z = torch.tanh(x @ p[0] + p[1]) @ p[2] + p[3]
        if loss_name == "binary":
            q = torch.sigmoid(z)[:, 0].clamp(1e-7, 1 - 1e-7)
            loss = -(target * q.log() + (1 - target) * (1 - q).log()).mean()
        else:
            q = torch.softmax(z, 1).clamp(1e-7, 1 - 1e-7)
            loss = -q.log()[torch.arange(10), target].mean()
        loss.backward()
        losses.append(loss.item())
        params = [r.step(q, g.grad.numpy()) for r, q, g in zip(rules, params, p)]
    return {"losses": losses, "kernel": params[2].ravel().tolist()}


if __name__ == "__main__":
    json.dump(optimizer_tables(), open("optimizers.json", "w"), indent=0)
    names = ["sgd_momentum", "rmsprop", "adam"]
    json.dump({f"{name}/{loss}": trace(CASES[name], loss) for name in names for loss in ("binary", "categorical")}, open("traces.json", "w"), indent=0)
