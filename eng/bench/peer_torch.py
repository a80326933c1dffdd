"""libtorch on one workload: prints one line of JSON, as every engine of the benchmarks does.

peer_torch.py --model=FOLDER --threads=N --seconds=S --format=nchw|nhwc|jit

nchw and nhwc are torch's two memory formats, run eagerly; jit is a traced, frozen and optimised graph (forward only). Normalisations are folded into the
convolutions before them in the forward pass, whatever the format. Training steps end with the fused loss on logits, torch's faster way to the same numbers.
"""
import argparse
import json
import os
import statistics
import time

arguments = argparse.ArgumentParser()
arguments.add_argument("--model")
arguments.add_argument("--threads", type=int, default=1)
arguments.add_argument("--seconds", type=float, default=3)
arguments.add_argument("--format", default="nchw", choices=["nchw", "nhwc", "jit"])
arguments.add_argument("--version", action="store_true")
options = arguments.parse_args()

# Before torch is loaded: set_num_threads alone does not bind its BLAS.
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(options.threads)

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.fusion import fuse_conv_bn_eval

if options.version:
    print(torch.__version__)
    raise SystemExit(0)

torch.set_num_threads(options.threads)
torch.set_num_interop_threads(1)
torch.manual_seed(0)
with open(os.path.join(options.model, "graph.json")) as file:
    graph = json.load(file)
weights = np.memmap(os.path.join(options.model, "weights.bin"), dtype=np.float32, mode="r")
training = graph["training"]


def tensor(node, name):
    entry = node["weights"].get(name)
    if entry is None:
        return None
    count = int(np.prod(entry["shape"]))
    start = entry["offset"] // 4
    return torch.from_numpy(weights[start:start + count].reshape(entry["shape"]).copy())


def copy(parameter, value):
    with torch.no_grad():
        parameter.copy_(value)


class ReLU6Of(nn.Module):
    def forward(self, x):
        return F.relu6(x, inplace=True)


def convolution(node):
    weight, bias = tensor(node, "weight"), tensor(node, "bias")
    top, left, bottom, right = node["pads"]
    symmetric = top == bottom and left == right
    layer = nn.Conv2d(
        weight.shape[1] * node["groups"], weight.shape[0], node["kernel"], node["strides"], (top, left) if symmetric else 0,
        groups=node["groups"], bias=bias is not None)
    copy(layer.weight, weight)
    if bias is not None:
        copy(layer.bias, bias)
    return layer if symmetric else nn.Sequential(nn.ZeroPad2d((left, right, top, bottom)), layer)


def pooling(node):
    top, left, bottom, right = node["pads"]
    if (top, left) == (bottom, right):
        return nn.MaxPool2d(node["kernel"], node["strides"], (top, left))
    return nn.Sequential(nn.ConstantPad2d((left, right, top, bottom), float("-inf")), nn.MaxPool2d(node["kernel"], node["strides"]))


def dense(node):
    weight, bias = tensor(node, "weight"), tensor(node, "bias")
    layer = nn.Linear(weight.shape[0], weight.shape[1], bias=bias is not None)
    copy(layer.weight, weight.t())
    if bias is not None:
        copy(layer.bias, bias)
    return layer


def normalization(node):
    layer = nn.BatchNorm2d(tensor(node, "gamma").numel(), eps=node["epsilon"])
    copy(layer.weight, tensor(node, "gamma"))
    copy(layer.bias, tensor(node, "beta"))
    copy(layer.running_mean, tensor(node, "mean"))
    copy(layer.running_var, tensor(node, "variance"))
    return layer


MAKERS = {
    "conv": convolution, "maxpool": pooling, "dense": dense, "batchnorm": normalization,
    "relu": lambda n: nn.ReLU(True), "relu6": lambda n: ReLU6Of(), "sigmoid": lambda n: nn.Sigmoid(), "softmax": lambda n: nn.Softmax(-1),
    "flatten": lambda n: nn.Flatten(), "dropout": lambda n: nn.Dropout(n["rate"]),
}


