"""torchvision's own network, exported to ONNX by PyTorch: NAME FOLDER OPSET keep|fold. Writes model.onnx, input.bin, output.bin and prints its parameters."""

import os
import sys
import types
import warnings

sys.modules["torchvision._meta_registrations"] = types.ModuleType("registrations")
warnings.filterwarnings("ignore")

import torch
import torchvision

name, folder, opset, way = sys.argv[1:]
torch.manual_seed(0)
more = {"aux_logits": False, "init_weights": False} if name in ("googlenet", "inception_v3") else {}
model = getattr(torchvision.models, name)(**more).eval()
for module in model.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        # As after some training.
        module.running_mean.normal_(0, 0.1)
        module.running_var.uniform_(0.5, 1.5)
size = 299 if name == "inception_v3" else 224
source = torch.randn(1, 3, size, size)
modes = torch.onnx.TrainingMode
torch.onnx.export(
    model,
    source,
    os.path.join(folder, "model.onnx"),
    opset_version=int(opset),
    # Keeps batch normalisations apart from the convolutions before them, or folds them as is usual.
    training=modes.PRESERVE if way == "keep" else modes.EVAL,
    input_names=["input"],
    output_names=["output"],
)
with torch.no_grad():
    output = model(source)
source.numpy().tofile(os.path.join(folder, "input.bin"))
output.numpy().tofile(os.path.join(folder, "output.bin"))
print(sum(parameter.numel() for parameter in model.parameters()))
