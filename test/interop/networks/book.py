"""The book's networks as PyTorch modules, with attribute names that give the paths of our templates.

Structure: Zhang, Lipton, Li, Smola, "Dive into Deep Learning", chapters on convolutional networks.
"""
import torch
from torch import nn


class LeNet(nn.Module):
    def __init__(self, activation, pool, padding):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=padding)
        self.conv2 = nn.Conv2d(6, 16, 5)
        side = 5 if padding else 4
        self.fc1, self.fc2, self.fc3 = nn.Linear(16 * side * side, 120), nn.Linear(120, 84), nn.Linear(84, 10)
        self.activation, self.pool = activation, pool

    def forward(self, x):
        x = self.pool(self.activation(self.conv1(x)))
        x = self.pool(self.activation(self.conv2(x))).flatten(1)
        return self.fc3(self.activation(self.fc2(self.activation(self.fc1(x)))))


class Head(nn.Module):
    """Two dense layers of 4096 with ReLU (dropout is off in these tests), then the classes."""

    def head(self, features, classes=10):
        self.fc1, self.fc2, self.fc3 = nn.Linear(features, 4096), nn.Linear(4096, 4096), nn.Linear(4096, classes)

    def classify(self, x):
        return self.fc3(self.fc2(self.fc1(x.flatten(1)).relu()).relu())


class AlexNet(Head):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 96, 11, stride=4)
        self.conv2 = nn.Conv2d(96, 256, 5, padding=2)
        self.conv3 = nn.Conv2d(256, 384, 3, padding=1)
        self.conv4 = nn.Conv2d(384, 384, 3, padding=1)
        self.conv5 = nn.Conv2d(384, 256, 3, padding=1)
        self.pool = nn.MaxPool2d(3, 2)
        self.head(6400)

    def forward(self, x):
        x = self.pool(self.conv1(x).relu())
        x = self.pool(self.conv2(x).relu())
        x = self.conv4(self.conv3(x).relu()).relu()
        return self.classify(self.pool(self.conv5(x).relu()))


class ConvRelu(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=1)

    def forward(self, x):
        return self.conv(x).relu()


class VggBlock(nn.Module):
    def __init__(self, convs, inputs, outputs):
        super().__init__()
        self.conv = nn.Sequential(*[ConvRelu(inputs if i == 0 else outputs, outputs) for i in range(convs)])

    def forward(self, x):
        return nn.functional.max_pool2d(self.conv(x), 2)


class Vgg(Head):
    def __init__(self, blocks):
        super().__init__()
        inputs = 1
        for n, (convs, outputs) in enumerate(blocks, 1):
            setattr(self, f"block{n}", VggBlock(convs, inputs, outputs))
            inputs = outputs
        self.blocks = len(blocks)
        self.head(inputs * 7 * 7)

    def forward(self, x):
        for n in range(1, self.blocks + 1):
            x = getattr(self, f"block{n}")(x)
        return self.classify(x)


class NinBlock(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, padding):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding)
        self.mix1, self.mix2 = nn.Conv2d(outputs, outputs, 1), nn.Conv2d(outputs, outputs, 1)

    def forward(self, x):
        return self.mix2(self.mix1(self.conv(x).relu()).relu()).relu()


