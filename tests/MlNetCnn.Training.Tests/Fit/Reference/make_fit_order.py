"""Writes fit-order.txt: the calls that Keras's fit makes, one line each, for Fit_calls_as_Keras.cs.

Needs Keras 3.9.2 with the torch backend:  KERAS_BACKEND=torch python make_fit_order.py > fit-order.txt
"""
import keras
import numpy as np


class Log(keras.callbacks.Callback):
    def __init__(self, name, stop_epoch=None, stop_step=None):
        super().__init__()
        self.name, self.stop_epoch, self.stop_step, self.epoch = name, stop_epoch, stop_step, None

    def say(self, what, logs=None):
        print(self.name, what, *([" ".join(sorted(logs))] if logs else []))

    def on_train_begin(self, logs=None):
        self.say("train_begin")

    def on_train_end(self, logs=None):
        self.say("train_end", logs)

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch
        self.say(f"epoch_begin {epoch}")

    def on_epoch_end(self, epoch, logs=None):
        self.say(f"epoch_end {epoch}", logs)
        if epoch == self.stop_epoch and self.stop_step is None:
            self.model.stop_training = True

    def on_train_batch_begin(self, batch, logs=None):
        self.say(f"batch_begin {batch}")

    def on_train_batch_end(self, batch, logs=None):
        self.say(f"batch_end {batch}", logs)
        if self.epoch == self.stop_epoch and batch == self.stop_step:
            self.model.stop_training = True

    def on_test_begin(self, logs=None):
        self.say("test_begin")

    def on_test_end(self, logs=None):
        self.say("test_end", logs)


def run(title, validated, callbacks, **fit):
    print("#", title)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("sgd", "binary_crossentropy", metrics=["binary_accuracy"])
    x = np.arange(5, dtype="float32")[:, None]
    y = (x > 2).astype("float32")
    model.fit(x, y, batch_size=2, verbose=0, callbacks=callbacks, validation_data=(x, y) if validated else None, **fit)


run("plain", False, [Log("a")], epochs=2)
run("validated", True, [Log("a"), Log("b")], epochs=2)
run("stopped amid an epoch", True, [Log("a"), Log("b", 1, 0)], epochs=3)
run("stopped after an epoch", True, [Log("a", 0), Log("b")], epochs=3)
run("from a later epoch", False, [Log("a")], epochs=3, initial_epoch=2)


class StopAtOnce(Log):
    def on_train_begin(self, logs=None):
        super().on_train_begin(logs)
        self.model.stop_training = True


run("stopped before it began", True, [StopAtOnce("a")], epochs=2)
