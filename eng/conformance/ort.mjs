// ONNX Runtime (npm package onnxruntime-node) on a list of cases: prints one line of JSON for each.
// node ort.mjs --cases=cases.json --modules=FOLDER_WITH_node_modules
// cases.json: [{ name, model, inputs: [{ name, file, dims }], outputs: [{ name, file }] }]; files hold float32, little endian. Outputs are written beside.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { cases: { type: 'string' }, modules: { type: 'string' }, version: { type: 'boolean' } } });
const require = createRequire(join(resolve(options.modules), 'node_modules', 'from-here.js'));
const ort = require('onnxruntime-node');
if (options.version) {
  console.log(require('onnxruntime-node/package.json').version);
  process.exit(0);
}

for (const c of JSON.parse(readFileSync(options.cases, 'utf8'))) {
  try {
    const session = await ort.InferenceSession.create(c.model, { logSeverityLevel: 3 });
    const feeds = {};
    for (const input of c.inputs) {
      const bytes = readFileSync(input.file);
      feeds[input.name] = new ort.Tensor('float32', new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)), input.dims);
    }

    const results = await session.run(feeds);
    const dims = {};
    for (const output of c.outputs) {
      const tensor = results[output.name];
      dims[output.name] = tensor.dims.map(Number);
      writeFileSync(output.file, Buffer.from(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength));
    }

    console.log(JSON.stringify({ name: c.name, inputs: session.inputNames, outputs: session.outputNames, dims }));
    await session.release();
  } catch (e) {
    console.log(JSON.stringify({ name: c.name, error: String(e.message ?? e) }));
  }
}
