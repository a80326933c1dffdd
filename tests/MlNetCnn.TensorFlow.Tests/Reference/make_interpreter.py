#!/usr/bin/env python3
"""Writes interpreter.json: inputs, attributes and expected outputs of TensorFlow's operations, computed in float64 with
PyTorch and NumPy (needs torch and numpy only), for the tests of the graph interpreter. Where PyTorch has another
convention (channels, uneven SAME borders, places of epsilon), the conversion stands in the function of the case.

    python3 make_interpreter.py interpreter.json
"""
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F

rng = np.random.default_rng(20261122)
cases = []
NAMES = {'float32': 'float', 'int32': 'int32', 'int64': 'int64', 'bool': 'bool'}


def pack(a):
    a = np.asarray(a)
    if a.dtype == np.float64:
        a = a.astype(np.float32)
    if a.dtype == np.float32:
        values = [float('%.8g' % v) if np.isfinite(v) else repr(float(v)) for v in a.ravel()]
    else:
        values = a.ravel().tolist()
    return [NAMES[a.dtype.name], list(a.shape), values]


def case(op, inputs, outputs, tol=2e-6, **attrs):
    cases.append(dict(op=op, attrs=attrs, inputs=[pack(i) for i in inputs],
                      outputs=[None if o is None else pack(o) for o in outputs], tol=tol))


def real(*shape, low=-2.0, high=2.0):
    """Random reals that float32 holds exactly."""
    return rng.uniform(low, high, shape).astype(np.float32).astype(np.float64)


def i32(*values):
    return np.array(values[0] if len(values) == 1 else values, np.int32)


def t(a):
    return torch.tensor(np.asarray(a), dtype=torch.float64)


def nchw(x):
    return x.permute(0, 3, 1, 2)


def nhwc(x):
    return x.permute(0, 2, 3, 1)


