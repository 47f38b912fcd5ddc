"""Loads model.safetensors of every folder of FOLDER strictly into a network that PyTorch code builds, and runs it.

usage: run_safetensors.py FOLDER INPUTS_AT_A_TIME TEMPLATE
The network is torchvision's own for a template of that name, otherwise the module of ../networks with the same paths.
"""

import json
import pathlib
import sys

import torch
from chunks import asked, in_chunks, threads
from tensors import load_floats, load_safetensors

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "networks"))
from book import BOOK  # noqa: E402
from small import SMALL  # noqa: E402

template = sys.argv[3]
torch.set_num_threads(threads())


def network():
    own = {**BOOK, **SMALL}
    if template in own:
        return own[template]()
    from vision import VISION

    make, _ = VISION[template]
    return make()


report = {}
for folder in sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_dir()):
    model = network()
    model.load_state_dict(load_safetensors(folder / "model.safetensors"), strict=True)
    model.eval()
    shape = json.loads((folder / "shape.json").read_text())
    with torch.no_grad():
        output = in_chunks(model, load_floats(folder / "input.bin", shape), asked(sys.argv))
    output.tofile(folder / "output.bin")
    report[folder.name] = {"shape": list(output.shape)}
print(json.dumps(report))
