"""Runs models/*.onnx, written by MlNetCnn, with ONNX Runtime, and compares its outputs with those expected; has ONNX's checker look at them where the package onnx is there.

python3 check_onnx.py [FOLDER]      Needs onnxruntime or onnx (for the checker), and numpy.
"""
import json
import os
import sys

import numpy as np

try:
    import onnxruntime
except ImportError:
    onnxruntime = None
try:
    import onnx
except ImportError:
    onnx = None

TOLERANCE = 1e-4  # float32 sums in another order; of values above 1, as a share of the largest

folder = os.path.join(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)), "models")
print("ONNX Runtime", onnxruntime.__version__ if onnxruntime else "is not here: outputs are NOT compared", "; onnx", onnx.__version__ if onnx else "is not here: files are NOT checked")
if not onnxruntime and not onnx:
    sys.exit("nothing to check with: pip install onnxruntime onnx")
failed = 0
for model in json.load(open(os.path.join(folder, "manifest.json"))):
    file = model["name"] + ".onnx"
    path = os.path.join(folder, file)
    good, said = True, []
    try:
        if onnx:
            onnx.checker.check_model(path, full_check=True)
            said.append("checked")
        if onnxruntime:
            session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
            inputs = {i.name: np.load(os.path.join(folder, name)) for i, name in zip(session.get_inputs(), model["inputs"])}
            expected = [np.load(os.path.join(folder, name)) for name in model["outputs"]]
            found = session.run(None, inputs)
            if [f.shape for f in found] != [e.shape for e in expected]:
                raise ValueError("shapes %s, not %s" % ([f.shape for f in found], [e.shape for e in expected]))
            worst = max(float(np.max(np.abs(f - e))) / max(1.0, float(np.max(np.abs(e)))) for f, e in zip(found, expected))
            good = worst <= TOLERANCE
            said.append("%.1e" % worst)
    except Exception as e:  # a script's end: whatever the runtime says is the result
        good, said = False, said + ["%s: %s" % (type(e).__name__, str(e).replace("\n", " ")[:300])]
    failed += not good
    print("%-40s %s  %s" % (file, "ok" if good else "FAILED", ", ".join(said)))

print("all agree" if failed == 0 else "%d do not agree" % failed)
sys.exit(1 if failed else 0)
