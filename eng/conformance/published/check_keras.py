"""Loads models/*.keras and models/*.h5, written by MlNetCnn, with Keras, and compares its predictions with those expected.

python3 check_keras.py [FOLDER]      Needs Keras 3 with any backend, or TensorFlow 2 (whose tf.keras below 2.16 reads .h5 files and, from 2.13, .keras files), and numpy.
"""
import json
import os
import sys

import numpy as np

try:
    import keras
except ImportError:
    from tensorflow import keras

TOLERANCE = 1e-4  # float32 sums in another order; of values above 1, as a share of the largest

folder = os.path.join(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)), "models")
backend = getattr(getattr(keras, "backend", None), "backend", lambda: "tensorflow")()
print("Keras", keras.__version__, backend)
failed = 0
for model in json.load(open(os.path.join(folder, "manifest.json"))):
    inputs = [np.load(os.path.join(folder, name)) for name in model["inputs"]]
    expected = [np.load(os.path.join(folder, name)) for name in model["outputs"]]
    for ending in (".keras", ".h5"):
        file = model["name"] + ending
        try:
            net = keras.models.load_model(os.path.join(folder, file), compile=False)
            if backend == "torch" and any(type(layer).__name__ == "Conv2DTranspose" for layer in net.layers):
                print("%-40s skipped: Keras's torch backend pads transposed convolutions in its own way, as it warns; loaded, not compared" % file)
                continue
            found = net.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
            found = found if isinstance(found, (list, tuple)) else [found]
            if [np.shape(f) for f in found] != [e.shape for e in expected]:
                raise ValueError("shapes %s, not %s" % ([np.shape(f) for f in found], [e.shape for e in expected]))
            worst = max(float(np.max(np.abs(np.asarray(f) - e))) / max(1.0, float(np.max(np.abs(e)))) for f, e in zip(found, expected))
            good, said = worst <= TOLERANCE, "%.1e" % worst
        except Exception as e:  # a script's end: whatever Keras says is the result
            good, said = False, "%s: %s" % (type(e).__name__, str(e).replace("\n", " ")[:300])
        failed += not good
        print("%-40s %s  %s" % (file, "ok" if good else "FAILED", said))

print("all agree" if failed == 0 else "%d do not agree" % failed)
sys.exit(1 if failed else 0)
