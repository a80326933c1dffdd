"""Makes the files that ours continue: small nets that real Keras 3 trained, saved with their optimizers, and went on with.

    KERAS_BACKEND=torch python3 make.py FOLDER

needs keras 3.9, numpy, h5py. For each optimizer a net with 115 weights is trained 5 steps on a fixed set of 4 batches, saved (NAME.keras, and NAME.h5 where Keras can, in continued.zip), and trained 8
steps more; the losses of those, each before its update, and what they are from the same weights with a new optimizer, go into continued.json with the batches. The networks have neither
dropout nor batch normalization, so that steps depend on nothing but the weights and the optimizer.
"""
import json
import os
import sys
import tempfile
import zipfile

import keras
import numpy as np

from keras import optimizers as o

folder = sys.argv[1]
rng = np.random.default_rng(6)
x = rng.normal(size=(4, 6, 5, 4, 1)).astype("float32")
y = rng.integers(0, 3, size=(4, 6))


def net():
    keras.utils.set_random_seed(3)
    return keras.Sequential([
        keras.Input((5, 4, 1)), keras.layers.Conv2D(3, 3, activation="tanh", name="conv"), keras.layers.Flatten(name="flat"),
        keras.layers.Dense(3, activation="softmax", name="out"),
    ], name="small")


makers = {
    "sgd": lambda: o.SGD(0.05),
    "momentum": lambda: o.SGD(0.05, momentum=0.9, nesterov=True, weight_decay=0.01),
    "rmsprop": lambda: o.RMSprop(0.005),
    "rmsprop_centered": lambda: o.RMSprop(0.005, momentum=0.5, centered=True, clipnorm=0.5),
    "adam": lambda: o.Adam(0.02),
    "adam_ema": lambda: o.Adam(0.02, amsgrad=True, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=4),
    "adam_accumulating": lambda: o.Adam(0.02, gradient_accumulation_steps=3, global_clipnorm=1.0),
    "adam_schedule": lambda: o.Adam(o.schedules.ExponentialDecay(0.03, 4, 0.5)),
    "adam_cosine": lambda: o.Adam(o.schedules.CosineDecay(0.01, 10, alpha=0.1, warmup_target=0.04, warmup_steps=3)),
    "adamw": lambda: o.AdamW(0.02, weight_decay=0.1),
    "adamax": lambda: o.Adamax(0.02),
    "nadam": lambda: o.Nadam(0.02),
    "adagrad": lambda: o.Adagrad(0.05),
    "adadelta": lambda: o.Adadelta(1.0),
    "ftrl": lambda: o.Ftrl(0.1, l1_regularization_strength=0.001, l2_regularization_strength=0.001),
    "lion": lambda: o.Lion(0.004),
}


def steps(model, first, count):
    losses = []
    for i in range(first, first + count):
        model.reset_metrics()
        losses.append(float(model.train_on_batch(x[i % 4], y[i % 4])[0]))
    return losses


def compile(model, optimizer):
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(2)])


files = tempfile.mkdtemp()
facts = {"x": [float(v) for v in x.ravel()], "y": [int(v) for v in y.ravel()], "runs": {}}
for name, make in makers.items():
    model = net()
    compile(model, make())
    steps(model, 0, 5)
    path = os.path.join(files, name)
    model.save(path + ".keras")
    try:
        model.save(path + ".h5")
    except ValueError as e:
        # Keras gives Adagrad's and Ftrl's variables one name.
        print(name, "no .h5:", e)
        if os.path.exists(path + ".h5"):
            os.remove(path + ".h5")
    resumed = steps(keras.models.load_model(path + ".keras"), 5, 8)
    kept = steps(model, 5, 8)
    fresh = keras.models.load_model(path + ".keras", compile=False)
    compile(fresh, make())
    facts["runs"][name] = {"losses": kept, "fresh": steps(fresh, 5, 8)}
    print(name, max(abs(a - b) for a, b in zip(kept, resumed)), max(abs(a - b) for a, b in zip(kept, facts["runs"][name]["fresh"])))

with open(os.path.join(folder, "continued.json"), "w") as file:
    json.dump(facts, file)

with zipfile.ZipFile(os.path.join(folder, "continued.zip"), "w", zipfile.ZIP_DEFLATED) as packed:
    for name in sorted(os.listdir(files)):
        packed.writestr(zipfile.ZipInfo(name), open(os.path.join(files, name), "rb").read(), zipfile.ZIP_DEFLATED)
