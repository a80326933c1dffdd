"""ONNX's own checker (Python package onnx) on files, with shape inference: prints one line of JSON for each.

python3 check_onnx.py FILE ...        or: python3 check_onnx.py --version
"""
import json
import sys

import onnx

if sys.argv[1:] == ["--version"]:
    print(f"{onnx.__version__} (opset {onnx.defs.onnx_opset_version()}, IR {onnx.IR_VERSION})")
    sys.exit(0)

for path in sys.argv[1:]:
    try:
        # By path, so that large files are checked too.
        onnx.checker.check_model(path, full_check=True)
        print(json.dumps({"file": path}), flush=True)
    except Exception as e:
        print(json.dumps({"file": path, "error": f"{type(e).__name__}: {e}"}), flush=True)
