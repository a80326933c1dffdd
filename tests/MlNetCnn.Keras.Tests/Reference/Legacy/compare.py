#!/usr/bin/env python3
"""Compares two .h5 files as h5py shows them: python3 compare.py A.h5 B.h5

Groups, datasets with type and shape, attributes with type, character set and shape, the names in `layer_names` and `weight_names`. Prints what differs; the values of the datasets and the
text of `model_config` are not compared.
"""
import sys

import h5py


def kind(stored):
    if stored.get_class() != h5py.h5t.STRING:
        return f"{'int' if stored.get_class() == h5py.h5t.INTEGER else 'float'}{8 * stored.get_size()}"
    size = "variable" if stored.is_variable_str() else str(stored.get_size())
    return f"string {size}{' utf8' if stored.get_cset() == h5py.h5t.CSET_UTF8 else ''}"


def tree(path):
    found = {}

    def visit(name, item):
        found[name] = f"{kind(item.id.get_type())} {item.shape}" if isinstance(item, h5py.Dataset) else "group"
        for attribute in item.attrs:
            stored = h5py.h5a.open(item.id, attribute.encode())
            value = ""
            if attribute.startswith(("layer_names", "weight_names")):
                value = " ".join(v.decode() if isinstance(v, bytes) else str(v) for v in item.attrs[attribute])
            found[f"{name} @{attribute}"] = f"{kind(stored.get_type())} {stored.shape} {value}"

    with h5py.File(path, "r") as file:
        visit("/", file)
        file.visititems(visit)
    return found


a, b = tree(sys.argv[1]), tree(sys.argv[2])
for name in sorted(a.keys() | b.keys()):
    if a.get(name) != b.get(name):
        print(f"{name}\n  {a.get(name)}\n  {b.get(name)}")
print("the same" if a == b else "different", len(a))
sys.exit(a != b)
