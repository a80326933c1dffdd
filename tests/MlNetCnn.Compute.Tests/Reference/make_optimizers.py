"""Makes optimizers.json: 20 steps of each of Keras 3's optimizers in float64, which the tests compare the engine's with.

Two weights of 19 and 3 values start as waves; their gradients at step t = 0, 1, ... are 0.5 w + cos(t + i) and 0.25 w + sin(2 t + i). Per case the file
has the weights after the steps listed in STEPS, all optimizer variables after the last step by Keras's names and in Keras's order, and, with moving averages, the weights
after finalize_variable_values. Where gradients are accumulated, a step is a call of apply(), whether it updates the weights or not. Needs keras 3 (made with 3.9.2, torch backend) and numpy.
"""
import json
import numpy as np
import keras

STEPS = [1, 2, 3, 5, 10, 15, 20]

# Name of the case: (class, arguments). The tests make the same optimizers.
CASES = {
    "sgd": ("SGD", dict(learning_rate=0.05)),
    "sgd_momentum": ("SGD", dict(learning_rate=0.05, momentum=0.9)),
    "sgd_nesterov": ("SGD", dict(learning_rate=0.05, momentum=0.9, nesterov=True)),
    "sgd_nesterov_weight_decay": ("SGD", dict(learning_rate=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)),
    "sgd_clipnorm": ("SGD", dict(learning_rate=0.05, clipnorm=1.5)),
    "sgd_global_clipnorm": ("SGD", dict(learning_rate=0.05, global_clipnorm=2.5)),
    "sgd_clipvalue": ("SGD", dict(learning_rate=0.05, clipvalue=0.25)),
    "sgd_ema": ("SGD", dict(learning_rate=0.05, use_ema=True, ema_momentum=0.8)),
    "sgd_ema_overwrite": ("SGD", dict(learning_rate=0.05, momentum=0.5, use_ema=True, ema_momentum=0.7, ema_overwrite_frequency=3)),
    "rmsprop": ("RMSprop", dict(learning_rate=0.01)),
    "rmsprop_momentum": ("RMSprop", dict(learning_rate=0.01, momentum=0.9)),
    "rmsprop_centered": ("RMSprop", dict(learning_rate=0.01, centered=True)),
    "rmsprop_centered_momentum": ("RMSprop", dict(learning_rate=0.01, rho=0.8, momentum=0.5, epsilon=1e-3, centered=True)),
    "rmsprop_weight_decay_clipvalue": ("RMSprop", dict(learning_rate=0.01, weight_decay=0.1, clipvalue=0.5)),
    "adam": ("Adam", dict(learning_rate=0.02)),
    "adam_amsgrad": ("Adam", dict(learning_rate=0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, amsgrad=True)),
    "adam_weight_decay": ("Adam", dict(learning_rate=0.02, weight_decay=0.1)),
    "adam_clipnorm": ("Adam", dict(learning_rate=0.02, clipnorm=1.0)),
    "adam_ema": ("Adam", dict(use_ema=True)),
    "adamw": ("AdamW", dict()),
    "adamw_amsgrad": ("AdamW", dict(learning_rate=0.02, weight_decay=0.05, beta_1=0.8, beta_2=0.95, epsilon=1e-3, amsgrad=True)),
    "adagrad": ("Adagrad", dict(learning_rate=0.05)),
    "adagrad_options": ("Adagrad", dict(learning_rate=0.05, initial_accumulator_value=0.5, epsilon=1e-2, weight_decay=0.1, global_clipnorm=2.0)),
    "adadelta": ("Adadelta", dict()),
    "adadelta_options": ("Adadelta", dict(learning_rate=1.0, rho=0.8, epsilon=1e-4, weight_decay=0.01)),
    "adamax": ("Adamax", dict(learning_rate=0.02)),
    "adamax_options": ("Adamax", dict(learning_rate=0.02, beta_1=0.7, beta_2=0.9, epsilon=1e-2, clipvalue=0.5)),
    "nadam": ("Nadam", dict(learning_rate=0.02)),
    "nadam_options": ("Nadam", dict(learning_rate=0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.1)),
    "lion": ("Lion", dict(learning_rate=0.01)),
    "lion_options": ("Lion", dict(learning_rate=0.01, beta_1=0.6, beta_2=0.8, weight_decay=0.5)),
    "ftrl": ("Ftrl", dict(learning_rate=0.05)),
    "ftrl_options": ("Ftrl", dict(
        learning_rate=0.05, learning_rate_power=-0.7, initial_accumulator_value=0.2, l1_regularization_strength=0.05,
        l2_regularization_strength=0.1, l2_shrinkage_regularization_strength=0.02, beta=0.3)),
    "sgd_accumulate_2": ("SGD", dict(learning_rate=0.05, gradient_accumulation_steps=2)),
    "sgd_momentum_accumulate_4": ("SGD", dict(learning_rate=0.05, momentum=0.9, gradient_accumulation_steps=4)),
    "sgd_clipnorm_accumulate_3": ("SGD", dict(learning_rate=0.05, clipnorm=0.7, weight_decay=0.1, gradient_accumulation_steps=3)),
    "sgd_global_clipnorm_accumulate_2": ("SGD", dict(learning_rate=0.05, global_clipnorm=1.2, gradient_accumulation_steps=2)),
    "sgd_ema_overwrite_accumulate_2": ("SGD", dict(
        learning_rate=0.05, momentum=0.5, use_ema=True, ema_momentum=0.7, ema_overwrite_frequency=3, gradient_accumulation_steps=2)),
    "adam_accumulate_2": ("Adam", dict(learning_rate=0.02, gradient_accumulation_steps=2)),
    "adam_accumulate_4": ("Adam", dict(learning_rate=0.02, amsgrad=True, clipvalue=0.4, gradient_accumulation_steps=4)),
    "adamw_ema_accumulate_3": ("AdamW", dict(learning_rate=0.02, use_ema=True, ema_momentum=0.8, gradient_accumulation_steps=3)),
    "nadam_accumulate_3": ("Nadam", dict(learning_rate=0.02, gradient_accumulation_steps=3)),
    "adamax_accumulate_3": ("Adamax", dict(learning_rate=0.02, gradient_accumulation_steps=3)),
}


