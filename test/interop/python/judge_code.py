"""Whether generated code holds nothing but what the generator writes: FOLDER of folders with Python files."""

import ast
import json
import pathlib
import py_compile
import sys

CALLED = {"super", "range", "Network"}
BASES = {"nn", "self", "torch"}


def judge(tree, where):
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for node in tree.body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        assert docstring or isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef)), (where, ast.dump(node)[:200])
        if isinstance(node, ast.Import):
            assert [alias.name for alias in node.names] == ["torch"], where
        if isinstance(node, ast.ImportFrom):
            assert (node.module, [alias.name for alias in node.names]) == ("torch", ["nn"]), where
    for node in ast.walk(tree):
        assert not isinstance(node, (ast.Lambda, ast.Global, ast.Delete, ast.Raise, ast.Try, ast.With)), where
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                fine = isinstance(inner, (ast.FunctionDef, ast.Assign))
                assert fine or (isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant)), where
        if isinstance(node, ast.Call):
            root = node.func
            while isinstance(root, (ast.Attribute, ast.Subscript, ast.Call)):
                root = root.func if isinstance(root, ast.Call) else root.value
            known = isinstance(root, ast.Name) and root.id in CALLED | BASES | classes | {"x"}
            assert known, (where, ast.dump(node)[:200])


count = 0
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    for file in sorted(folder.glob("*.py")):
        py_compile.compile(str(file), cfile=str(folder / "compiled.pyc"), doraise=True)
    judge(ast.parse((folder / "model.py").read_text(encoding="utf-8")), str(folder))
    json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    json.loads((folder / "document.json").read_text(encoding="utf-8"))
    count += 1
print(count)
