"""Makes callbacks.json: what Keras 3's own callbacks do with given series of logs.

A model of one weight without any training: before each epoch's end the weight is set to epoch + 1, so that restored weights tell the epoch that they are of, and the
callback is given the epoch's logs, as fit() gives them, until it asks to stop. No formula is repeated here; all values are read off Keras's objects. The series are made up so that
they touch each rule: ties, improvements within min_delta, NaN, infinity, a baseline that is never beaten, cooldowns, the lower bound of the rate.
Needs keras 3 (made with 3.9.2) on the torch backend, torch and numpy.
"""
import json
import os
import tempfile
import warnings

os.environ["KERAS_BACKEND"] = "torch"
import keras  # noqa: E402
import numpy as np  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
FALL = [1.0, 0.8, 0.7, 0.71, 0.69, 0.695, 0.6951, 0.6899, 0.7, 0.72, 0.71, 0.7]
FLAT = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
SMALL = [1.0, 0.99995, 0.9999, 0.99985, 0.9998, 0.99975, 0.9, 0.89995, 0.8999]
BAD = [0.9, float("nan"), 0.8, float("inf"), 0.85, 0.79, 0.8, 0.81]
FIRST_NAN = [float("nan"), 0.9, 0.8, 0.7]
RISE = [0.5, 0.6, 0.6, 0.59, 0.65, 0.64, 0.65, 0.66, 0.6, 0.6, 0.6]
TINY = [0.5, 0.5 - 1e-9, 0.5 - 1e-8, 0.5 - 1e-7, 0.5 - 2e-7, 0.4999]
SERIES = {"fall": FALL, "flat": FLAT, "small": SMALL, "bad": BAD, "first_nan": FIRST_NAN, "rise": RISE, "tiny": TINY}


def model(rate=0.1):
    net = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False, name="dense")])
    net.compile(keras.optimizers.SGD(rate), loss="mse", metrics=["accuracy"])
    net.fit(np.ones((1, 1)), np.ones((1, 1)), verbose=0)
    return net


def number(value):
    return repr(float(value))


def drive(callback, series, monitor, net):
    callback.set_model(net)
    callback.set_params({"epochs": len(series)})
    net.stop_training = False
    callback.on_train_begin()
    rates, logged, ran = [], [], 0
    for epoch, value in enumerate(series):
        callback.on_epoch_begin(epoch)
        rates.append(number(net.optimizer.learning_rate.numpy()))
        net.layers[0].kernel.assign([[epoch + 1.0]])
        logs = {"loss": 1.0, monitor: value}
        callback.on_epoch_end(epoch, logs)
        ran += 1
        logged.append(number(logs["learning_rate"]) if "learning_rate" in logs else None)
        if net.stop_training:
            break
    callback.on_train_end()
    return {"ran": ran, "rates": rates, "logged": logged, "weight": int(np.array(net.layers[0].kernel.numpy()).item()), "rate": number(net.optimizer.learning_rate.numpy())}