def numbers(array):
    return [float(f"{v:.10g}") for v in np.asarray(array).ravel()]


def table(kind, arguments):
    starts = [np.sin(1.7 * np.arange(19) + 0.3), 2 * np.sin(1.7 * np.arange(3) + 1.1)]
    weights = [keras.Variable(s, dtype="float64", name=n) for s, n in zip(starts, "ab")]
    optimizer = getattr(keras.optimizers, kind)(**arguments)
    rows = []
    for t in range(20):
        a, b = (keras.ops.convert_to_numpy(w.value) for w in weights)
        gradients = [0.5 * a + np.cos(t + np.arange(19)), 0.25 * b + np.sin(2 * t + np.arange(3))]
        optimizer.apply([keras.ops.convert_to_tensor(g, dtype="float64") for g in gradients], weights)
        if t + 1 in STEPS:
            rows.append(sum((numbers(keras.ops.convert_to_numpy(w.value)) for w in weights), []))
    slots = [[v.path, numbers(keras.ops.convert_to_numpy(v.value))] for v in optimizer.variables if v.shape in ((19,), (3,))]
    result = {"rows": rows, "slots": slots}
    if arguments.get("use_ema"):
        optimizer.finalize_variable_values(weights)
        result["final"] = sum((numbers(keras.ops.convert_to_numpy(w.value)) for w in weights), [])
    return result


if __name__ == "__main__":
    keras.config.set_floatx("float64")
    with open("optimizers.json", "w") as file:
        tables = {name: table(*case) for name, case in CASES.items()}
        file.write("{\n" + ",\n".join(f"{json.dumps(n)}: {json.dumps(t, separators=(',', ':'))}" for n, t in tables.items()) + "\n}\n")