class Nin(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = NinBlock(1, 96, 11, 4, 0)
        self.block2 = NinBlock(96, 256, 5, 1, 2)
        self.block3 = NinBlock(256, 384, 3, 1, 1)
        self.block4 = NinBlock(384, 10, 3, 1, 1)
        self.pool = nn.MaxPool2d(3, 2)

    def forward(self, x):
        x = self.pool(self.block3(self.pool(self.block2(self.pool(self.block1(x))))))
        return nn.functional.adaptive_avg_pool2d(self.block4(x), 1).flatten(1)


class Inception(nn.Module):
    def __init__(self, inputs, c1, c2, c3, c4):
        super().__init__()
        self.path1 = nn.Conv2d(inputs, c1, 1)
        self.path2_1, self.path2_2 = nn.Conv2d(inputs, c2[0], 1), nn.Conv2d(c2[0], c2[1], 3, padding=1)
        self.path3_1, self.path3_2 = nn.Conv2d(inputs, c3[0], 1), nn.Conv2d(c3[0], c3[1], 5, padding=2)
        self.path4_1, self.path4_2 = nn.MaxPool2d(3, 1, 1), nn.Conv2d(inputs, c4, 1)

    def forward(self, x):
        return torch.cat(
            (
                self.path1(x).relu(),
                self.path2_2(self.path2_1(x).relu()).relu(),
                self.path3_2(self.path3_1(x).relu()).relu(),
                self.path4_2(self.path4_1(x)).relu(),
            ),
            dim=1,
        )


class GoogLeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 64, 7, 2, 3)
        self.conv2, self.conv3 = nn.Conv2d(64, 64, 1), nn.Conv2d(64, 192, 3, padding=1)
        self.inception_3a = Inception(192, 64, (96, 128), (16, 32), 32)
        self.inception_3b = Inception(256, 128, (128, 192), (32, 96), 64)
        self.inception_4a = Inception(480, 192, (96, 208), (16, 48), 64)
        self.inception_4b = Inception(512, 160, (112, 224), (24, 64), 64)
        self.inception_4c = Inception(512, 128, (128, 256), (24, 64), 64)
        self.inception_4d = Inception(512, 112, (144, 288), (32, 64), 64)
        self.inception_4e = Inception(528, 256, (160, 320), (32, 128), 128)
        self.inception_5a = Inception(832, 256, (160, 320), (32, 128), 128)
        self.inception_5b = Inception(832, 384, (192, 384), (48, 128), 128)
        self.fc = nn.Linear(1024, 10)
        self.pool = nn.MaxPool2d(3, 2, 1)

    def forward(self, x):
        x = self.pool(self.conv1(x).relu())
        x = self.pool(self.conv3(self.conv2(x).relu()).relu())
        x = self.pool(self.inception_3b(self.inception_3a(x)))
        for name in "abcde":
            x = getattr(self, f"inception_4{name}")(x)
        x = self.inception_5b(self.inception_5a(self.pool(x)))
        return self.fc(nn.functional.adaptive_avg_pool2d(x, 1).flatten(1))


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1, project=False):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride)) if project else nn.Identity()

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        return (y + self.downsample(x)).relu()


class ResNet18(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(1, 64, 7, 2, 3), nn.BatchNorm2d(64)
        self.layer1 = nn.Sequential(Residual(64, 64), Residual(64, 64))
        self.layer2 = nn.Sequential(Residual(64, 128, 2, True), Residual(128, 128))
        self.layer3 = nn.Sequential(Residual(128, 256, 2, True), Residual(256, 256))
        self.layer4 = nn.Sequential(Residual(256, 512, 2, True), Residual(512, 512))
        self.fc = nn.Linear(512, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.bn1(self.conv1(x)).relu(), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(nn.functional.adaptive_avg_pool2d(x, 1).flatten(1))


class DenseLayer(nn.Module):
    def __init__(self, inputs, growth):
        super().__init__()
        self.norm2, self.conv2 = nn.BatchNorm2d(inputs), nn.Conv2d(inputs, growth, 3, padding=1)

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
        self.norm, self.conv = nn.BatchNorm2d(inputs), nn.Conv2d(inputs, outputs, 1)

    def forward(self, x):
        return nn.functional.avg_pool2d(self.conv(self.norm(x).relu()), 2)


class DenseNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 64, 7, 2, 3), nn.BatchNorm2d(64)
        channels = 64
        for n in range(1, 5):
            setattr(self, f"denseblock{n}", DenseBlock(4, channels, 32))
            channels += 128
            if n < 4:
                setattr(self, f"transition{n}", Transition(channels, channels // 2))
                channels //= 2
        self.norm_last, self.fc = nn.BatchNorm2d(channels), nn.Linear(channels, 10)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.norm(self.conv(x)).relu(), 3, 2, 1)
        for n in range(1, 5):
            x = getattr(self, f"denseblock{n}")(x)
            if n < 4:
                x = getattr(self, f"transition{n}")(x)
        return self.fc(nn.functional.adaptive_avg_pool2d(self.norm_last(x).relu(), 1).flatten(1))


VGG11 = ((1, 64), (1, 128), (2, 256), (2, 512), (2, 512))
BOOK = {
    "lenet": lambda: LeNet(torch.sigmoid, nn.MaxPool2d(2), 0),
    "lenet5": lambda: LeNet(torch.sigmoid, nn.AvgPool2d(2), 2),
    "lenet-modern": lambda: LeNet(torch.relu, nn.MaxPool2d(2), 2),
    "alexnet": AlexNet,
    "vgg11": lambda: Vgg(VGG11),
    "vgg11-quarter": lambda: Vgg(tuple((convs, channels // 4) for convs, channels in VGG11)),
    "vgg16": lambda: Vgg(((2, 64), (2, 128), (3, 256), (3, 512), (3, 512))),
    "nin": Nin,
    "googlenet": GoogLeNet,
    "resnet18": ResNet18,
    "densenet": DenseNet,
}
