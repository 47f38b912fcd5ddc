/**
 * The words of the built-in blocks in Chinese, by their English words. A block is copied into a document and may be
 * rewritten there, so it is known by what it says: what somebody wrote himself stays as it is.
 */
export const zhBlockWords: Readonly<Record<string, string>> = {
  "Bottleneck block": "瓶颈块",
  "A 1×1 convolution narrows, a 3×3 works, a 1×1 widens fourfold; the result is added to the input.":
    "1×1 卷积收窄，3×3 卷积处理，1×1 卷积再扩宽四倍；结果与输入相加。",
  "Conv, batch norm, activation": "卷积、批量归一化、激活",
  "A convolution, its batch norm and a ReLU: the brick of most networks since 2015.":
    "一个卷积、它的批量归一化和一个 ReLU：2015 年以来大多数网络的基本构件。",
  "Conv and ReLU": "卷积与 ReLU",
  "A convolution followed by a ReLU, as in the networks before batch norm.":
    "卷积后接 ReLU，与批量归一化出现之前的网络相同。",
  "ConvNeXt block": "ConvNeXt 块",
  "A 7×7 depthwise convolution, layer norm over channels and two 1×1 convolutions with GELU between them, scaled and added to the input.":
    "7×7 深度卷积、沿通道的层归一化，以及中间带 GELU 的两个 1×1 卷积，缩放后与输入相加。",
  "Dense block": "稠密块",
  "Dense layers in a row: each reads everything before it and adds its own channels.":
    "连续的稠密层：每一层读取之前的全部输出，并加上自己的通道。",
  "Dense layer": "稠密层",
  "Batch norm, ReLU and a 3×3 convolution that adds a few channels to those it read; a 1×1 bottleneck comes first where wanted.":
    "批量归一化、ReLU 和一个 3×3 卷积，为读到的通道再添几个；需要时前面先有一个 1×1 瓶颈。",
  "Depthwise separable": "深度可分离卷积",
  "Filters each channel by itself, then mixes channels by a 1×1 convolution: a convolution at a fraction of the work.":
    "先对每个通道单独滤波，再用 1×1 卷积混合通道：以很小的计算量完成一次卷积。",
  "Fire module": "Fire 模块",
  "A 1×1 convolution squeezes the channels; 1×1 and 3×3 convolutions side by side expand them again.":
    "1×1 卷积压缩通道；并排的 1×1 与 3×3 卷积再将其扩展。",
  "Inception with batch norm": "带批量归一化的 Inception",
  "The four paths of Inception with a batch norm after every convolution; the third path's window can be 3×3 or 5×5.":
    "Inception 的四条路径，每个卷积之后都有批量归一化；第三条路径的窗口可为 3×3 或 5×5。",
  Inception: "Inception 块",
  "Four paths side by side (1×1, 3×3, 5×5 and pooling), their channels put together.":
    "四条并行路径（1×1、3×3、5×5 和池化），通道连结在一起。",
  "Inverted residual": "倒残差块",
  "Widens by a 1×1 convolution, filters each channel by itself, narrows again; the narrow ends are joined by a shortcut where shapes allow.":
    "用 1×1 卷积扩宽，对每个通道单独滤波，再收窄；形状允许时，窄的两端由捷径相连。",
  "NiN block": "NiN 块",
  "A convolution and two 1×1 convolutions, which act as a small dense network on every pixel.":
    "一个卷积和两个 1×1 卷积，后者相当于在每个像素上的小型全连接网络。",
  "Pre-activation residual block": "预激活残差块",
  "Batch norm and ReLU come before each convolution, so that the shortcut carries the signal through untouched.":
    "批量归一化和 ReLU 位于每个卷积之前，因此捷径把信号原样传过去。",
  "Residual block": "残差块",
  "Two 3×3 convolutions whose result is added to their own input; a strided 1×1 convolution fits the shortcut where shapes change.":
    "两个 3×3 卷积，结果与其输入相加；形状改变时，由带步幅的 1×1 卷积使捷径相配。",
  "Squeeze and excitation": "挤压与激励",
  "Weighs each channel by what the whole image says of it.": "按整幅图像的信息为每个通道加权。",
  Transition: "过渡层",
  "Between dense blocks: batch norm, ReLU, a 1×1 convolution that thins the channels, and an average pooling that halves the image.":
    "位于稠密块之间：批量归一化、ReLU、减少通道的 1×1 卷积，以及把图像减半的平均池化。",
  "VGG block": "VGG 块",
  "Several 3×3 convolutions with ReLU, then a 2×2 max pooling that halves the image.":
    "若干带 ReLU 的 3×3 卷积，然后是把图像减半的 2×2 最大池化。",
  "VGG convolution": "VGG 卷积",
  "One 3×3 convolution with ReLU, and a batch norm between them where it is wanted.":
    "一个带 ReLU 的 3×3 卷积，需要时其间有批量归一化。",

  Width: "宽度",
  "Channels of the narrow part; the output has `expansion` times as many.":
    "窄部的通道数；输出为其 `expansion` 倍。",
  Expansion: "扩展倍数",
  "Output channels divided by the width.": "输出通道数除以宽度。",
  Stride: "步幅",
  "Step of the 3×3 convolution and of the shortcut.": "3×3 卷积与捷径的步幅。",
  "1×1 shortcut": "1×1 捷径",
  "A 1×1 convolution and batch norm on the shortcut.": "捷径上的 1×1 卷积和批量归一化。",
  Filters: "滤波器数",
  "Output channels.": "输出通道数。",
  Kernel: "卷积核",
  "Height and width of the window.": "窗口的高和宽。",
  "Step between window positions.": "窗口位置之间的步长。",
  Padding: "填充",
  "Zeros added on each side.": "每侧添加的零。",
  Groups: "分组数",
  "Channel groups convolved apart.": "分开卷积的通道组数。",
  "Ends in a ReLU.": "以 ReLU 结尾。",
  Epsilon: "Epsilon",
  "Added to the variance by the batch norms inside.": "内部的批量归一化加到方差上的数。",
  Initialiser: "初始化",
  "How the first weights are drawn.": "初始权重如何抽取。",
  Channels: "通道",
  "Channels in and out.": "输入与输出的通道数。",
  "How much wider the inside is.": "内部比两端宽多少倍。",
  "Layer scale": "层缩放",
  "First value of the learned scale of each channel.": "每个通道可学习缩放的初值。",
  Layers: "层数",
  "Dense layers in a row.": "连续的稠密层数。",
  Growth: "增长率",
  "Channels that each layer adds.": "每层增加的通道数。",
  Bottleneck: "瓶颈",
  "A 1×1 convolution first in each layer, to four times the growth.":
    "每层先做 1×1 卷积，通道数为增长率的四倍。",
  Bias: "偏置",
  "Convolutions have a bias (the book's do, torchvision's do not).":
    "卷积带偏置（教材的带，torchvision 的不带）。",
  "Channels added.": "增加的通道数。",
  "A 1×1 convolution first, to four times the growth.": "先做 1×1 卷积，通道数为增长率的四倍。",
  "Window of the depthwise convolution.": "深度卷积的窗口。",
  "Step of the depthwise convolution.": "深度卷积的步幅。",
  Squeeze: "压缩",
  "Filters of the first 1×1 convolution.": "第一个 1×1 卷积的滤波器数。",
  "Expand 1×1": "扩展 1×1",
  "Filters of the 1×1 path.": "1×1 路径的滤波器数。",
  "Expand 3×3": "扩展 3×3",
  "Filters of the 3×3 path.": "3×3 路径的滤波器数。",
  "1×1 path": "1×1 路径",
  "Filters of the first path, one 1×1 convolution.": "第一条路径（一个 1×1 卷积）的滤波器数。",
  "3×3 reduce": "3×3 前降维",
  "Filters of the 1×1 convolution before the 3×3.": "3×3 之前的 1×1 卷积的滤波器数。",
  "3×3 path": "3×3 路径",
  "Filters of the 3×3 convolution.": "3×3 卷积的滤波器数。",
  "5×5 reduce": "5×5 前降维",
  "Filters of the 1×1 convolution before the 5×5.": "5×5 之前的 1×1 卷积的滤波器数。",
  "5×5 path": "5×5 路径",
  "Filters of the 5×5 convolution.": "5×5 卷积的滤波器数。",
  "Pool path": "池化路径",
  "Filters of the 1×1 convolution after the pooling.": "池化之后的 1×1 卷积的滤波器数。",
  "Third path's window": "第三条路径的窗口",
  "Side of its kernel: 3 as in torchvision, 5 as in the paper.": "卷积核边长：torchvision 为 3，论文为 5。",
  "Round up": "向上取整",
  "Poolings inside round their output size up.": "内部的池化将输出尺寸向上取整。",
  "Input channels": "输入通道",
  "Channels that come in; the inside is `expansion` times as wide.":
    "进入的通道数；内部为其 `expansion` 倍宽。",
  "How much wider the inside is; 1 leaves the first convolution out.":
    "内部宽多少倍；为 1 时省去第一个卷积。",
  "Output channels of all three convolutions.": "三个卷积各自的输出通道数。",
  "Window of the first convolution.": "第一个卷积的窗口。",
  "Step of the first convolution.": "第一个卷积的步幅。",
  "Zeros around the image for the first convolution.": "第一个卷积在图像四周填充的零。",
  "Step of the first convolution and of the shortcut.": "第一个卷积与捷径的步幅。",
  "A 1×1 convolution on the shortcut, fed by the first activation.": "捷径上的 1×1 卷积，由第一个激活供给。",
  "A 1×1 convolution on the shortcut; needed where channels or size change.":
    "捷径上的 1×1 卷积；通道数或尺寸改变时需要。",
  "Batch norm on the shortcut": "捷径上的批量归一化",
  "A batch norm after the 1×1 convolution (torchvision has one, the book none).":
    "1×1 卷积之后的批量归一化（torchvision 有，教材没有）。",
  "Channels of the input.": "输入的通道数。",
  Reduction: "缩减比",
  "The hidden layer has this many times fewer units.": "隐藏层的单元数缩减为几分之一。",
  "Output channels, usually half of the input's.": "输出通道数，通常为输入的一半。",
  "The convolution has a bias (the book's does, torchvision's does not).":
    "卷积带偏置（教材的带，torchvision 的不带）。",
  Convolutions: "卷积数",
  "How many 3×3 convolutions in a row.": "连续多少个 3×3 卷积。",
  "Output channels of each convolution.": "每个卷积的输出通道数。",
  "Batch norm": "批量归一化",
  "A batch norm after each convolution.": "每个卷积之后的批量归一化。",
  "A batch norm after the convolution.": "卷积之后的批量归一化。",
};
