"""Imports every model.py in the folders of FOLDER, loads its weights, and runs it; NHWC in and out.

usage: run_keras_code.py FOLDER [INPUTS_AT_A_TIME]
"""

import ast
import importlib.util
import json
import pathlib
import py_compile
import sys

import keras
import numpy
from chunks import asked, in_chunks

CALLED = {"keras", "layers", "model", "build", "Path"}


def judge(tree, where):
    """Nothing but what the generator writes: every call goes to Keras or to the file's own functions."""
    for node in tree.body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        assert docstring or isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign)), where
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert names == ["build", "load", "compile_model"], where
    for node in ast.walk(tree):
        assert not isinstance(node, (ast.Lambda, ast.Global, ast.Delete, ast.Raise, ast.Try, ast.With)), where
        if isinstance(node, ast.Call):
            root = node.func
            while isinstance(root, (ast.Attribute, ast.Call)):
                root = root.func if isinstance(root, ast.Call) else root.value
            assert isinstance(root, ast.Name) and root.id in CALLED, (where, ast.dump(node)[:200])


report = {}
for index, folder in enumerate(sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_dir())):
    file = folder / "model.py"
    py_compile.compile(str(file), cfile=str(folder / "compiled.pyc"), doraise=True)
    judge(ast.parse(file.read_text(encoding="utf-8")), folder.name)
    if not (folder / "input.bin").exists():
        report[folder.name] = {"shape": []}
        continue
    spec = importlib.util.spec_from_file_location(f"model_{index}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    model = module.compile_model(module.load())
    shape = json.loads((folder / "shape.json").read_text())
    values = numpy.fromfile(folder / "input.bin", numpy.float32).reshape(shape)
    output = in_chunks(lambda part: model(part, training=False), values, asked(sys.argv))
    output.tofile(folder / "output.bin")
    report[folder.name] = {"shape": list(output.shape)}
    keras.backend.clear_session()
print(json.dumps(report))