class Network(nn.Module):
    """The operations one after another; values are forgotten when nobody needs them any more."""

    def __init__(self):
        super().__init__()
        nodes = [dict(n) for n in graph["nodes"]]
        if training:
            assert nodes[-1]["op"] in ("sigmoid", "softmax")
            nodes.pop()
        layers = {}
        for node in nodes:
            if node["op"] in MAKERS:
                layer = MAKERS[node["op"]](node)
                if not node["trainable"]:
                    for parameter in layer.parameters():
                        parameter.requires_grad_(False)
                layers[node["output"]] = layer
        if not training:
            nodes = self.fold(nodes, layers)
        self.layers = nn.ModuleDict({str(i): layers[n["output"]] for i, n in enumerate(nodes) if n["output"] in layers})
        self.plan = []
        last = {name: i for i, n in enumerate(nodes) for name in n["inputs"]}
        for i, n in enumerate(nodes):
            self.plan.append((i, n["op"], n["inputs"], n["output"], [x for x in n["inputs"] if last[x] == i]))

    @staticmethod
    def fold(nodes, layers):
        """Folds every normalisation that alone follows a convolution."""
        users = {}
        for n in nodes:
            for name in n["inputs"]:
                users[name] = users.get(name, 0) + 1
        kept, renamed = [], {}
        by_name = {n["output"]: n for n in nodes}
        for n in nodes:
            n["inputs"] = [renamed.get(x, x) for x in n["inputs"]]
            before = by_name.get(n["inputs"][0])
            if n["op"] == "batchnorm" and before is not None and before["op"] == "conv" and users[n["inputs"][0]] == 1:
                conv, norm = layers[before["output"]], layers[n["output"]].eval()
                if isinstance(conv, nn.Sequential):
                    conv[1] = fuse_conv_bn_eval(conv[1].eval(), norm)
                else:
                    layers[before["output"]] = fuse_conv_bn_eval(conv.eval(), norm)
                renamed[n["output"]] = before["output"]
            else:
                kept.append(n)
        return kept

    def forward(self, x):
        values = {graph["input"]: x}
        for i, op, inputs, output, done in self.plan:
            if op == "add":
                y = values[inputs[0]] + values[inputs[1]]
            elif op == "globalavgpool":
                y = values[inputs[0]].mean((2, 3))
            else:
                y = self.layers[str(i)](values[inputs[0]])
            for name in done:
                del values[name]
            values[output] = y
        return y


def inputs():
    values = np.fromfile(os.path.join(options.model, "inputs.bin"), dtype=np.float32).reshape([graph["batch"], *graph["input_shape"]])
    if values.ndim == 4:
        values = values.transpose(0, 3, 1, 2)
    return torch.from_numpy(np.ascontiguousarray(values))


def check(output):
    """The same three numbers as Samples.cs computes: channels last."""
    values = output.numpy()
    if values.ndim == 4:
        values = values.transpose(0, 2, 3, 1)
    values = values.reshape(graph["batch"], -1).astype(np.float64)
    count = values.shape[1]
    return [values.mean(), np.abs(values).mean(), (values * (np.arange(count) / count)).mean()]


def peak_memory():
    try:
        with open("/proc/self/status") as status:
            return next(round(int(line.split()[1]) / 1024, 1) for line in status if line.startswith("VmHWM:"))
    except OSError:
        return None


def measure(run):
    """As in Repetition.cs."""
    start, i = time.perf_counter(), 0
    while i < 3 or time.perf_counter() - start < options.seconds / 2:
        run()
        i += 1
    times, start = [], time.perf_counter()
    while len(times) < 5 or time.perf_counter() - start < options.seconds:
        t = time.perf_counter()
        run()
        times.append((time.perf_counter() - t) * 1e3)
    return sorted(times)


def forward(network, x):
    network.eval()
    with torch.inference_mode():
        if options.format == "jit":
            with torch.no_grad():
                network = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(network, x)))
        found = check(network(x).clone())
        return measure(lambda: network(x)), found


def step(network, x):
    parameters = [p for p in network.parameters() if p.requires_grad]
    targets = torch.from_numpy(np.fromfile(os.path.join(options.model, "targets.bin"), dtype=np.float32))
    if training["loss"] == "binary_crossentropy":
        targets, loss = targets[:, None], F.binary_cross_entropy_with_logits
    else:
        targets, loss = targets.long(), F.cross_entropy
    if training["optimizer"] == "rmsprop":
        optimizer = torch.optim.RMSprop(parameters, training["learning_rate"], alpha=training["rho"], eps=training["epsilon"])
    else:
        optimizer = torch.optim.Adam(parameters, training["learning_rate"], (training["beta1"], training["beta2"]), training["epsilon"])
    network.eval()
    with torch.no_grad():
        found = [float(loss(network(x), targets))]
    network.train()

    def run():
        optimizer.zero_grad(set_to_none=True)
        value = loss(network(x), targets)
        value.backward()
        optimizer.step()
        return value.item()

    return measure(run), found


network, x = Network(), inputs()
if options.format == "nhwc":
    network, x = network.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
times, found = (step if training else forward)(network, x)
median = statistics.median(times)
print(json.dumps({
    "workload": graph["name"], "engine": f"torch {torch.__version__} {options.format}", "threads": options.threads,
    "median_ms": round(median, 4), "best_ms": round(times[0], 4), "runs": len(times), "ms_per_image": round(median / graph["batch"], 4),
    "gflops": round(graph["gflop"] / median * 1000, 1), "peak_memory_mb": peak_memory(), "check": found,
}))
