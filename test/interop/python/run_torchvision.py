"""torchvision's own network with exported weights: NAME WEIGHTS INPUT SHAPE OUTPUT."""

import sys
import types

sys.modules["torchvision._meta_registrations"] = types.ModuleType("registrations")

import numpy
import torch
import torchvision
from tensors import load_floats, load_safetensors

name, weights, source, shape, target = sys.argv[1:]
more = {"aux_logits": False, "init_weights": False} if name == "googlenet" else {}
model = getattr(torchvision.models, name)(**more)
model.load_state_dict(load_safetensors(weights), strict=True)
model.eval()
with torch.no_grad():
    output = model(load_floats(source, [int(size) for size in shape.split(",")]))
output.numpy().astype(numpy.float32).tofile(target)
