"""Writes keras2_summaries.json: what print_summary of Keras 2.2.2 and of Keras 2.15.0 prints for models of keras3_summaries.py.

    python keras2_summaries.py LAYER_UTILS_2_2_2 LAYER_UTILS_2_15_0 keras2_summaries.json

LAYER_UTILS_* are keras/utils/layer_utils.py of these versions (git tags 2.2.2 and v2.15.0 of keras-team/keras). Their own functions do the printing; they are given stand-ins for
layers and nodes of Keras 2, made from real models of keras 3.9.2, so that neither TensorFlow nor an old Python is needed. What an output shape of Keras 2 looks like (a list for an
input layer and for a model of several outputs, else a tuple) is written down below, in `output_shape`.
"""
import ast
import json
import sys
import types

import numpy as np

import keras3_summaries as three

old_file, last_file, target = sys.argv[1:]
sys.argv[1:] = []


def functions(path, names, **scope):
    tree = ast.parse(open(path, encoding="utf-8").read())
    tree.body = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name in names]
    for node in tree.body:
        node.decorator_list = []
    scope["np"] = np
    exec(compile(tree, path, "exec"), scope)
    return scope["print_summary"]


def flatten(value):
    return [x for v in value for x in flatten(v)] if isinstance(value, (list, tuple)) else [value]


tf = types.SimpleNamespace(nest=types.SimpleNamespace(flatten=flatten))
print_2_2 = functions(old_file, {"print_summary", "count_params"}, K=types.SimpleNamespace(count_params=lambda w: w.size))
names = {"print_summary", "count_params", "weight_memory_size", "readable_memory_size", "get_layer_index_bound_by_layer_name", "print_dtensor_variable_summary"}
print_2_15 = functions(last_file, names, tf=tf, re=__import__("re"))


class Shape(tuple):
    def as_list(self):
        return list(self)


class Weight:
    def __init__(self, variable):
        self.shape = Shape(variable.shape)
        self.dtype = types.SimpleNamespace(size=4)
        self.size = int(np.prod(variable.shape))


class Node:
    def __init__(self, node, layers):
        history = [t._keras_history for t in node.input_tensors]
        self.inbound_layers = [layers(h.operation) for h in history]
        self.node_indices = [h.node_index for h in history]
        self.tensor_indices = [h.tensor_index for h in history]
        self.keras_inputs = list(node.input_tensors)

    def iterate_inbound(self):
        return [(layer, n, t, None) for layer, n, t in zip(self.inbound_layers, self.node_indices, self.tensor_indices)]


def stand_in(model, last):
    weights, made, nodes = {}, {}, {}

    def weight(v):
        return weights.setdefault(id(v), Weight(v))

    def node(n):
        return nodes.setdefault(id(n), n if n is None else Node(n, layer))

    def shape(tensors):
        shapes = [tuple(t.shape) for t in tensors]
        return shapes[0] if len(shapes) == 1 else shapes

    def layer(of):
        if id(of) in made:
            return made[id(of)]
        class_name = of.__class__.__name__
        result = made[id(of)] = type(class_name, (), {})()
        result.name, result.built, result._is_graph_network = of.name, True, True
        result.trainable = of.trainable or class_name == "InputLayer"  # the config of an input layer does not hold it
        result.weights = [weight(v) for v in of.weights]
        result.trainable_weights = [weight(v) for v in of.trainable_weights]
        result.non_trainable_weights = [weight(v) for v in of.non_trainable_weights]
        result._check_trainable_weights_consistency = lambda: None
        result.count_params = lambda: sum(w.size for w in result.weights)
        if hasattr(of, "layers"):
            result.layers = [layer(inner) for inner in of.layers]
        result._inbound_nodes = [node(n) for n in of._inbound_nodes]
        if hasattr(of, "layers"):
            result.output_shape = shape(of.outputs)
        else:
            shapes = {str(shape(n.output_tensors)): shape(n.output_tensors) for n in of._inbound_nodes}
            if len(shapes) == 1:
                result.output_shape = next(iter(shapes.values()))
        if last and class_name == "InputLayer":
            result.output_shape = [tuple(of.output.shape)]
        return result

    result = layer(model)
    if hasattr(model, "_nodes_by_depth"):
        result._nodes_by_depth = {depth: [node(n) for n in of] for depth, of in model._nodes_by_depth.items()}
    return result


cases = []


def case(style, name, **arguments):
    model = three.models[name]
    printed = []
    if style == "Keras2":
        print_2_2(stand_in(model, last=False), print_fn=printed.append, **arguments)
    else:
        print_2_15(stand_in(model, last=True), print_fn=printed.append, **arguments)
    text = "".join(line + "\n" for line in printed)
    cases.append(dict(name=f"{name} {arguments}", style=style, model=three.without_defaults(json.loads(model.to_json())), arguments=arguments, text=text))


for name in ["small_convnet", "tiny", "graph", "siamese", "chain", "other_chain", "twice", "sizes", "outer", "transfer"]:
    case("Keras2", name)
    case("TfKeras2", name)
    case("TfKeras2", name, expand_nested=True, show_trainable=True)
case("Keras2", "graph", line_length=120, positions=[0.4, 0.7, 0.8, 1.0])
case("Keras2", "graph", line_length=120, positions=[40, 70, 90, 120])
case("TfKeras2", "graph", line_length=130)
case("TfKeras2", "graph", line_length=70)
case("TfKeras2", "siamese", line_length=120, positions=[40, 70, 90, 120], expand_nested=True)
case("TfKeras2", "small_convnet", layer_range=["conv2d_2", "max_pooling2d_3"])
case("TfKeras2", "transfer", expand_nested=True, line_length=100)

with open(target, "w", encoding="utf-8", newline="\n") as file:
    json.dump(cases, file, ensure_ascii=False, separators=(",", ":"))
    file.write("\n")
