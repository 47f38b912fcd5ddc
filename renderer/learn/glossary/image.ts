import type { Term } from "../glossary.ts";

export const IMAGE_TERMS: readonly Term[] = [
  {
    term: { en: "Activation", zh: "激活" },
    meaning: {
      en: "The output of a layer for one sample; also the function, such as ReLU, that bends it.",
      zh: "某一层对一个样本的输出；也指使其弯曲的函数，例如 ReLU。",
    },
    lesson: "lenet",
  },
  {
    term: { en: "Average pooling", zh: "平均池化" },
    meaning: { en: "Takes the mean of each window.", zh: "取每个窗口的平均值。" },
    lesson: "pooling",
  },
  {
    term: { en: "Bias", zh: "偏置" },
    meaning: {
      en: "A number that is added to every output of a unit or filter.",
      zh: "加到一个单元或滤波器所有输出上的数。",
    },
  },
  {
    term: { en: "Block", zh: "模块" },
    meaning: {
      en: "Several layers that are used as one, often repeatedly.",
      zh: "作为整体使用、常常重复的若干层。",
    },
    lesson: "vgg",
  },
  {
    term: { en: "Channel", zh: "通道" },
    meaning: {
      en: "One map of an image or of a layer's output: a colour at first, a feature later.",
      zh: "图像或某层输出中的一张图：起初是颜色，之后是特征。",
    },
    lesson: "channels",
  },
  {
    term: { en: "Concatenation", zh: "拼接" },
    meaning: {
      en: "Joins maps by putting their channels on top of one another.",
      zh: "把特征图的通道依次叠放以合并它们。",
    },
    lesson: "googlenet",
  },
  {
    term: { en: "Convolution", zh: "卷积" },
    meaning: {
      en: "In this field: cross-correlation with learned kernels. In mathematics the kernel is turned by 180° first.",
      zh: "在本领域指用学到的卷积核做互相关；数学上要先把核旋转 180°。",
    },
    lesson: "cross-correlation",
  },
  {
    term: { en: "Cross-correlation", zh: "互相关" },
    meaning: {
      en: "Slides a kernel over an image and sums the products under it.",
      zh: "让核在图像上滑动，并对其下的乘积求和。",
    },
    lesson: "cross-correlation",
  },
  {
    term: { en: "Dense layer", zh: "全连接层" },
    meaning: { en: "Connects every input to every unit.", zh: "把每个输入与每个单元相连。" },
    lesson: "why-not-dense",
  },
  {
    term: { en: "Dilation", zh: "膨胀" },
    meaning: {
      en: "Leaves gaps between the kernel's numbers, so that it covers more.",
      zh: "在核的数值之间留出间隔，使其覆盖更大范围。",
    },
  },
  {
    term: { en: "Feature map", zh: "特征图" },
    meaning: {
      en: "What one filter makes of its input: where, and how strongly, its pattern occurs.",
      zh: "一个滤波器由输入得到的图：其模式在哪里出现、有多强。",
    },
    lesson: "receptive-field",
  },
  {
    term: { en: "Filter", zh: "滤波器" },
    meaning: {
      en: "A kernel for every input channel together; it makes one output channel.",
      zh: "对应全部输入通道的一组核，产生一个输出通道。",
    },
    lesson: "channels",
  },
  {
    term: { en: "Flatten", zh: "展平" },
    meaning: { en: "Reads a stack of maps as one vector.", zh: "把一叠特征图读成一个向量。" },
    lesson: "why-not-dense",
  },
  {
    term: { en: "Global average pooling", zh: "全局平均池化" },
    meaning: { en: "Replaces each channel by its mean.", zh: "用每个通道的平均值代替该通道。" },
    lesson: "nin",
  },
  {
    term: { en: "Kernel", zh: "卷积核" },
    meaning: {
      en: "The small matrix of weights that slides over the image.",
      zh: "在图像上滑动的小权重矩阵。",
    },
    lesson: "cross-correlation",
  },
  {
    term: { en: "MAC", zh: "乘加" },
    meaning: {
      en: "One multiplication and one addition: the usual unit of a network's work.",
      zh: "一次乘法和一次加法：衡量网络计算量的常用单位。",
    },
  },
  {
    term: { en: "Max pooling", zh: "最大池化" },
    meaning: { en: "Takes the largest value of each window.", zh: "取每个窗口的最大值。" },
    lesson: "pooling",
  },
  {
    term: { en: "Padding", zh: "填充" },
    meaning: {
      en: "Rows and columns, mostly of zeros, put around an image.",
      zh: "在图像四周加上的行和列，通常为零。",
    },
    lesson: "padding-and-stride",
  },
  {
    term: { en: "Parameter", zh: "参数" },
    meaning: {
      en: "A number that training changes: a weight or a bias.",
      zh: "训练会改变的数：权重或偏置。",
    },
  },
  {
    term: { en: "Receptive field", zh: "感受野" },
    meaning: { en: "The pixels of the input that a cell can see.", zh: "一个单元所能看到的输入像素。" },
    lesson: "receptive-field",
  },
  {
    term: { en: "Residual connection", zh: "残差连接" },
    meaning: { en: "Adds the input of some layers to their output.", zh: "把若干层的输入加到其输出上。" },
    lesson: "resnet",
  },
  {
    term: { en: "Shape", zh: "形状" },
    meaning: {
      en: "The sizes of a tensor; here channels × height × width.",
      zh: "张量的各维大小；这里是通道 × 高 × 宽。",
    },
  },
  {
    term: { en: "Stride", zh: "步幅" },
    meaning: {
      en: "How far the window moves from one place to the next.",
      zh: "窗口从一处移到下一处的距离。",
    },
    lesson: "padding-and-stride",
  },
  {
    term: { en: "Tensor", zh: "张量" },
    meaning: { en: "Numbers in a grid of any number of axes.", zh: "任意轴数的网格中的数。" },
  },
  {
    term: { en: "Weight sharing", zh: "权重共享" },
    meaning: { en: "The same kernel is used at every place.", zh: "每个位置使用同一个卷积核。" },
    lesson: "why-not-dense",
  },
];
