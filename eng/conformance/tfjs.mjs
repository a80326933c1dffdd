// TensorFlow.js's graph executor (npm packages @tensorflow/tfjs-core, -converter and -backend-cpu) on a list of cases: prints one line of JSON for each.
// node tfjs.mjs --cases=cases.json --modules=FOLDER_WITH_node_modules [--gradients]
// cases.json: [{ name, model, inputs: [{ name, file, dims }], outputs: [{ name, file }] }]; model is a model.json, the files of values hold float32, little endian. Outputs are written beside.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { register } from './tfjs_gradients.mjs';

const { values: options } = parseArgs({ options: { cases: { type: 'string' }, modules: { type: 'string' }, version: { type: 'boolean' }, gradients: { type: 'boolean' } } });
const require = createRequire(join(resolve(options.modules), 'node_modules', 'from-here.js'));

// Its advice to install the package for Node.js, and its notes on the processor, are no answers.
console.warn = console.info = () => {};
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel, registerOp } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-cpu');
await tf.setBackend('cpu');
if (options.gradients) register(tf, registerOp);
if (options.version) {
  console.log(`${tf.version_core}, ${tf.getBackend()}`);
  process.exit(0);
}

// As a browser loads it, with a server that answers with the folder's files.
const load = path => loadGraphModel(tf.io.http('http://files/model.json', { fetchFunc: async url => new Response(readFileSync(join(dirname(path), basename(url)))) }));

const floats = path => {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

let loaded = null;
for (const c of JSON.parse(readFileSync(options.cases, 'utf8'))) {
  try {
    if (loaded?.path !== c.model) {
      loaded?.model.dispose();
      loaded = null;
      loaded = { path: c.model, model: await load(c.model) };
    }

    const feeds = Object.fromEntries(c.inputs.map(input => [input.name, tf.tensor(floats(input.file), input.dims, 'float32')]));
    const results = loaded.model.execute(feeds, c.outputs.map(output => output.name));
    const dims = {};
    for (const [i, output] of c.outputs.entries()) {
      const tensor = Array.isArray(results) ? results[i] : results;
      if (tensor.dtype !== 'float32') throw new Error(`'${output.name}' is ${tensor.dtype}`);
      dims[output.name] = tensor.shape;
      const values = tensor.dataSync();
      writeFileSync(output.file, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    }

    console.log(JSON.stringify({ name: c.name, dims }));
    tf.dispose([feeds, results]);
  } catch (e) {
    console.log(JSON.stringify({ name: c.name, error: String(e.message ?? e) }));
  }
}
