// ONNX Runtime (npm package onnxruntime-node) on one workload: prints one line of JSON, as every engine of the benchmarks does.
// node ort.mjs --model=FOLDER --threads=N --seconds=S --modules=FOLDER_WITH_node_modules
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: { model: { type: 'string' }, threads: { type: 'string' }, seconds: { type: 'string' }, modules: { type: 'string' }, version: { type: 'boolean' } },
});
const require = createRequire(join(resolve(options.modules), 'node_modules', 'from-here.js'));
const ort = require('onnxruntime-node');
const version = require('onnxruntime-node/package.json').version;
if (options.version) {
  console.log(version);
  process.exit(0);
}

const graph = JSON.parse(readFileSync(join(options.model, 'graph.json'), 'utf8'));
const threads = Number(options.threads);
const seconds = Number(options.seconds);

// The file has channels last; ONNX has them first.
function transposed(values, batch, [h, w, c], toFirst) {
  const result = new Float32Array(values.length);
  for (let n = 0; n < batch; n++)
    for (let p = 0; p < h * w; p++)
      for (let i = 0; i < c; i++) {
        const last = (n * h * w + p) * c + i;
        const first = (n * c + i) * h * w + p;
        if (toFirst) result[first] = values[last];
        else result[last] = values[first];
      }
  return result;
}

// The same three numbers as Samples.cs computes: channels last.
function check(values, batch, shape) {
  const ordered = shape.length === 3 ? transposed(values, batch, shape, false) : values;
  const count = ordered.length / batch;
  let sum = 0, magnitude = 0, weighted = 0;
  for (let i = 0; i < ordered.length; i++) {
    sum += ordered[i];
    magnitude += Math.abs(ordered[i]);
    weighted += ordered[i] * ((i % count) / count);
  }
  return [sum, magnitude, weighted].map(x => x / ordered.length);
}

function peakMemory() {
  try {
    return Math.round(Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024 * 10) / 10;
  } catch {
    return undefined;
  }
}

const session = await ort.InferenceSession.create(join(options.model, 'model.onnx'), {
  intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all',
});
const { batch, input_shape: inputShape } = graph;
let data = readFileSync(join(options.model, 'inputs.bin'));
data = new Float32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
let dims = [batch, ...inputShape];
if (inputShape.length === 3) {
  data = transposed(data, batch, inputShape, true);
  dims = [batch, inputShape[2], inputShape[0], inputShape[1]];
}
const feeds = { [session.inputNames[0]]: new ort.Tensor('float32', data, dims) };
const output = session.outputNames[0];
const found = check((await session.run(feeds))[output].data, batch, graph.output_shape);

// As in Repetition.cs.
let start = performance.now();
for (let i = 0; i < 3 || performance.now() - start < seconds * 500; i++) await session.run(feeds);
const times = [];
start = performance.now();
while (times.length < 5 || performance.now() - start < seconds * 1000) {
  const t = performance.now();
  await session.run(feeds);
  times.push(performance.now() - t);
}
times.sort((a, b) => a - b);
const median = (times[(times.length - 1) >> 1] + times[times.length >> 1]) / 2;
const round = (x, digits) => Number(x.toFixed(digits));
console.log(JSON.stringify({
  workload: graph.name, engine: `onnxruntime ${version}`, threads, median_ms: round(median, 4), best_ms: round(times[0], 4), runs: times.length,
  ms_per_image: round(median / batch, 4), gflops: round(graph.gflop / median * 1000, 1), peak_memory_mb: peakMemory(), check: found,
}));
