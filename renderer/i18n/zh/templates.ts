/** Titles and descriptions of the built-in templates in Chinese, by id; in English they stand in the templates. */
import type { TemplateText } from "../engineText.ts";

export const zhTemplates: Readonly<Record<string, TemplateText>> = {
  alexnet: {
    title: "AlexNet（教材版）",
    summary:
      "2012 年赢得 ImageNet、开启当今时代的网络：比 LeNet 更深更宽，用 ReLU 代替 sigmoid，在全连接层使用 dropout，并在显卡上训练。这是教材的版本：单通道、十个类别，第一个卷积不填充；后来的印次填充 1，形状相同。torchvision 的 AlexNet 通道数不同。",
  },
  densenet: {
    title: "DenseNet（教材版）",
    summary:
      "ResNet 做加法，DenseNet 做拼接：每一层读取之前所有层的输出，再贡献自己的几个通道。过渡层在块之间减少通道并将图像减半。教材版有四个块、每块四个普通层，并不是 DenseNet-121。",
  },
  googlenet: {
    title: "GoogLeNet（教材版）",
    summary:
      "每个 Inception 块不选定一种窗口大小，而是并行四条路径，让下一层来选择。它以 AlexNet 十二分之一的权重赢得 2014 年 ImageNet。这是教材版：没有批量归一化，第三条路径是真正的 5×5，输入 96×96；torchvision 的版本带批量归一化，该处为 3×3。",
  },
  "learn-a-kernel": {
    title: "学习一个卷积核",
    summary:
      "关于卷积的最小一课：用一个 1×2 卷积核把带暗条的 6×8 图像变成其垂直边缘图。仅凭图像和它的边缘，梯度下降就能找到 [1, −1]。",
  },
  "lenet-modern": {
    title: "带 ReLU 的 LeNet",
    summary:
      "尺寸与 LeNet-5 相同，但采用后来的做法：用 ReLU 代替 sigmoid，用最大池化代替平均池化。与 LeNet-5 并排训练，可以看出单是激活函数就值多少。",
  },
  lenet: {
    title: "LeNet（学习笔记版）",
    summary:
      "第一个被广泛使用的卷积网络：它识别支票上的数字。两个带池化的卷积找出笔画及其排列，三个全连接层做出判断。这是学习笔记中的变体：sigmoid、2×2 最大池化、不填充，因此 28×28 在展平前缩小为 4×4。旁边的 LeNet-5 对第一个卷积填充并使用平均池化。",
  },
  lenet5: {
    title: "LeNet-5（教材版）",
    summary:
      "教材中的 LeNet：第一个卷积填充两个像素，使 28×28 的图像保持大小，池化取平均值。sigmoid 激活使它起步缓慢，这正是课程的一部分。",
  },
  nin: {
    title: "网络中的网络 NiN（教材版）",
    summary:
      "在每个像素上放一个小型全连接网络（每个卷积后接两个 1×1 卷积），并取消末端的全连接层：最后一个块的每个通道对应一个类别，其平均值就是答案。权重只有 AlexNet 的一小部分。",
  },
  resnet18: {
    title: "ResNet-18（教材版）",
    summary:
      "每个块学习的是在输入上加什么，而不是用什么取代它，因此更深的网络绝不会因为缺少恒等映射而变差；一百层一夜之间变得可训练。教材版的卷积带偏置，1×1 捷径没有批量归一化；torchvision 的版本正好相反。",
  },
  "small-densenet": {
    title: "小型 DenseNet",
    summary: "用于 32×32 图像的两个稠密块和一个过渡层。在笔记本电脑上约一分钟即可训练完成。",
  },
  "small-inception": {
    title: "小型 Inception",
    summary:
      "用于 32×32 图像、带批量归一化的两个 Inception 块：四条路径并行，在笔记本电脑上约一分钟即可训练完成。",
  },
  "small-resnet": {
    title: "小型 ResNet",
    summary: "用于 32×32 图像的残差网络：一个起始层和三个阶段的残差块。在笔记本电脑上约一分钟即可训练完成。",
  },
  "small-vgg": {
    title: "小型 VGG",
    summary:
      "用于 32×32 图像、带批量归一化的三个 VGG 块，以全局平均代替庞大的全连接层。在笔记本电脑上约一分钟即可训练完成。",
  },
  "torchvision-alexnet": {
    title: "AlexNet（torchvision）",
    summary:
      "torchvision 中的 AlexNet，依据 2014 年的单列变体：首层 64 个而非 96 个滤波器，第一个卷积带填充，自适应池化到 6×6，每个大型全连接层之前有 dropout。为 torchvision 模型保存的权重可按名称直接载入。",
  },
  "torchvision-densenet121": {
    title: "DenseNet-121（torchvision）",
    summary:
      "DenseNet-121：带 1×1 瓶颈的稠密层，四个块分别为 6、12、24、16 层。改为 6、12、32、32 层，并把第三个过渡层的通道数设为 640，就是 DenseNet-169。",
  },
  "torchvision-googlenet": {
    title: "GoogLeNet（torchvision）",
    summary:
      "torchvision 中的 GoogLeNet，不含辅助分类头：每个卷积之后有批量归一化，第三条路径用 3×3 代替 5×5，池化向上取整。",
  },
  "torchvision-mobilenet_v2": {
    title: "MobileNet-V2（torchvision）",
    summary:
      "为手机而生：倒残差块内部宽，每个通道单独滤波；外部窄，捷径从这里经过。350 万个权重，3 亿次乘加运算。",
  },
  "torchvision-resnet18": {
    title: "ResNet-18（torchvision）",
    summary:
      "采用 torchvision 命名的 ResNet-18：卷积不带偏置，1×1 捷径带批量归一化。把四个阶段的重复次数改为 3、4、6、3，就是 ResNet-34。",
  },
  "torchvision-resnet50": {
    title: "ResNet-50（torchvision）",
    summary:
      "采用 torchvision 命名的 ResNet-50：瓶颈块，步幅位于其中的 3×3 卷积。把第三阶段重复 23 次，就是 ResNet-101。",
  },
  "torchvision-squeezenet1_1": {
    title: "SqueezeNet 1.1（torchvision）",
    summary:
      "以五十分之一的权重达到 AlexNet 的精度：fire 模块在每个 3×3 之前压缩通道，最后的 1×1 卷积取代全连接层。",
  },
  "torchvision-vgg11": {
    title: "VGG-11（torchvision）",
    summary: "用于彩色图像和 ImageNet 一千个类别的 VGG-11。把各块的卷积数改为 2、2、4、4、4，就是 VGG-19。",
  },
  "torchvision-vgg19": {
    title: "VGG-19（torchvision）",
    summary:
      "VGG 网络中最大的一个，用于 ImageNet 的一千个类别：后三个块各有四个 3×3 卷积。它的特征此后一直是风格迁移的标尺。",
  },
  "torchvision-vgg16": {
    title: "VGG-16（torchvision）",
    summary: "用于彩色图像和 ImageNet 一千个类别的 VGG-16：1.38 亿个权重，其中九成在前两个全连接层。",
  },
  "vgg11-quarter": {
    title: "VGG-11，四分之一通道（教材版）",
    summary:
      "教材的 VGG-11，所有通道数除以四，小到可以在一块显卡上几分钟训练完成；全连接层保持原来的大小，因此如今占了几乎全部权重。",
  },
  vgg11: {
    title: "VGG-11（教材版）",
    summary:
      "VGG 表明深度来自重复：每个卷积都是 3×3，成块堆叠，直到图像为 7×7。两个 3×3 层的视野等于一个 5×5，权重却更少。教材版有一个输入通道和十个类别。",
  },
  vgg16: {
    title: "VGG-16（教材版）",
    summary:
      "十六个带权重的层：在批量归一化和捷径出现之前仍容易训练的最深网络。与教材一致，一个输入通道、十个类别；torchvision 的 VGG-16 处理彩色图像和一千个类别。",
  },
};
