// Operations of TensorFlow's gradients that TensorFlow.js's graph executor has no names for, by its own kernels and by what TensorFlow documents of them.
const pair = list => [list[1], list[2]];

/** Names them to TensorFlow.js. */
export function register(tf, registerOp) {
  const kernel = (name, inputs, attrs = {}) => tf.engine().runKernel(name, inputs, attrs);
  const sizesOf = tensor => Array.from(tensor.dataSync());
  const above = (x, limit) => tf.cast(tf.greater(x, limit), 'float32');
  const op = (name, compute) => registerOp(name, node => compute(node.inputs, node.attrs));

  const padding = attrs => attrs.padding !== 'explicit' ? attrs.padding : [0, 1, 2, 3].map(axis => attrs.explicit_paddings.slice(2 * axis, 2 * axis + 2));
  const window = attrs => ({ strides: pair(attrs.strides), pad: padding(attrs), dataFormat: 'NHWC', dilations: [1, 1] });
  const dilated = (sizes, [h, w]) => [(sizes[0] - 1) * h + 1, (sizes[1] - 1) * w + 1, ...sizes.slice(2)];

  // Kernels of gradients know no dilation: a dilated filter is one with zeros in between.
  const withZeros = (filter, [h, w]) => {
    if (h === 1 && w === 1) return filter;
    const [rows, columns, ...rest] = filter.shape;
    const apart = tf.pad(tf.reshape(filter, [rows, 1, columns, 1, -1]), [[0, 0], [0, h - 1], [0, 0], [0, w - 1], [0, 0]]);
    return tf.slice(tf.reshape(apart, [rows * h, columns * w, ...rest]), [0, 0, 0, 0], dilated(filter.shape, [h, w]));
  };

  for (const [name, input, filter] of [
    ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'],
    ['DepthwiseConv2dNative', 'DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'],
  ]) {
    op(`${name}BackpropInput`, ([sizes, weights, dy], attrs) =>
      kernel(input, { dy, filter: withZeros(weights, pair(attrs.dilations)) }, { ...window(attrs), inputShape: sizesOf(sizes) }));
    op(`${name}BackpropFilter`, ([x, sizes, dy], attrs) => {
      const [h, w] = pair(attrs.dilations);
      const filterShape = dilated(sizesOf(sizes), [h, w]);
      const whole = kernel(filter, { x, dy }, { ...window(attrs), filterShape });
      return tf.stridedSlice(whole, [0, 0, 0, 0], filterShape, [h, w, 1, 1]);
    });
  }

  op('MaxPoolGrad', ([input, output, dy], attrs) => kernel('MaxPoolGrad', { dy, input, output }, { ...window(attrs), filterSize: pair(attrs.ksize) }));

  // The kernel divides by the window's size; TensorFlow by the values within the border.
  op('AvgPoolGrad', ([sizes, dy], attrs) => {
    const shape = sizesOf(sizes), size = pair(attrs.ksize);
    const count = tf.conv2d(tf.ones([1, shape[1], shape[2], 1]), tf.ones([...size, 1, 1]), pair(attrs.strides), attrs.padding);
    return kernel('AvgPoolGrad', { dy: tf.div(tf.mul(dy, size[0] * size[1]), count), input: tf.zeros(shape) }, { ...window(attrs), filterSize: size });
  });

  op('BiasAddGrad', ([dy]) => tf.sum(dy, dy.shape.map((_, axis) => axis).slice(0, -1)));
  op('FusedBatchNormGradV3', ([dy, x, scale, mean, variance], attrs) => {
    if (attrs.is_training) throw new TypeError('Node type FusedBatchNormGradV3 is not implemented');
    const axes = x.shape.map((_, axis) => axis).slice(0, -1), inverse = tf.rsqrt(tf.add(variance, attrs.epsilon));
    return [tf.mul(dy, tf.mul(scale, inverse)), tf.sum(tf.mul(dy, tf.mul(tf.sub(x, mean), inverse)), axes), tf.sum(dy, axes)];
  });

  op('ReluGrad', ([dy, y]) => tf.mul(dy, above(y, 0)));
  op('Relu6Grad', ([dy, y]) => tf.mul(dy, tf.mul(above(y, 0), above(tf.neg(y), -6))));
  op('LeakyReluGrad', ([dy, x], attrs) => tf.where(tf.greater(x, 0), dy, tf.mul(dy, attrs.alpha)));
  op('EluGrad', ([dy, y]) => kernel('EluGrad', { dy, y }));
  op('SeluGrad', ([dy, y]) => tf.mul(dy, tf.where(tf.less(y, 0), tf.add(y, 1.7580993408473766), tf.fill(y.shape, 1.0507009873554805))));
  op('SigmoidGrad', ([y, dy]) => tf.mul(dy, tf.mul(y, tf.sub(1, y))));
  op('TanhGrad', ([y, dy]) => tf.mul(dy, tf.sub(1, tf.square(y))));
  op('SoftplusGrad', ([dy, x]) => tf.mul(dy, tf.sigmoid(x)));

  // Resizing is linear in rows and columns: its own answers for the unit vectors are the matrices.
  for (const [name, resize] of [['ResizeBilinearGrad', tf.image.resizeBilinear], ['ResizeNearestNeighborGrad', tf.image.resizeNearestNeighbor]]) {
    op(name, ([dy, images], attrs) => {
      const [batch, , , channels] = dy.shape;
      const [height, width] = name === 'ResizeBilinearGrad' ? images.shape.slice(1, 3) : sizesOf(images);
      const matrix = (from, to) => tf.reshape(resize(tf.reshape(tf.eye(from), [1, from, from, 1]), [to, from], attrs.align_corners, attrs.half_pixel_centers), [to, from]);
      const rows = tf.matMul(matrix(height, dy.shape[1]), tf.reshape(tf.transpose(dy, [1, 0, 2, 3]), [dy.shape[1], -1]), true);
      const columns = tf.reshape(tf.transpose(tf.reshape(rows, [height, batch, dy.shape[2], channels]), [2, 1, 0, 3]), [dy.shape[2], -1]);
      return tf.transpose(tf.reshape(tf.matMul(matrix(width, dy.shape[2]), columns, true), [width, batch, height, channels]), [1, 2, 0, 3]);
    });
  }

  op('BroadcastGradientArgs', ([first, second]) => {
    const [a, b] = [sizesOf(first), sizesOf(second)];
    const all = tf.broadcast_util.assertAndGetBroadcastShape(a, b);
    const axes = shape => all.map((_, axis) => axis).filter(axis => axis < all.length - shape.length || (shape[axis - all.length + shape.length] === 1 && all[axis] > 1));
    return [tf.tensor1d(axes(a), 'int32'), tf.tensor1d(axes(b), 'int32')];
  });
}