EARLY = [
    ("fall", "val_loss", {}), ("fall", "val_loss", {"patience": 1}), ("fall", "val_loss", {"patience": 2}), ("fall", "val_loss", {"patience": 3}),
    ("fall", "val_loss", {"patience": 2, "restore_best_weights": True}), ("fall", "val_loss", {"patience": 20, "restore_best_weights": True}),
    ("fall", "val_loss", {"patience": 2, "min_delta": 0.05, "restore_best_weights": True}), ("fall", "val_loss", {"patience": 2, "min_delta": -0.05}),
    ("fall", "val_loss", {"patience": 4, "baseline": 0.695, "restore_best_weights": True}), ("fall", "val_loss", {"patience": 3, "baseline": 0.5, "restore_best_weights": True}),
    ("fall", "val_loss", {"patience": 2, "start_from_epoch": 4, "restore_best_weights": True}), ("fall", "val_loss", {"patience": 2, "start_from_epoch": 50, "restore_best_weights": True}),
    ("flat", "val_loss", {"patience": 3, "restore_best_weights": True}), ("flat", "val_loss", {"patience": 0}),
    ("bad", "val_loss", {"patience": 2, "restore_best_weights": True}), ("bad", "val_loss", {"patience": 3, "restore_best_weights": True}),
    ("first_nan", "val_loss", {"patience": 2, "restore_best_weights": True}), ("first_nan", "val_loss", {"patience": 5, "restore_best_weights": True}),
    ("rise", "val_accuracy", {"patience": 2, "restore_best_weights": True}), ("rise", "val_accuracy", {"patience": 4, "mode": "max", "restore_best_weights": True}),
    ("rise", "val_accuracy", {"patience": 2, "mode": "min"}), ("rise", "val_accuracy", {"patience": 2, "min_delta": 0.02, "baseline": 0.55, "restore_best_weights": True}),
    ("tiny", "val_loss", {"patience": 2, "restore_best_weights": True}), ("tiny", "loss", {"patience": 2, "restore_best_weights": True}),
    ("small", "val_loss", {"patience": 1, "min_delta": 1e-4}),
]
PLATEAU = [
    ("fall", "val_loss", {"patience": 1}), ("fall", "val_loss", {"patience": 2, "factor": 0.5}), ("fall", "val_loss", {"patience": 0, "factor": 0.5}),
    ("flat", "val_loss", {"patience": 2, "factor": 0.5}), ("flat", "val_loss", {"patience": 1, "cooldown": 2}), ("flat", "val_loss", {"patience": 2, "cooldown": 1, "factor": 0.2}),
    ("flat", "val_loss", {"patience": 1, "min_lr": 0.002}), ("flat", "val_loss", {"patience": 1, "min_lr": 0.001}), ("flat", "val_loss", {"patience": 1, "min_lr": 0.5}),
    ("small", "val_loss", {"patience": 2}), ("small", "val_loss", {"patience": 2, "min_delta": 0}), ("small", "val_loss", {"patience": 2, "min_delta": 0.2, "cooldown": 1}),
    ("bad", "val_loss", {"patience": 1, "factor": 0.5}), ("bad", "val_loss", {"patience": 2, "factor": 0.5, "cooldown": 1}), ("first_nan", "val_loss", {"patience": 2}),
    ("rise", "val_accuracy", {"patience": 2}), ("rise", "val_accuracy", {"patience": 2, "mode": "min"}), ("rise", "auc", {"patience": 2}), ("rise", "auc", {"patience": 2, "mode": "max", "min_delta": 0.01}),
    ("tiny", "val_loss", {"patience": 2, "min_delta": 0, "factor": 0.3}),
]
CHECKPOINT = [
    ("fall", "val_loss", {}), ("bad", "val_loss", {}), ("first_nan", "val_loss", {}), ("rise", "val_accuracy", {}), ("rise", "val_accuracy", {"mode": "min"}),
    ("rise", "fmeasure_x", {}), ("rise", "auc", {}), ("fall", "val_loss", {"initial_value_threshold": 0.7}), ("tiny", "val_loss", {}),
]
PATHS = [
    ("{epoch}.keras", 0, None), ("{epoch:02d}-{val_loss:.2f}.keras", 6, None), ("m-{epoch:03d}_{val_loss:.0f}.keras", 11, None), ("{epoch:4d}|{val_loss}.keras", 3, None),
    ("{{{epoch}}}-{acc:.1%}.keras", 99, None), ("{acc:08.3f}.keras", 2, None), ("{epoch:02}-{batch:03d}-{loss:.3f}.keras", 4, 7), ("{tiny}-{huge}-{half:.2f}-{half3:.2f}.keras", 0, None),
    ("{negative:.1f}-{negative:07.2f}-{whole}.keras", 0, None), ("{nan:.2f}{inf:.2f}.keras", 0, None), ("{acc:f}-{acc:10f}.keras", 0, None),
]
PATH_LOGS = {"val_loss": 0.125, "acc": 0.9375, "loss": 2.0005, "tiny": 1e-5, "huge": 1.5e16, "half": 0.125, "half3": 0.375, "negative": -0.25, "whole": 3.0, "nan": float("nan"), "inf": float("inf")}
NUMBERS = [0.0, -0.0, 1.0, -1.5, 0.1, 1 / 3, 1e-4, 0.00012345, 9.999e-5, 1e15, 1e16, 123456789012345680.0, 1.7976931348623157e308, 5e-324, 0.69314718, 100.0, 2.5e-7, -3e22, float("nan"), float("inf"), float("-inf"), 9007199254740993.0]


def checkpoints(series, monitor, options):
    callback = keras.callbacks.ModelCheckpoint("x.keras", monitor=monitor, save_best_only=True, **options)
    net = model()
    callback.set_model(net)
    saved = []
    net.save = lambda path, overwrite=True: saved.append(current)
    for current, value in enumerate(SERIES[series]):
        callback.on_epoch_begin(current)
        callback.on_epoch_end(current, {"loss": 1.0, monitor: value})
    return saved


def path(template, epoch, batch):
    return keras.callbacks.ModelCheckpoint(template)._get_file_path(epoch, batch, PATH_LOGS)


def csv(name, logs, runs=1, **options):
    target = os.path.join(tempfile.mkdtemp(), name)
    for run in range(runs):
        callback = keras.callbacks.CSVLogger(target, **options)
        callback.on_train_begin()
        for epoch, row in enumerate(logs):
            callback.on_epoch_end(epoch, dict(row))
        callback.on_train_end()
    with open(target, newline="") as file:
        return file.read()


