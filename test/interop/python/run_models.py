"""Generated model.py of many folders, each with weights.safetensors, input.bin and a shape: FOLDER [INPUTS_AT_A_TIME]."""

import importlib.util
import json
import pathlib
import sys

import numpy
import torch
from chunks import asked, in_chunks, threads
from tensors import load_floats

top = pathlib.Path(sys.argv[1])
torch.set_num_threads(threads())


def module(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


report = {}
for folder in sorted(path for path in top.iterdir() if path.is_dir()):
    weights = module(folder / "weights.py", f"weights_{folder.name}")
    network = module(folder / "model.py", f"model_{folder.name}").Network().eval()
    weights.load(network, folder / "weights.safetensors")
    shape = json.loads((folder / "shape.json").read_text())
    with torch.no_grad():
        output = in_chunks(network, load_floats(folder / "input.bin", shape), asked(sys.argv))
    output.tofile(folder / "output.bin")
    # what is saved again is what was loaded
    weights.save(network, folder / "again.safetensors", {"graph": "x"})
    first, _ = weights.read(folder / "weights.safetensors")
    again, metadata = weights.read(folder / "again.safetensors")
    same = first.keys() == again.keys() and all(torch.equal(first[name], again[name]) for name in first)
    strict = list(network.state_dict()) == list(weights.named(network)) if not hasattr(network, "NAMES") else None
    report[folder.name] = {"shape": list(output.shape), "same": same and metadata["graph"] == "x", "strict": strict}
print(json.dumps(report))
