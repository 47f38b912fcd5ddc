"""The small networks of our own, as PyTorch modules with the paths of our templates."""
import torch
from torch import nn


class ConvBnAct(nn.Module):
    def __init__(self, inputs, outputs, kernel=3, padding=None):
        super().__init__()
        padding = kernel // 2 if padding is None else padding
        self.conv = nn.Conv2d(inputs, outputs, kernel, padding=padding, bias=False)
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.bn(self.conv(x)).relu()


class VggConv(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv, self.bn = nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.bn(self.conv(x)).relu()


class VggBlock(nn.Module):
    def __init__(self, convs, inputs, outputs):
        super().__init__()
        self.conv = nn.Sequential(*[VggConv(inputs if i == 0 else outputs, outputs) for i in range(convs)])

    def forward(self, x):
        return nn.functional.max_pool2d(self.conv(x), 2)


class Averaged(nn.Module):
    def finish(self, x):
        return self.fc(x.mean((2, 3)))


class SmallVgg(Averaged):
    def __init__(self):
        super().__init__()
        self.block1, self.block2, self.block3 = VggBlock(1, 3, 16), VggBlock(1, 16, 32), VggBlock(2, 32, 32)
        self.fc = nn.Linear(32, 10)

    def forward(self, x):
        return self.finish(self.block3(self.block2(self.block1(x))))


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride, project):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        shortcut = [nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)]
        self.downsample = nn.Sequential(*(shortcut if project else []))

    def forward(self, x):
        return (self.bn2(self.conv2(self.bn1(self.conv1(x)).relu())) + self.downsample(x)).relu()


class SmallResNet(Averaged):
    def __init__(self):
        super().__init__()
        self.stem = ConvBnAct(3, 16)
        self.stage1, self.stage2, self.stage3 = (
            Residual(16, 16, 1, False),
            Residual(16, 32, 2, True),
            Residual(32, 64, 2, True),
        )
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.stem(x), 2)
        return self.finish(self.stage3(self.stage2(self.stage1(x))))


class DenseLayer(nn.Module):
    def __init__(self, inputs, growth):
        super().__init__()
        self.norm2, self.conv2 = nn.BatchNorm2d(inputs), nn.Conv2d(inputs, growth, 3, padding=1, bias=False)

    def forward(self, x):
        return torch.cat((x, self.conv2(self.norm2(x).relu())), dim=1)


class DenseBlock(nn.Module):
    def __init__(self, layers, inputs, growth):
        super().__init__()
        self.layer = nn.Sequential(*[DenseLayer(inputs + growth * i, growth) for i in range(layers)])

    def forward(self, x):
        return self.layer(x)


class Transition(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.norm, self.conv = nn.BatchNorm2d(inputs), nn.Conv2d(inputs, outputs, 1, bias=False)

    def forward(self, x):
        return nn.functional.avg_pool2d(self.conv(self.norm(x).relu()), 2)


class SmallDenseNet(Averaged):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.dense1, self.transition1, self.dense2 = DenseBlock(3, 16, 12), Transition(52, 26), DenseBlock(3, 26, 12)
        self.norm, self.fc = nn.BatchNorm2d(62), nn.Linear(62, 10)

    def forward(self, x):
        x = self.dense1(nn.functional.max_pool2d(self.conv(x), 2))
        return self.finish(self.norm(self.dense2(self.transition1(x))).relu())


class InceptionBn(nn.Module):
    def __init__(self, inputs, c1, c2, c3, c4):
        super().__init__()
        self.branch1 = ConvBnAct(inputs, c1, 1)
        self.branch2 = nn.Sequential(ConvBnAct(inputs, c2[0], 1), ConvBnAct(c2[0], c2[1], 3))
        self.branch3 = nn.Sequential(ConvBnAct(inputs, c3[0], 1), ConvBnAct(c3[0], c3[1], 5))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1), ConvBnAct(inputs, c4, 1))

    def forward(self, x):
        return torch.cat((self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)), dim=1)


class SmallInception(Averaged):
    def __init__(self):
        super().__init__()
        self.stem = ConvBnAct(3, 16)
        self.inception1 = InceptionBn(16, 8, (8, 16), (4, 8), 8)
        self.inception2 = InceptionBn(40, 16, (16, 32), (8, 16), 16)
        self.fc = nn.Linear(80, 10)

    def forward(self, x):
        x = self.inception1(nn.functional.max_pool2d(self.stem(x), 2))
        return self.finish(self.inception2(nn.functional.max_pool2d(x, 2)))


class LearnAKernel(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 1, (1, 2), bias=False)

    def forward(self, x):
        return self.conv(x)


SMALL = {
    "learn-a-kernel": LearnAKernel,
    "small-vgg": SmallVgg,
    "small-resnet": SmallResNet,
    "small-densenet": SmallDenseNet,
    "small-inception": SmallInception,
}
