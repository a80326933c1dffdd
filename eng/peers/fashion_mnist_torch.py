"""Trains the convnet of the target FashionMnist with torch: the same network, data, rows and schedule, to compare accuracies with.

Network (333,526 parameters): Conv 32 3x3 same relu, max pool 2, Conv 64 3x3 same relu, max pool 2, flatten, Dense 100 relu, Dropout 0.4, Dense 10.
Weights Glorot uniform, biases zero; x / 255; sparse categorical cross-entropy; Adam 1e-3 (beta 0.9, 0.999, epsilon 1e-7); batches of 32 in a new random order each epoch;
20 epochs at most; early stopping by val_loss with patience 2, weights of the best epoch restored. The first floor(count * 0.8) images of the training file are trained on,
the rest validates, as Keras's validation_split=0.2 takes them. What cannot be the same is the random numbers, hence several seeds.

Needs torch and numpy. Usage: fashion_mnist_torch.py --data=FOLDER [--seeds=1,2,3] [--epochs=20] [--patience=2] [--threads=0]
FOLDER holds the four idx files, gzipped or not, under their official names or with the number of images in them (train-images-first8226-idx3-ubyte.gz).
Prints one line of JSON.
"""
import argparse
import copy
import gzip
import json
import math
import re
import struct
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn


def find(folder, name):
    exact = [p for p in (folder / name, folder / (name + ".gz")) if p.exists()]
    for path in exact + sorted(folder.iterdir()):
        if re.sub(r"[-_]first[0-9]+|\.gz$", "", path.name) == name:
            return path
    raise SystemExit(f"{folder} lacks {name}.gz")


def read_idx(path):
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    rank = data[3]
    shape = struct.unpack(f">{rank}I", data[4:4 + 4 * rank])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)


def load(folder, part):
    images = read_idx(find(folder, f"{part}-images-idx3-ubyte"))
    labels = read_idx(find(folder, f"{part}-labels-idx1-ubyte"))
    # As the division in single precision gives it.
    return torch.from_numpy(images[:, None].astype(np.float32) / np.float32(255)), torch.from_numpy(labels.astype(np.int64))


def network():
    net = nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(7 * 7 * 64, 100), nn.ReLU(), nn.Dropout(0.4), nn.Linear(100, 10))
    for layer in net:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    assert sum(p.numel() for p in net.parameters()) == 333526
    return net


def evaluate(net, images, labels):
    net.eval()
    loss, right = 0.0, 0
    with torch.no_grad():
        for start in range(0, len(labels), 500):
            out, target = net(images[start:start + 500]), labels[start:start + 500]
            loss += nn.functional.cross_entropy(out, target, reduction="sum").item()
            right += (out.argmax(1) == target).sum().item()
    return loss / len(labels), right / len(labels)


def run(seed, train, validation, test, epochs, patience):
    torch.manual_seed(seed)
    net = network()
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, eps=1e-7)
    best, best_epoch, best_weights, waited = math.inf, 0, None, 0
    started = time.time()
    done = 0
    for epoch in range(epochs):
        net.train()
        order = torch.randperm(len(train[1]))
        for start in range(0, len(order), 32):
            rows = order[start:start + 32]
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(train[0][rows]), train[1][rows]).backward()
            optimizer.step()
        done = epoch + 1
        loss, _ = evaluate(net, *validation)
        if loss < best:
            best, best_epoch, best_weights, waited = loss, epoch + 1, copy.deepcopy(net.state_dict()), 0
        else:
            waited += 1
            if waited >= patience:
                break
    seconds = time.time() - started
    net.load_state_dict(best_weights)
    (validation_loss, validation_accuracy), (test_loss, test_accuracy) = evaluate(net, *validation), evaluate(net, *test)
    return {
        "seed": seed, "epochs": done, "bestEpoch": best_epoch, "validationLoss": validation_loss, "validationAccuracy": validation_accuracy,
        "testLoss": test_loss, "testAccuracy": test_accuracy, "trainingSeconds": round(seconds, 1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--patience", type=int, default=2)
    parser.add_argument("--threads", type=int, default=0)
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    images, labels = load(options.data, "train")
    test = load(options.data, "t10k")
    kept = math.floor(len(labels) * (1 - 0.2))
    runs = [run(int(seed), (images[:kept], labels[:kept]), (images[kept:], labels[kept:]), test, options.epochs, options.patience) for seed in options.seeds.split(",")]
    print(json.dumps({
        "peer": f"torch {torch.__version__}", "trainImages": kept, "validationImages": len(labels) - kept, "testImages": len(test[1]), "runs": runs,
        "meanValidationAccuracy": sum(r["validationAccuracy"] for r in runs) / len(runs), "meanTestAccuracy": sum(r["testAccuracy"] for r in runs) / len(runs)}))


if __name__ == "__main__":
    main()
