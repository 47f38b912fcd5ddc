"""Grad-CAM of a small network by PyTorch's own gradients; prints the fixture that grad-cam.test.ts reads."""
import json

import torch
from torch import nn

torch.manual_seed(7)
net = nn.Sequential()
net.add_module("conv1", nn.Conv2d(2, 5, 3, padding=1))
net.add_module("norm", nn.BatchNorm2d(5))
net.add_module("act1", nn.ReLU())
net.add_module("pool", nn.MaxPool2d(2))
net.add_module("conv2", nn.Conv2d(5, 4, 3))
net.add_module("act2", nn.ReLU())
net.add_module("flatten", nn.Flatten())
net.add_module("fc", nn.Linear(4 * 3 * 2, 3))
net.norm.running_mean.uniform_(-0.5, 0.5)
net.norm.running_var.uniform_(0.5, 2)
net.norm.weight.data.uniform_(0.5, 1.5)
net.eval()
x = torch.rand(1, 2, 10, 8)


def evidence(layer, label):
    kept = {}
    hook = getattr(net, layer).register_forward_hook(lambda _m, _i, out: kept.update(out=out))
    scores = net(x)
    hook.remove()
    (gradient,) = torch.autograd.grad(scores[0, label], kept["out"])
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    return torch.relu((weights * kept["out"]).sum(1))[0]


cases = []
for layer in ["conv1", "act1", "pool", "conv2", "act2"]:
    for label in range(3):
        map_ = evidence(layer, label)
        cases.append({"path": layer, "label": label, "shape": list(map_.shape), "values": map_.flatten().tolist()})
state = {k: v for k, v in net.state_dict().items() if v.dtype == torch.float32}
print(json.dumps({
    "best": int(net(x).argmax()),
    "input": x[0].permute(1, 2, 0).flatten().tolist(),
    "weights": {k: {"shape": list(v.shape), "data": v.flatten().tolist()} for k, v in state.items()},
    "cases": cases,
}))
