"""Loads the given weights strictly into the PyTorch network of a template and writes its logits.

usage: compare.py TEMPLATE FOLDER
FOLDER holds request.json ({"weights": [{"path", "shape", "offset"}], "input": [N,C,H,W]}), weights.bin and input.bin
(little-endian float32); this writes eval.bin, train.bin (batch norm in training mode, dropout off) and running.bin (the
running statistics after that pass, in the order of the request).
"""
import json
import os
import sys

import numpy
import torch
from torch import nn

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from book import BOOK  # noqa: E402
from small import SMALL  # noqa: E402

own = {**BOOK, **SMALL}


def network(template):
    if template in own:
        return own[template](), lambda path: path
    from vision import VISION

    make, rename = VISION[template]
    return make(), rename


def main(template, folder):
    torch.manual_seed(0)
    torch.set_num_threads(2)
    with open(os.path.join(folder, "request.json"), encoding="utf8") as file:
        request = json.load(file)
    values = numpy.fromfile(os.path.join(folder, "weights.bin"), dtype="<f4")
    net, rename = network(template)
    state = {key: value for key, value in net.state_dict().items() if key.endswith("num_batches_tracked")}
    for entry in request["weights"]:
        size = int(numpy.prod(entry["shape"]))
        part = values[entry["offset"] : entry["offset"] + size].reshape(entry["shape"])
        state[rename(entry["path"])] = torch.from_numpy(part.copy())
    net.load_state_dict(state, strict=True)
    x = torch.from_numpy(numpy.fromfile(os.path.join(folder, "input.bin"), dtype="<f4").reshape(request["input"]))

    def write(name, tensor):
        tensor.detach().numpy().astype("<f4").tofile(os.path.join(folder, name))

    with torch.no_grad():
        net.eval()
        write("eval.bin", net(x))
        net.train()
        for module in net.modules():
            if isinstance(module, nn.Dropout):
                module.eval()
        write("train.bin", net(x))
    after = net.state_dict()
    running = [after[rename(e["path"])].flatten() for e in request["weights"] if "running_" in e["path"]]
    write("running.bin", torch.cat(running) if running else torch.zeros(0))


main(sys.argv[1], sys.argv[2])