def borders(sizes, kernel, strides, dilations, padding):
    """((top, bottom), (left, right)) as TensorFlow's guide to SAME and VALID defines them."""
    if isinstance(padding, tuple):
        return padding
    result = []
    for n, k, s, d in zip(sizes, kernel, strides, dilations):
        out = -(-n // s)
        total = max(0, (out - 1) * s + (k - 1) * d + 1 - n) if padding == 'SAME' else 0
        result.append((total // 2, total - total // 2))
    return tuple(result)


def padded(x, edges, value=0.0):
    (top, bottom), (left, right) = edges
    return F.pad(x, (left, right, top, bottom), value=value)


# ---- Convolutions -----------------------------------------------------------------------------------------------
def convolution(shape, kernel, strides, dilations, padding, groups=1, multiplier=None, grads=True):
    x = t(real(*shape)).requires_grad_()
    f = t(real(*kernel)).requires_grad_()
    edges = borders(shape[1:3], kernel[:2], strides, dilations, padding)
    if multiplier:
        w = f.permute(2, 3, 0, 1).reshape(-1, 1, kernel[0], kernel[1])
    else:
        w = f.permute(3, 2, 0, 1)
    y = nhwc(F.conv2d(padded(nchw(x), edges), w, stride=strides, dilation=dilations, groups=groups))
    dy = t(real(*y.shape))
    y.backward(dy)
    attrs = dict(T='float', strides=[1, *strides, 1], dilations=[1, *dilations, 1],
                 padding='EXPLICIT' if isinstance(padding, tuple) else padding, data_format='NHWC')
    attrs['explicit_paddings'] = [0, 0, *edges[0], *edges[1], 0, 0] if isinstance(padding, tuple) else []
    name = 'DepthwiseConv2dNative' if multiplier else 'Conv2D'
    values = [v.detach().numpy() for v in (x, f, y)]
    case(name, values[:2], [values[2]], 1e-5, **attrs)
    if grads:
        case(name + 'BackpropInput', [i32(list(shape)), values[1], dy], [x.grad.numpy()], 1e-5, **attrs)
        case(name + 'BackpropFilter', [values[0], i32(list(kernel)), dy], [f.grad.numpy()], 1e-5, **attrs)


convolution((2, 5, 6, 3), (3, 3, 3, 4), (1, 1), (1, 1), 'SAME')
convolution((1, 6, 7, 2), (3, 2, 2, 3), (2, 2), (1, 1), 'SAME')
convolution((1, 7, 5, 2), (2, 4, 2, 5), (1, 2), (1, 1), 'VALID')
convolution((1, 8, 7, 2), (3, 3, 2, 2), (1, 1), (2, 3), 'SAME')
convolution((1, 5, 5, 4), (3, 3, 2, 6), (2, 1), (1, 1), 'SAME', groups=2)
convolution((1, 4, 5, 2), (3, 3, 2, 2), (2, 2), (1, 1), ((2, 1), (0, 3)))
convolution((1, 5, 5, 5), (1, 1, 5, 9), (3, 3), (1, 1), 'SAME')
convolution((2, 6, 5, 3), (3, 3, 3, 2), (1, 1), (1, 1), 'SAME', groups=3, multiplier=2)
convolution((1, 7, 6, 3), (3, 2, 3, 1), (2, 2), (1, 1), 'SAME', groups=3, multiplier=1)
convolution((1, 5, 5, 2), (2, 2, 2, 3), (2, 2), (1, 1), 'VALID', groups=2, multiplier=3)

# Channels first: the same numbers in another order.
x, f = t(real(1, 2, 5, 6)), t(real(3, 3, 2, 3))
case('Conv2D', [x, f], [F.conv2d(padded(x, borders((5, 6), (3, 3), (2, 2), (1, 1), 'SAME')), f.permute(3, 2, 0, 1), stride=2).numpy()], 1e-5,
     T='float', strides=[1, 1, 2, 2], dilations=[1, 1, 1, 1], padding='SAME', data_format='NCHW', explicit_paddings=[])


# ---- Pooling ----------------------------------------------------------------------------------------------------
def pooling(shape, size, strides, padding):
    edges = borders(shape[1:3], size, strides, (1, 1), padding)
    attrs = dict(T='float', ksize=[1, *size, 1], strides=[1, *strides, 1], padding=padding, data_format='NHWC')
    x = t(real(*shape)).requires_grad_()
    y = nhwc(F.max_pool2d(padded(nchw(x), edges, -np.inf), size, strides))
    dy = t(real(*y.shape))
    y.backward(dy)
    values = [v.detach().numpy() for v in (x, y)]
    case('MaxPool', values[:1], values[1:], **attrs, explicit_paddings=[])
    case('MaxPoolGrad', [*values, dy], [x.grad.numpy()], **attrs, explicit_paddings=[])
    x = x.detach().requires_grad_()
    area = float(size[0] * size[1])
    inside = F.avg_pool2d(padded(torch.ones_like(nchw(x)), edges), size, strides) * area
    y = nhwc(F.avg_pool2d(padded(nchw(x), edges), size, strides) * area / inside)
    y.backward(dy)
    case('AvgPool', values[:1], [y.detach().numpy()], **attrs)
    case('AvgPoolGrad', [i32(list(shape)), dy], [x.grad.numpy()], **attrs)


pooling((2, 5, 6, 3), (2, 2), (2, 2), 'SAME')
pooling((1, 6, 5, 2), (3, 2), (2, 1), 'VALID')
pooling((1, 7, 7, 2), (3, 3), (2, 3), 'SAME')
pooling((1, 4, 4, 2), (3, 3), (1, 1), 'SAME')

# ---- Normalization ----------------------------------------------------------------------------------------------
x, scale, offset = t(real(3, 2, 3, 4)).requires_grad_(), t(real(4)).requires_grad_(), t(real(4)).requires_grad_()
dy = t(real(3, 2, 3, 4))
y = nhwc(F.batch_norm(nchw(x), None, None, scale, offset, training=True, eps=float(np.float32(1e-3))))
y.backward(dy)
a = x.detach().numpy().reshape(-1, 4)
common = dict(T='float', U='float', epsilon=1e-3, data_format='NHWC')
none = np.zeros(0)
case('FusedBatchNormV3', [x.detach(), scale.detach(), offset.detach(), none, none],
     [y.detach(), a.mean(0), a.var(0, ddof=1), a.mean(0), a.var(0), None], 1e-5, **common, is_training=True, exponential_avg_factor=1.0)
m, v = real(4), real(4, low=0.2)
case('FusedBatchNormV3', [x.detach(), scale.detach(), offset.detach(), m, v],
     [y.detach(), 0.75 * m + 0.25 * a.mean(0), 0.75 * v + 0.25 * a.var(0, ddof=1), a.mean(0), a.var(0), None], 1e-5,
     **common, is_training=True, exponential_avg_factor=0.25)
case('FusedBatchNormGradV3', [dy, x.detach(), scale.detach(), a.mean(0), a.var(0), np.float32(0)],
     [x.grad, scale.grad, offset.grad, None, None], 1e-5, **common, is_training=True)
x, scale, offset = (p.detach().requires_grad_() for p in (x, scale, offset))
y = nhwc(F.batch_norm(nchw(x), t(m), t(v), scale, offset, training=False, eps=float(np.float32(1e-3))))
y.backward(dy)
case('FusedBatchNormV3', [x.detach(), scale.detach(), offset.detach(), m, v], [y.detach(), m, v, None, None, None], 1e-5,
     **common, is_training=False, exponential_avg_factor=1.0)
case('FusedBatchNormGradV3', [dy, x.detach(), scale.detach(), m, v, np.float32(0)], [x.grad, scale.grad, offset.grad, None, None], 1e-5,
     **common, is_training=False)

# ---- Functions of elements, and gradients -----------------------------------------------------------------------
functions = {
    'Abs': torch.abs, 'Neg': torch.neg, 'Square': torch.square, 'Sign': torch.sign, 'Exp': torch.exp, 'Expm1': torch.expm1, 'Erf': torch.erf, 'Erfc': torch.erfc,
    'Sin': torch.sin, 'Cos': torch.cos, 'Tan': torch.tan, 'Atan': torch.atan, 'Sinh': torch.sinh, 'Cosh': torch.cosh, 'Floor': torch.floor, 'Ceil': torch.ceil, 'Round': torch.round,
    'Rint': torch.round, 'Sigmoid': torch.sigmoid, 'Tanh': torch.tanh, 'Relu': F.relu, 'Relu6': F.relu6, 'Elu': F.elu, 'Selu': F.selu, 'Softplus': F.softplus, 'Softsign': F.softsign,
    'LeakyRelu': lambda v: F.leaky_relu(v, float(np.float32(0.3))),
}
points = np.concatenate([real(12, low=-8, high=8), [0.0, -0.5, 0.5, 1.5, 2.5, -2.5, 1e-6, -1e-6, 6.0]])
for name, function in functions.items():
    case(name, [points], [function(t(points)).numpy()], T='float', **(dict(alpha=0.3) if name == 'LeakyRelu' else {}))
positive = np.concatenate([real(8, low=0.01, high=9), [1e-6, 100.0]])
for name, function in {'Sqrt': torch.sqrt, 'Rsqrt': torch.rsqrt, 'Log': torch.log, 'Log1p': torch.log1p, 'Reciprocal': torch.reciprocal}.items():
    case(name, [positive], [function(t(positive)).numpy()], T='float')
for name in ('IsNan', 'IsInf', 'IsFinite'):
    values = np.array([1.0, np.nan, np.inf, -np.inf, -0.0])
    case(name, [values], [getattr(np, name.lower())(values)], T='float')
smooth = np.array([-3.0, -1.25, -0.5, 0.25, 0.75, 2.0, 5.5, 7.0])
for name, by in {'Relu': 'x', 'Relu6': 'x', 'Softplus': 'x', 'Softsign': 'x', 'LeakyRelu': 'x', 'Elu': 'y', 'Selu': 'y', 'Sigmoid': 'y,dy', 'Tanh': 'y,dy'}.items():
    v = t(smooth).requires_grad_()
    y = functions[name](v)
    dy = t(real(8))
    y.backward(dy)
    first, second = {'x': (dy, v), 'y': (dy, y), 'y,dy': (y, dy)}[by]
    case(name + 'Grad', [first.detach(), second.detach()], [v.grad], 1e-5, T='float', **(dict(alpha=0.3) if name == 'LeakyRelu' else {}))
for name, function in {'Sqrt': torch.sqrt, 'Rsqrt': torch.rsqrt, 'Reciprocal': torch.reciprocal}.items():
    v = t(real(5, low=0.3, high=4)).requires_grad_()
    y = function(v)
    dy = t(real(5))
    y.backward(dy)
    case(name + 'Grad', [y.detach(), dy], [v.grad], 1e-5, T='float')
binary = {'AddV2': np.add, 'Sub': np.subtract, 'Mul': np.multiply, 'RealDiv': np.divide, 'Maximum': np.maximum, 'Minimum': np.minimum, 'FloorDiv': np.floor_divide,
          'FloorMod': np.mod, 'Greater': np.greater, 'GreaterEqual': np.greater_equal, 'Less': np.less, 'LessEqual': np.less_equal, 'Equal': np.equal, 'NotEqual': np.not_equal,
          'SquaredDifference': lambda p, q: (p - q) ** 2, 'Atan2': np.arctan2}
for name, function in binary.items():
    p, q = real(2, 1, 3), real(4, 1)
    p[0, 0, 0] = q[1, 0]
    case(name, [p, q], [function(p, q)], T='float')
    if name not in ('RealDiv', 'Atan2'):
        p, q = i32([[-7, 5, 3], [2, -4, 9]]), i32([3, -2, 3])
        case(name, [p, q], [function(p, q)], T='int32')
p, q = real(2, 3, low=0.1), real(3)
case('Pow', [p, q], [p ** q], T='float')
p = np.array([1.0, 0.0, -3.0])
case('DivNoNan', [p, np.array([2.0, 0.0, 0.0])], [np.array([0.5, 0.0, 0.0])], T='float')
bits = np.array([True, True, False, False]), np.array([True, False, True, False])
case('LogicalAnd', bits, [bits[0] & bits[1]])
case('LogicalOr', bits, [bits[0] | bits[1]])
case('LogicalNot', bits[:1], [~bits[0]])
case('SelectV2', [np.array([[True], [False]]), t([1.0, 2.0, 3.0]), np.float32(-1)], [np.array([[1.0, 2, 3], [-1, -1, -1]])], T='float')

# ---- Softmax ----------------------------------------------------------------------------------------------------
x = real(2, 3, 5, high=30)
case('Softmax', [x], [F.softmax(t(x), -1)], T='float')
case('LogSoftmax', [x], [F.log_softmax(t(x), -1)], T='float')
x, labels = t(real(4, 5, high=6)).requires_grad_(), real(4, 5, low=0, high=1)
loss = -(t(labels) * F.log_softmax(x, -1)).sum(-1)
p = F.softmax(x, -1).detach().numpy()
case('SoftmaxCrossEntropyWithLogits', [x.detach(), labels], [loss.detach(), p - labels], 1e-5, T='float')
classes = np.array([4, 0, 2, 2], np.int64)
loss = F.cross_entropy(x, torch.tensor(classes), reduction='none')
loss.sum().backward()
case('SparseSoftmaxCrossEntropyWithLogits', [x.detach(), classes], [loss.detach(), x.grad], 1e-5, T='float', Tlabels='int64')

# ---- Reductions and order ---------------------------------------------------------------------------------------
x = real(2, 3, 4)
for name, function in {'Sum': np.sum, 'Mean': np.mean, 'Max': np.max, 'Min': np.min, 'Prod': np.prod}.items():
    case(name, [x, i32([-1, 0])], [function(x, (0, 2))], T='float', Tidx='int32', keep_dims=False)
    case(name, [x, np.int32(1)], [function(x, 1, keepdims=True)], T='float', Tidx='int32', keep_dims=True)
n = rng.integers(-9, 9, (3, 4)).astype(np.int32)
case('Sum', [n, i32([0])], [n.sum(0).astype(np.int32)], T='int32', Tidx='int32', keep_dims=False)
case('Max', [n, i32([1])], [n.max(1)], T='int32', Tidx='int32', keep_dims=False)
case('All', [n > -8, i32([1])], [(n > -8).all(1)], Tidx='int32', keep_dims=False)
case('Any', [n > 7, i32([1])], [(n > 7).any(1)], Tidx='int32', keep_dims=False)
case('ArgMax', [x, np.int32(1)], [x.argmax(1)], T='float', Tidx='int32', output_type='int64')
case('ArgMin', [x, np.int32(-1)], [x.argmin(-1).astype(np.int32)], T='float', Tidx='int32', output_type='int32')
case('ArgMax', [np.array([1.0, 3, 3, 2]), np.int32(0)], [np.int64(1)], T='float', Tidx='int32', output_type='int64')
case('Cumsum', [x, np.int32(1)], [x.cumsum(1)], T='float', Tidx='int32', exclusive=False, reverse=False)
shifted = np.concatenate([np.zeros((2, 1, 4)), x.cumsum(1)[:, :-1]], 1)
case('Cumsum', [x, np.int32(1)], [shifted], T='float', Tidx='int32', exclusive=True, reverse=False)
case('Cumsum', [x, np.int32(2)], [x[..., ::-1].cumsum(2)[..., ::-1]], T='float', Tidx='int32', exclusive=False, reverse=True)
values, indices = torch.topk(t(x), 2)
case('TopKV2', [x, np.int32(2)], [values, indices.numpy().astype(np.int32)], T='float', sorted=True)
a, b = real(3, 4), real(4, 5)
case('MatMul', [a, b], [a @ b], 1e-5, T='float', transpose_a=False, transpose_b=False)
case('MatMul', [a.T, b.T], [a @ b], 1e-5, T='float', transpose_a=True, transpose_b=True)
a, b = real(2, 1, 3, 4), real(3, 5, 4)
case('BatchMatMulV2', [a, b], [a @ b.swapaxes(-1, -2)], 1e-5, T='float', adj_x=False, adj_y=True)
p, q, r = real(2, 3), real(2, 3), real(2, 3)
case('AddN', [p, q, r], [p + q + r], T='float', N=3)
case('L2Loss', [p], [(p * p).sum() / 2], T='float')
x, b = real(2, 3, 2, 4), real(4)
case('BiasAdd', [x, b], [x + b], T='float', data_format='NHWC')
case('BiasAddGrad', [x], [x.sum((0, 1, 2))], T='float', data_format='NHWC')
case('BiasAddGrad', [x], [x.sum((0, 2, 3))], T='float', data_format='NCHW')

# ---- Places -----------------------------------------------------------------------------------------------------
x = real(2, 3, 4)
case('Transpose', [x, i32(2, 0, 1)], [x.transpose(2, 0, 1)], T='float', Tperm='int32')
case('Tile', [x, i32(1, 2, 3)], [np.tile(x, (1, 2, 3))], T='float', Tmultiples='int32')
case('ReverseV2', [x, i32([1, -1])], [x[:, ::-1, ::-1]], T='float', Tidx='int32')
case('Roll', [x, i32([1, -2]), i32([0, 2])], [np.roll(x, (1, -2), (0, 2))], T='float', Tshift='int32', Taxis='int32')
case('ConcatV2', [x, x[:, :1], np.int32(-2)], [np.concatenate([x, x[:, :1]], 1)], T='float', Tidx='int32', N=2)
case('Pack', [x[0], x[1]], [np.stack([x[0], x[1]], 1)], T='float', axis=1, N=2)
case('Unpack', [x], [x[:, i] for i in range(3)], T='float', axis=1, num=3)
case('Split', [np.int32(2), x], np.split(x, 2, 2), T='float', num_split=2)
case('SplitV', [x, np.array([1, -1], np.int64), np.int32(1)], [x[:, :1], x[:, 1:]], T='float', Tlen='int64', num_split=2)
case('Slice', [x, i32(0, 1, 1), i32(2, -1, 2)], [x[:, 1:, 1:3]], T='float', Index='int32')
case('GatherV2', [x, i32([[2, 0], [1, 1]]), np.int32(1)], [np.take(x, [[2, 0], [1, 1]], 1)], Tparams='float', Tindices='int32', Taxis='int32', batch_dims=0)
case('GatherV2', [x, i32([[2, 0], [1, 1]]), np.int32(1)], [np.stack([x[0][[2, 0]], x[1][[1, 1]]])], Tparams='float', Tindices='int32', Taxis='int32', batch_dims=1)
case('GatherNd', [x, i32([[1, 2], [0, 0]])], [x[[1, 0], [2, 0]]], Tparams='float', Tindices='int32')
case('Pad', [x, i32([[0, 1], [2, 0], [1, 1]])], [np.pad(x, ((0, 1), (2, 0), (1, 1)))], T='float', Tpaddings='int32')
case('PadV2', [x, i32([[0, 1], [2, 0], [1, 1]]), np.float32(7)], [np.pad(x, ((0, 1), (2, 0), (1, 1)), constant_values=7)], T='float', Tpaddings='int32')
case('MirrorPad', [x, i32([[0, 1], [2, 1], [3, 2]])], [np.pad(x, ((0, 1), (2, 1), (3, 2)), 'reflect')], T='float', Tpaddings='int32', mode='REFLECT')
case('MirrorPad', [x, i32([[2, 1], [3, 1], [4, 2]])], [np.pad(x, ((2, 1), (3, 1), (4, 2)), 'symmetric')], T='float', Tpaddings='int32', mode='SYMMETRIC')
case('OneHot', [np.array([2, 0, -1], np.int64), np.int32(3), np.float32(5), np.float32(-1)], [np.where(np.arange(3) == np.array([[2], [0], [-1]]), 5.0, -1.0)], T='float', TI='int64', axis=-1)
case('OneHot', [np.array([2, 0, -1], np.int64), np.int32(3), np.float32(5), np.float32(-1)], [np.where(np.arange(3) == np.array([[2], [0], [-1]]), 5.0, -1.0).T], T='float', TI='int64', axis=0)
case('Range', [np.int32(2), np.int32(11), np.int32(3)], [np.arange(2, 11, 3, dtype=np.int32)], Tidx='int32')
case('Range', [np.int32(5), np.int32(-2), np.int32(-2)], [np.arange(5, -2, -2, dtype=np.int32)], Tidx='int32')
case('Range', [np.float32(0.5), np.float32(2), np.float32(0.5)], [np.array([0.5, 1, 1.5])], Tidx='float')
case('BroadcastTo', [x[:, :1], i32(2, 2, 3, 4)], [np.broadcast_to(x[:, :1], (2, 2, 3, 4))], T='float', Tidx='int32')
case('BroadcastGradientArgs', [i32(2, 1, 3), i32(4, 1)], [i32([1]), i32([0, 2])], T='int32')
case('Squeeze', [x.reshape(2, 1, 3, 4, 1)], [x], T='float', squeeze_dims=[])
case('Squeeze', [x.reshape(2, 1, 3, 4, 1)], [x.reshape(2, 1, 3, 4)], T='float', squeeze_dims=[-1])
case('ExpandDims', [x, np.int32(-2)], [x[:, :, None]], T='float', Tdim='int32')
case('Cast', [np.array([-1.9, 1.9, 0.0])], [np.array([-1, 1, 0], np.int32)], SrcT='float', DstT='int32', Truncate=False)
ids = i32(1, 0, 1)
case('UnsortedSegmentSum', [x.transpose(1, 0, 2), ids, np.int32(3)], [np.stack([x[:, 1], x[:, 0] + x[:, 2], 0 * x[:, 0]])], T='float', Tindices='int32', Tnumsegments='int32')


def sliced(begin, end, strides, index, **masks):
    attrs = dict(T='float', Index='int32', **{k: masks.get(k, 0) for k in ('begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask')})
    y = x[index]
    case('StridedSlice', [x, i32(begin), i32(end), i32(strides)], [y], **attrs)
    dy = real(*y.shape)
    dx = np.zeros_like(x)
    dx[index] += dy
    case('StridedSliceGrad', [i32(list(x.shape)), i32(begin), i32(end), i32(strides), dy], [dx], **attrs)


sliced([0, 1], [2, 3], [1, 1], np.s_[0:2, 1:3])
sliced([0, -1, 3], [2, -4, 0], [1, -1, -2], np.s_[0:2, -1:-4:-1, 3:0:-2])
sliced([0, 0], [0, 3], [1, 2], np.s_[..., 0:3:2], ellipsis_mask=1)
sliced([0, 0, 0], [0, 0, 2], [1, 1, 1], np.s_[:, None, 0:2], begin_mask=1, end_mask=1, new_axis_mask=2)
sliced([1, 0, -2], [2, 0, 0], [1, 1, 1], np.s_[1, ..., -2], ellipsis_mask=2, shrink_axis_mask=5)
sliced([5, 0], [9, 9], [1, 1], np.s_[5:9, 0:9])
sliced([1, 0], [0, 0], [-1, 1], np.s_[::-1, :], begin_mask=3, end_mask=3)

x = real(2, 4, 6, 1)
edges = ((1, 1), (0, 2))
big = np.pad(x, ((0, 0), *edges, (0, 0)))
blocks = np.concatenate([big[:, i::3, j::2] for i in range(3) for j in range(2)])
case('SpaceToBatchND', [x, i32(3, 2), i32(edges)], [blocks], T='float', Tblock_shape='int32', Tpaddings='int32')
case('BatchToSpaceND', [blocks, i32(3, 2), i32(edges)], [x], T='float', Tblock_shape='int32', Tcrops='int32')
x = real(1, 2, 3, 8)
case('DepthToSpace', [x], [nhwc(F.pixel_shuffle(nchw(t(x.reshape(1, 2, 3, 4, 2).swapaxes(3, 4).reshape(1, 2, 3, 8))), 2))], T='float', block_size=2, data_format='NHWC')


# ---- Resizing ---------------------------------------------------------------------------------------------------
def resizing(op, mode, shape, size, align, half, tol):
    x = t(real(*shape)).requires_grad_()
    y = nhwc(F.interpolate(nchw(x), size, mode=mode, **({} if mode.startswith('nearest') else dict(align_corners=align))))
    dy = t(real(*y.shape))
    y.backward(dy)
    attrs = dict(T='float', align_corners=align, half_pixel_centers=half)
    case(op, [x.detach(), i32(size)], [y.detach()], tol, **attrs)
    case(op + 'Grad', [dy, i32(shape[1:3]) if 'Nearest' in op else x.detach()], [x.grad], tol, **attrs)


for size in ((7, 9), (3, 4), (8, 12), (1, 1)):
    resizing('ResizeBilinear', 'bilinear', (1, 4, 6, 2), size, False, True, 1e-5)
    resizing('ResizeBilinear', 'bilinear', (1, 4, 6, 2), size, True, False, 1e-5)
    resizing('ResizeNearestNeighbor', 'nearest-exact', (1, 4, 6, 2), size, False, True, 1e-6)
    resizing('ResizeNearestNeighbor', 'nearest', (1, 4, 6, 2), size, False, False, 1e-6)
resizing('ResizeBicubic', 'bicubic', (1, 4, 6, 1), (7, 9), True, False, 6e-3)

# ---- Optimizers: three steps, epsilon where the two agree on its place ------------------------------------------
def optimizer(op, make, slots, inputs, start=0.0, **attrs):
    p = torch.nn.Parameter(t(real(5)))
    steps, initial = [], p.detach().clone().numpy()
    o = make([p])
    for step in range(1, 4):
        g = real(5)
        p.grad = t(g)
        o.step()
        steps.append(dict(grad=pack(g), scalars=inputs(step), var=pack(p.detach().numpy())))
    cases.append(dict(op=op, attrs=dict(T='float', use_locking=False, **attrs), initial=pack(initial), slots=slots, start=start, steps=steps))


lr = float(np.float32(0.1))
optimizer('ResourceApplyGradientDescent', lambda p: torch.optim.SGD(p, lr), 0, lambda s: [lr, 'g'])
optimizer('ResourceApplyMomentum', lambda p: torch.optim.SGD(p, lr, momentum=0.5), 1, lambda s: [lr, 'g', 0.5], use_nesterov=False)
optimizer('ResourceApplyMomentum', lambda p: torch.optim.SGD(p, lr, momentum=0.5, nesterov=True), 1, lambda s: [lr, 'g', 0.5], use_nesterov=True)
optimizer('ResourceApplyKerasMomentum', lambda p: torch.optim.SGD(p, lr, momentum=0.5), 1, lambda s: [lr, 'g', 0.5], use_nesterov=False)
optimizer('ResourceApplyKerasMomentum', lambda p: torch.optim.SGD(p, lr, momentum=0.5, nesterov=True), 1, lambda s: [lr, 'g', 0.5], use_nesterov=True)
optimizer('ResourceApplyRMSProp', lambda p: torch.optim.RMSprop(p, lr, alpha=0.75, eps=0, momentum=0.5), 2, lambda s: [lr, 0.75, 0.5, 0.0, 'g'])
optimizer('ResourceApplyCenteredRMSProp', lambda p: torch.optim.RMSprop(p, lr, alpha=0.75, eps=0, momentum=0.5, centered=True), 3, lambda s: [lr, 0.75, 0.5, 0.0, 'g'])
optimizer('ResourceApplyAdam', lambda p: torch.optim.Adam(p, lr, (0.75, 0.875), eps=0), 2, lambda s: [0.75 ** s, 0.875 ** s, lr, 0.75, 0.875, 0.0, 'g'], use_nesterov=False)
optimizer('ResourceApplyAdaMax', lambda p: torch.optim.Adamax(p, lr, (0.75, 0.875), eps=0), 2, lambda s: [0.75 ** s, lr, 0.75, 0.875, 0.0, 'g'])
optimizer('ResourceApplyAdagradV2', lambda p: torch.optim.Adagrad(p, lr, initial_accumulator_value=0.25, eps=0.125), 1, lambda s: [lr, 0.125, 'g'], 0.25, update_slots=True)
optimizer('ResourceApplyAdadelta', lambda p: torch.optim.Adadelta(p, lr, rho=0.75, eps=0.125), 2, lambda s: [lr, 0.75, 0.125, 'g'])

with open(sys.argv[1], 'w') as file:
    file.write('[\n' + ',\n'.join(json.dumps(c, separators=(',', ':')) for c in cases) + '\n]\n')
print(len(cases), 'cases')
