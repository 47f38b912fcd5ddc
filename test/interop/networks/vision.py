"""torchvision's own networks, and how their weight names follow from the paths of our templates."""
import re
import sys
import types

# torchvision beside a CPU build of torch fails to import its registrations, which nothing here needs.
sys.modules.setdefault("torchvision._meta_registrations", types.ModuleType("torchvision._meta_registrations"))

from torchvision import models  # noqa: E402


def vgg_name(arch):
    """`block2.conv.0.conv` to `features.N`, N counting convolutions, ReLUs and poolings."""
    first, position = {}, 0
    for n, convs in enumerate(arch, 1):
        for i in range(convs):
            first[f"block{n}.conv.{i}.conv"] = position
            position += 2
        position += 1

    def rename(path):
        layer, _, name = path.rpartition(".")
        return f"features.{first[layer]}.{name}" if layer in first else path

    return rename


def densenet_name(path):
    return re.sub(r"\.layer\.(\d+)\.", lambda m: f".denselayer{int(m.group(1)) + 1}.", path)


def mobilenet_name(path):
    """Stages of inverted residuals become `features.1` to `features.17`; the first has no expansion."""
    match = re.match(r"stage(\d)(?:\.(\d))?\.(\w+)\.(\w+)$", path)
    if match is None:
        return path
    before = (0, 1, 3, 6, 10, 13, 16)
    stage = int(match.group(1))
    index = 1 + before[stage - 1] + int(match.group(2) or 0)
    plain = {"depthwise": "conv.0.0", "depthwise_bn": "conv.0.1", "project": "conv.1", "project_bn": "conv.2"}
    wide = {
        "expand": "conv.0.0",
        "expand_bn": "conv.0.1",
        "depthwise": "conv.1.0",
        "depthwise_bn": "conv.1.1",
        "project": "conv.2",
        "project_bn": "conv.3",
    }
    return f"features.{index}.{(plain if stage == 1 else wide)[match.group(3)]}.{match.group(4)}"


def same(path):
    return path


def build(name, **options):
    def make():
        return getattr(models, name)(weights=None, **options)

    return make


VISION = {
    "torchvision-alexnet": (build("alexnet"), same),
    "torchvision-vgg11": (build("vgg11"), vgg_name((1, 1, 2, 2, 2))),
    "torchvision-vgg16": (build("vgg16"), vgg_name((2, 2, 3, 3, 3))),
    "torchvision-vgg19": (build("vgg19"), vgg_name((2, 2, 4, 4, 4))),
    "torchvision-googlenet": (build("googlenet", aux_logits=False, init_weights=False), same),
    "torchvision-resnet18": (build("resnet18"), same),
    "torchvision-resnet50": (build("resnet50"), same),
    "torchvision-densenet121": (build("densenet121"), densenet_name),
    "torchvision-squeezenet1_1": (build("squeezenet1_1"), same),
    "torchvision-mobilenet_v2": (build("mobilenet_v2"), mobilenet_name),
}
