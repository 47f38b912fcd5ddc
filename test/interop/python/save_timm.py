"""A network of timm with random weights: NAME FOLDER. Writes weights.safetensors, input.bin and output.bin."""

import json
import os
import struct
import sys
import types

sys.modules["torchvision._meta_registrations"] = types.ModuleType("registrations")

import timm
import torch

name, folder = sys.argv[1:]
torch.manual_seed(0)
model = timm.create_model(name, pretrained=False).eval()
for module in model.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        # As after some training.
        module.running_mean.normal_(0, 0.1)
        module.running_var.uniform_(0.5, 1.5)
source = torch.randn(1, 3, 224, 224)
with torch.no_grad():
    output = model(source)
source.numpy().tofile(os.path.join(folder, "input.bin"))
output.numpy().tofile(os.path.join(folder, "output.bin"))
header, at, parts = {}, 0, []
for key, value in model.state_dict().items():
    data = value.contiguous().numpy().tobytes()
    kind = "I64" if value.dtype == torch.int64 else "F32"
    header[key] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [at, at + len(data)]}
    at += len(data)
    parts.append(data)
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open(os.path.join(folder, "weights.safetensors"), "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))
