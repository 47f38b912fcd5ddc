"""Times training steps of a network in PyTorch, one each time that it is asked.

usage: torch_step.py NETWORK BATCH SHAPE DEVICE THREADS
SHAPE is that of one sample, as 3x224x224; DEVICE is cpu or cuda. On CUDA the arithmetic is float32 without tensor
cores, and the batch goes from the host to the device within each step, as it does in a training.
Every line on standard input asks for one step; the answer is its time in milliseconds on a line of standard output.
"""
import os
import sys
import time

import torch
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "test", "interop", "networks"))
from book import BOOK  # noqa: E402
from small import SMALL  # noqa: E402


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(64, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU())
        self.second = nn.Sequential(nn.Conv2d(64, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64))

    def forward(self, x):
        return torch.relu(x + self.second(self.first(x)))


def residual_stack():
    """The residual stack of bench/kernels/models.ts."""
    stem = [nn.Conv2d(3, 64, 3, padding=1, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)]
    return nn.Sequential(*stem, Residual(), Residual(), *head)


def alexnet():
    """The one of torchvision (Krizhevsky 2014), a thousand classes."""
    relu = nn.ReLU
    return nn.Sequential(
        *(nn.Conv2d(3, 64, 11, stride=4, padding=2), relu(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(64, 192, 5, padding=2), relu(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(192, 384, 3, padding=1), relu()),
        *(nn.Conv2d(384, 256, 3, padding=1), relu()),
        *(nn.Conv2d(256, 256, 3, padding=1), relu(), nn.MaxPool2d(3, 2)),
        *(nn.Flatten(), nn.Dropout(), nn.Linear(9216, 4096), relu()),
        *(nn.Dropout(), nn.Linear(4096, 4096), relu(), nn.Linear(4096, 1000)),
    )


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            *(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()),
            *(nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs)),
        )
        projection = [nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)]
        self.shortcut = nn.Sequential(*(projection if stride > 1 else []))

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


def resnet18():
    """The one of torchvision (He et al. 2015), a thousand classes."""
    stem = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    widths = (64, 64, 128, 256, 512)
    stages = [
        block
        for before, width in zip(widths, widths[1:])
        for block in (BasicBlock(before, width, 1 if before == width else 2), BasicBlock(width, width, 1))
    ]
    return nn.Sequential(*stem, *stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000))


OWN = {"residual": residual_stack, "torchvision-alexnet": alexnet, "torchvision-resnet18": resnet18}


def main(name, batch, shape, device, threads):
    torch.manual_seed(0)
    torch.set_num_threads(threads)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    net = {**BOOK, **SMALL, **OWN}[name]().to(device)
    images, classes = torch.randn(batch, *shape), torch.randint(0, 10, (batch,))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    for _ in sys.stdin:
        start = time.perf_counter()
        x, labels = images.to(device), classes.to(device)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), labels)
        loss.backward()
        optimizer.step()
        loss.item()
        print(1000 * (time.perf_counter() - start), flush=True)


_, name, batch, shape, device, threads = sys.argv
main(name, int(batch), tuple(int(length) for length in shape.split("x")), device, int(threads))
