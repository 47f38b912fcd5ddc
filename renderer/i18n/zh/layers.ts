/** Titles and explanations of the layers in Chinese; the English ones are the engine's own. */
import type { LayerKind } from "../../../engine/layers/index.ts";
import type { Family } from "../../../engine/layers/spec.ts";

export const zhFamilies: Readonly<Record<Family | "block", string>> = {
  io: "输入与输出",
  convolution: "卷积",
  pooling: "池化",
  normalisation: "归一化",
  activation: "激活",
  dense: "全连接",
  combine: "合并",
  shape: "形状",
  regularisation: "正则化",
  block: "模块",
};

export const zhLayers: Readonly<Record<LayerKind, { readonly title: string; readonly summary: string }>> = {
  input: {
    title: "输入",
    summary: "数据从这里进入：一幅 C×H×W 的图像，或一个特征向量。网络中其余所有形状都由它推出。",
  },
  conv2d: {
    title: "二维卷积",
    summary:
      "让一个小卷积核在图像上滑动，在每个位置把覆盖到的数值相乘再求和（即互相关）。每个滤波器跨越所在组的全部输入通道，产生一个输出通道，因此该层在各处寻找同一种模式。",
  },
  depthwiseConv2d: {
    title: "深度卷积",
    summary:
      "每个通道用各自的小卷积核做卷积，通道之间不混合，所需权重远少于普通卷积。其后接一个混合通道的 1×1 卷积，就构成 MobileNet、EfficientNet 和 ConvNeXt 所用的深度可分离卷积。",
  },
  convTranspose2d: {
    title: "转置卷积",
    summary:
      "像卷积的梯度那样，把每个输入像素经卷积核散布到输出上，并在重叠处求和。步幅大于 1 时用学到的权重放大图像，常见于解码器和生成器。它并不能还原卷积：互逆的只有形状。",
  },
  maxPool2d: {
    title: "最大池化",
    summary:
      "逐通道取窗口内的最大值，在缩小图像的同时保留最强的响应。它没有可学习的参数，并使后续层对微小平移不那么敏感。填充按负无穷计算，因此永远不会被选中。",
  },
  avgPool2d: {
    title: "平均池化",
    summary:
      "逐通道用窗口内的平均值代替原值，从而缩小并平滑图像。它没有可学习的参数；LeNet 在多数后来的网络取最大值的地方使用它。",
  },
  globalAvgPool2d: {
    title: "全局平均池化",
    summary:
      "对每个通道在整幅图像上取平均，把 C×H×W 变成含 C 个特征的向量。Network in Network 用它取代庞大的全连接层：它没有权重，并适用于任何图像尺寸。",
  },
  globalMaxPool2d: {
    title: "全局最大池化",
    summary:
      "对每个通道在整幅图像上取最大值，把 C×H×W 变成含 C 个特征的向量。它说明每种模式在任意位置出现得有多强，而不说明在哪里。",
  },
  adaptiveAvgPool2d: {
    title: "自适应平均池化",
    summary:
      "无论输入多大，都把图像划分为固定行数和列数、大小几乎相等的格子，并对每格取平均。它让 VGG 等带全连接头部的网络可以接受任意尺寸的图像。不能整除时，格子会重叠。",
  },
  dense: {
    title: "全连接",
    summary:
      "把输入的每个特征与每个单元相连：每个单元计算一个加权和并加上偏置（即 PyTorch 的 Linear）。在分类器末端，每个类别对应一个单元，输出即 logits。",
  },
  flatten: {
    title: "展平",
    summary:
      "把 C×H×W 的特征图排成一个向量：逐通道、逐行排列。它位于卷积部分与全连接部分之间，不改变任何数值。向量会原样通过。",
  },
  reshape: {
    title: "变形",
    summary:
      "把相同的元素按相同的次序（逐通道、逐行）读成另一种形状。元素总数必须不变；其中一个尺寸可以写 -1，由程序推算。生成器用它把向量变成图像。",
  },
  dropout: {
    title: "Dropout",
    summary:
      "训练时随机把元素置零，并放大其余元素，使期望值保持不变。任何单元都不能依赖另一个单元必定存在，从而抑制过拟合。使用网络时它什么也不做。",
  },
  spatialDropout2d: {
    title: "空间 Dropout",
    summary:
      "训练时随机把整个通道置零，并放大其余通道（即 PyTorch 的 Dropout2d）。特征图中相邻像素十分相似，丢弃单个像素几乎隐藏不了信息，丢弃整个通道才有效。",
  },
  batchNorm: {
    title: "批量归一化",
    summary:
      "在整个批次上把每个通道调整为均值 0、方差 1，再施加学到的缩放和平移。训练因此更快，对初始权重也不那么敏感。使用网络时，由训练中积累的滑动平均代替批次统计量。",
  },
  layerNorm: {
    title: "层归一化",
    summary:
      "把每个样本单独调整为均值 0、方差 1，再施加学到的缩放和平移。选择所有轴时整个样本一起归一化；选择通道时像 ConvNeXt 那样对每个位置分别归一化。它与批次无关，因此训练和使用时行为相同。",
  },
  groupNorm: {
    title: "组归一化",
    summary:
      "把通道分成若干组，将每个样本的每一组调整为均值 0、方差 1，再对每个通道施加学到的缩放和平移。它不依赖批次，批量很小时也能稳定工作。",
  },
  localResponseNorm: {
    title: "局部响应归一化",
    summary:
      "把每个值除以（k + alpha/size · 相邻通道的平方和）的 beta 次方，使强响应压制其邻居。AlexNet 和 GoogLeNet 曾使用它；如今已被批量归一化取代。与 PyTorch 一样，alpha 会除以 size。",
  },
  layerScale: {
    title: "层缩放",
    summary:
      "用一个初值接近零的可学习数乘以每个通道。放在残差分支末端时，它让深层网络从近似恒等映射起步，再随着各分支显出作用而逐步采用它们；ConvNeXt 即如此。",
  },
  relu: {
    title: "ReLU",
    summary:
      "max(0, x)：保留正值，把其余置零。计算便宜，且对正值梯度不衰减，深层网络因此变得可训练；但始终不为正的单元会停止学习。",
  },
  relu6: {
    title: "ReLU6",
    summary:
      "min(max(0, x), 6)：带上限的 ReLU。有界的范围使网络以较少位数运行时仍保持精度；MobileNet 使用它。",
  },
  leakyRelu: {
    title: "Leaky ReLU",
    summary: "x 为正时取 x，为负时取 x 的一个小倍数。这个斜率让各处都有梯度通过，因此没有单元会永久沉默。",
  },
  prelu: {
    title: "PReLU",
    summary:
      "负半轴斜率可学习的 Leaky ReLU，整层共用一个斜率，或每个通道一个。负值一侧值得保留多少，由网络自己找出。",
  },
  elu: {
    title: "ELU",
    summary:
      "x 为正时取 x，为负时取 alpha(exp(x) - 1)。它平滑地趋向 -alpha，因此激活的均值比 ReLU 更接近零。",
  },
  gelu: {
    title: "GELU",
    summary:
      "x 乘以标准正态随机数小于 x 的概率：ReLU 的平滑近亲，在零以下有一个小凹。Transformer 和 ConvNeXt 使用它。tanh 形式是一种近似，一些公开的权重是用它训练的。",
  },
  silu: {
    title: "SiLU",
    summary:
      "x·sigmoid(x)，也称 swish：平滑，对大的值接近 ReLU，在零以下有一个小凹。EfficientNet 全程使用它。",
  },
  mish: {
    title: "Mish",
    summary:
      "x·tanh(ln(1 + exp(x)))：与 SiLU 一样是 ReLU 的平滑近亲，在零以下有一个稍深、稍圆的小凹。因 YOLOv4 而广为人知。",
  },
  hardSwish: {
    title: "Hard Swish",
    summary:
      "x·min(max(x + 3, 0), 6)/6：用折线代替 swish 中的 sigmoid，小型处理器计算起来很便宜。由 MobileNetV3 提出。",
  },
  hardSigmoid: {
    title: "Hard Sigmoid",
    summary:
      "min(max(x + 3, 0), 6)/6：用三段直线代替 sigmoid，从 -3 处的 0 到 3 处的 1。在 MobileNetV3 的压缩激励模块中用作门控。",
  },
  sigmoid: {
    title: "Sigmoid",
    summary:
      "1/(1 + exp(-x))：把任何数压入 0 到 1 之间。最早的 LeNet 在各层之间使用它；数值较大时梯度会消失，因此如今多用作门控。",
  },
  tanh: {
    title: "Tanh",
    summary:
      "双曲正切：把任何数压入 -1 到 1 之间，以零为中心。它与 sigmoid 一样会饱和，数值较大处梯度会消失。",
  },
  softmax: {
    title: "Softmax",
    summary:
      "把特征变成总和为 1 的正数：exp(x) 除以所有 exp(x) 之和。在分类器末端即为各类别的概率；在特征图上则在每个位置沿通道计算。用交叉熵训练时读取其前面的 logits，这样更精确。",
  },
  add: {
    title: "相加",
    summary:
      "把各输入逐元素相加；形状必须全部相同。残差连接就是把一个分支加到进入该分支的值上：分支只需学习差值，梯度也有一条直路返回。",
  },
  multiply: {
    title: "相乘",
    summary:
      "把各输入逐元素相乘。形状必须全部相同，但 C 个系数（向量 C 或特征图 C×1×1）可以缩放特征图 C×H×W 的各通道。这就是压缩激励的门控：网络为自己的通道加权。",
  },
  concat: {
    title: "拼接",
    summary:
      "按连线的次序把各输入的通道依次叠放；高和宽必须一致。向量则首尾相接。Inception 这样合并分支，DenseNet 则把之前的所有特征交给每一层。",
  },
  zeroPad2d: {
    title: "零填充",
    summary:
      "在图像四周加上若干行和列的零，每一边宽度可不同。当层自带的两侧相同的填充不够用时使用：例如不对称填充，或与另一分支的尺寸对齐。",
  },
  upsample2d: {
    title: "上采样",
    summary:
      "按整数倍放大图像：重复像素（最近邻）或混合相邻像素（双线性，半像素中心，即 PyTorch 的 align_corners=False）。它没有可学习的参数；解码器常在其后接一个卷积。",
  },
  channelShuffle: {
    title: "通道混洗",
    summary:
      "像发牌一样重排通道：按组成行写入，再按列读出。放在分组卷积之间，它让信息不花代价地跨组流动；ShuffleNet 以此为基础。",
  },
  output: {
    title: "输出",
    summary: "标记网络的结果：损失函数拿它与目标比较，预测时返回的也是它。输入原样通过。",
  },
};
