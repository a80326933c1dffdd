#!/usr/bin/env python3
"""The arguments that tf.keras 2.15 takes for each class, from its source: python3 arguments.py FOLDER > arguments.json

FOLDER is the folder `keras` of the repository keras-team/keras at the tag v2.15.0; nothing of it is run. A class that hands on **kwargs takes its base's arguments too; a layer those of
the base class Layer, as `generic_utils.validate_kwargs` in `engine/base_layer.py` lists them.
"""
import ast
import json
import pathlib
import sys

LAYER = ["name", "trainable", "dtype", "dynamic", "activity_regularizer", "autocast", "batch_input_shape", "batch_size", "input_dim", "input_shape", "implementation", "weights"]
FOLDERS = ["layers", "engine", "initializers", "regularizers.py", "constraints.py"]

classes = {}
for place in FOLDERS:
    path = pathlib.Path(sys.argv[1]) / place
    for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
        if file.name.endswith("_test.py") or file.name.endswith("_v1.py"):
            continue
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef):
                bases = [b.id if isinstance(b, ast.Name) else b.attr for b in node.bases if isinstance(b, (ast.Name, ast.Attribute))]
                init = next((n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)
                classes.setdefault(node.name, (bases, init))


def takes(name):
    if name in ("Layer", "BaseRandomLayer"):
        return set(LAYER)
    if name not in classes:
        return set()
    bases, init = classes[name]
    inherited = set().union(*(takes(b) for b in bases)) if bases else set()
    if init is None:
        return inherited
    own = {a.arg for a in init.args.args[1:] + init.args.kwonlyargs}
    return own | inherited if init.args.kwarg else own


def is_public(name, roots):
    return not name.startswith("_") and any(b in roots or (b in classes and is_public(b, roots)) for b in classes.get(name, ([], None))[0])


table = {}
for name in sorted(classes):
    if is_public(name, {"Layer", "Initializer", "Regularizer", "Constraint", "BaseRandomLayer", "BaseImageAugmentationLayer", "Conv", "Pooling2D", "_Merge", "BatchNormalizationBase"}):
        table[name] = sorted(takes(name))
json.dump(table, sys.stdout, indent=None, separators=(", ", ": "))