def frequency(steps, epochs, every):
    callback = keras.callbacks.ModelCheckpoint("{epoch}-{batch}.keras", save_freq=every)
    net = model()
    callback.set_model(net)
    saved = []
    net.save = lambda path, overwrite=True: saved.append(path)
    for epoch in range(epochs):
        callback.on_epoch_begin(epoch)
        for step in range(steps):
            callback.on_train_batch_end(step, {"loss": 1.0})
        callback.on_epoch_end(epoch, {"loss": 1.0})
    return saved


def ema(swap_on_epoch):
    """SGD on one weight: what a callback behind SwapEMAWeights sees at the end of each epoch, what validation sees, and what is left."""
    net = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False, name="dense")])
    net.layers[0].kernel.assign([[0.25]])
    net.compile(keras.optimizers.SGD(0.5, use_ema=True, ema_momentum=0.75), loss="mse")
    seen = {"test": [], "epoch": []}

    def kernel():
        return number(net.layers[0].kernel.numpy().item())

    class Watch(keras.callbacks.Callback):
        def on_test_begin(self, logs=None):
            seen["test"].append(kernel())

        def on_epoch_end(self, epoch, logs=None):
            seen["epoch"].append(kernel())

    x, y = np.array([[1.0], [0.5], [0.25], [0.75]], "float32"), np.array([[2.0], [1.5], [0.5], [0.25]], "float32")
    net.fit(x, y, batch_size=1, epochs=3, shuffle=False, validation_data=(x, y), verbose=0, callbacks=[keras.callbacks.SwapEMAWeights(swap_on_epoch), Watch()])
    return {"swap_on_epoch": swap_on_epoch, **seen, "final": kernel()}


warnings.simplefilter("ignore")
table = {"series": {k: [number(v) for v in s] for k, s in SERIES.items()}, "early_stopping": [], "reduce_lr_on_plateau": [], "model_checkpoint": [], "paths": [], "frequencies": []}
for series, monitor, options in EARLY:
    callback = keras.callbacks.EarlyStopping(monitor=monitor, **options)
    row = drive(callback, SERIES[series], monitor, model())
    table["early_stopping"].append({"series": series, "monitor": monitor, **options, "ran": row["ran"], "weight": row["weight"], "stopped_epoch": callback.stopped_epoch, "best_epoch": callback.best_epoch})
for series, monitor, options in PLATEAU:
    callback = keras.callbacks.ReduceLROnPlateau(monitor=monitor, **options)
    row = drive(callback, SERIES[series], monitor, model(0.1))
    table["reduce_lr_on_plateau"].append({"series": series, "monitor": monitor, **options, "rates": row["rates"], "logged": row["logged"], "last": row["rate"]})
row = drive(keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate if epoch < 3 else rate * 0.9), FALL, "val_loss", model(0.1))
table["learning_rate_scheduler"] = {"rates": row["rates"], "logged": row["logged"], "last": row["rate"]}
for series, monitor, options in CHECKPOINT:
    table["model_checkpoint"].append({"series": series, "monitor": monitor, **options, "saved": checkpoints(series, monitor, options)})
table["paths"] = {"logs": {k: number(v) for k, v in PATH_LOGS.items()}, "cases": [{"template": t, "epoch": e, "batch": b, "path": path(t, e, b)} for t, e, b in PATHS]}
table["numbers"] = [{"value": number(v), "hex": float.hex(v)} for v in NUMBERS]
table["frequencies"] = [{"steps": s, "epochs": e, "every": n, "saved": frequency(s, e, n)} for s, e, n in [(5, 3, 2), (3, 3, 7), (1, 4, 2), (4, 2, 4)]]
table["swap_ema_weights"] = [ema(False), ema(True)]
rows = [{"loss": 0.6931471824645996, "val_loss": 0.1, "accuracy": 0.5, "val_accuracy": 1.0}, {"loss": 1e-5, "val_loss": float("nan"), "accuracy": 1.0}, {"loss": 12345678.0, "val_loss": float("inf"), "accuracy": 0.25, "val_accuracy": 1e-7, "late": 3.0}]
table["csv_logger"] = {
    "validated": csv("validated", rows),
    "unvalidated": csv("unvalidated", [{"loss": 0.5, "accuracy": 0.25}, {"loss": 0.125, "accuracy": 1 / 3}]),
    "semicolon": csv("semicolon", rows, separator=";"),
    "appended": csv("appended", rows, runs=2, append=True),
}
with open(os.path.join(HERE, "callbacks.json"), "w") as file:
    body = ",\n".join(f"  {json.dumps(k)}: " + ("[\n    " + ",\n    ".join(json.dumps(r) for r in v) + "\n  ]" if isinstance(v, list) else json.dumps(v)) for k, v in table.items())
    file.write("{\n" + body + "\n}\n")
