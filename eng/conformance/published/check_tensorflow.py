"""Imports graphs/*.pb, written by MlNetCnn, into TensorFlow, loads the SavedModels beside them, runs all, and compares with what is expected.

Frozen graphs predict, graphs with gradients differentiate, training graphs train ten steps: graphs/manifest.json lists their runs.

python3 check_tensorflow.py [FOLDER]      Needs TensorFlow 2.10 or newer, and numpy. On GPUs set NVIDIA_TF32_OVERRIDE=0, else pass --tolerance=1e-2.
"""
import json
import os
import sys

import numpy as np
import tensorflow as tf

tf1 = tf.compat.v1
arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
tolerance = float(next((a.split("=")[1] for a in sys.argv[1:] if a.startswith("--tolerance=")), "1e-4"))
folder = os.path.join(arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__)), "graphs")


def load(name):
    return np.load(os.path.join(folder, name))


def compare(run, found, least_gradient):
    """The largest difference as a share, and of what: of gradients a share of the array's largest value, or of a tenth of the largest gradient; of others of 1, or of the largest value above it."""
    worst = (0.0, "")
    for fetch, value in zip(run["fetches"], found):
        expected = load(fetch["file"])
        value = np.asarray(value).reshape(-1)
        if value.shape != expected.shape:
            return float("inf"), "%s has %d values, not %d" % (fetch["what"], value.size, expected.size)
        largest = float(np.max(np.abs(expected), initial=0))
        share = float(np.max(np.abs(value - expected), initial=0)) / max(least_gradient if fetch["gradient"] else 1.0, largest)
        if not share <= worst[0]:
            worst = (share, fetch["what"])
    return worst


def check_graph(entry):
    definition = tf1.GraphDef()
    with open(os.path.join(folder, entry["file"]), "rb") as f:
        definition.ParseFromString(f.read())
    graph = tf.Graph()
    with graph.as_default():
        tf1.import_graph_def(definition, name="")
    worst = (0.0, "")
    with tf1.Session(graph=graph) as session:
        for run in entry["runs"]:
            feeds = {feed["node"] + ":0": load(feed["file"]) for feed in run["feeds"]}
            fetches = [fetch["node"] + ":0" for fetch in run["fetches"]]
            found, _ = session.run([fetches, [graph.get_operation_by_name(target) for target in run["targets"]]], feeds)
            gradients = [float(np.max(np.abs(load(f["file"])), initial=0)) for f in run["fetches"] if f["gradient"]]
            worst = max(worst, compare(run, found, max(gradients + [1e-3]) / 10))
    return worst


def check_saved_model(entry):
    loaded = tf.saved_model.load(os.path.join(folder, entry["file"]))
    signature = loaded.signatures["serving_default"]
    run = entry["runs"][0]
    found = signature(**{"input_%d" % i: tf.constant(load(feed["file"])) for i, feed in enumerate(run["feeds"])})
    return compare(run, [found["output_%d" % i].numpy() for i in range(len(run["fetches"]))], 1.0)


print("TensorFlow", tf.__version__, [device.name for device in tf.config.list_physical_devices()])
failed = 0
for entry in json.load(open(os.path.join(folder, "manifest.json"))):
    try:
        share, what = check_graph(entry) if entry["file"].endswith(".pb") else check_saved_model(entry)
        good, said = share <= tolerance, "%.1e %s" % (share, what if share > tolerance else "")
    except Exception as e:  # a script's end: whatever TensorFlow says is the result
        good, said = False, "%s: %s" % (type(e).__name__, str(e).replace("\n", " ")[:300])
    failed += not good
    print("%-56s %s  %s" % (entry["name"], "ok" if good else "FAILED", said))

print("all agree" if failed == 0 else "%d do not agree" % failed)
sys.exit(1 if failed else 0)
