import type { Term } from "../glossary.ts";

export const TRAINING_TERMS: readonly Term[] = [
  {
    term: { en: "Accuracy", zh: "精度" },
    meaning: { en: "The share of samples whose class was said rightly.", zh: "类别判断正确的样本所占比例。" },
  },
  {
    term: { en: "Augmentation", zh: "数据增强" },
    meaning: {
      en: "Changes training images at random in ways that keep their class.",
      zh: "以不改变类别的方式随机改变训练图像。",
    },
    lesson: "overfitting",
  },
  {
    term: { en: "Backpropagation", zh: "反向传播" },
    meaning: {
      en: "Computes all gradients from the output back to the input by the chain rule.",
      zh: "用链式法则从输出到输入计算全部梯度。",
    },
  },
  {
    term: { en: "Batch", zh: "批次" },
    meaning: { en: "The samples that one step looks at together.", zh: "一步中一起处理的样本。" },
    lesson: "batch-size",
  },
  {
    term: { en: "Batch normalisation", zh: "批量归一化" },
    meaning: {
      en: "Brings each channel to mean 0 and variance 1 over the batch.",
      zh: "在批次上把每个通道调整为均值 0、方差 1。",
    },
  },
  {
    term: { en: "Cross-entropy", zh: "交叉熵" },
    meaning: {
      en: "The usual loss of classification: minus the logarithm of the right class's probability.",
      zh: "分类常用的损失：正确类别概率的负对数。",
    },
  },
  {
    term: { en: "Dropout", zh: "Dropout" },
    meaning: { en: "Sets random activations to zero while training.", zh: "训练时随机把激活置零。" },
    lesson: "alexnet",
  },
  {
    term: { en: "Epoch", zh: "轮" },
    meaning: { en: "One pass over all training samples.", zh: "遍历全部训练样本一次。" },
  },
  {
    term: { en: "Generalisation", zh: "泛化" },
    meaning: {
      en: "Doing well on samples that were never trained on.",
      zh: "在从未训练过的样本上也表现良好。",
    },
    lesson: "overfitting",
  },
  {
    term: { en: "Gradient", zh: "梯度" },
    meaning: {
      en: "How the loss changes with each parameter; its opposite leads downhill.",
      zh: "损失随每个参数的变化率；其反方向即下降方向。",
    },
    lesson: "convolution-layer",
  },
  {
    term: { en: "Gradient descent", zh: "梯度下降" },
    meaning: {
      en: "Moves the parameters against the gradient, step by step.",
      zh: "让参数逐步沿梯度的反方向移动。",
    },
    lesson: "convolution-layer",
  },
  {
    term: { en: "Initialiser", zh: "初始化" },
    meaning: { en: "How the first weights are drawn.", zh: "最初的权重如何抽取。" },
  },
  {
    term: { en: "Learning rate", zh: "学习率" },
    meaning: { en: "How far a step goes along the gradient.", zh: "一步沿梯度走多远。" },
    lesson: "learning-rate",
  },
  {
    term: { en: "Logits", zh: "logits" },
    meaning: { en: "The outputs before softmax.", zh: "softmax 之前的输出。" },
  },
  {
    term: { en: "Loss", zh: "损失" },
    meaning: {
      en: "A number that says how wrong the network is; training makes it small.",
      zh: "表示网络错得多厉害的数；训练使其变小。",
    },
    lesson: "convolution-layer",
  },
  {
    term: { en: "Momentum", zh: "动量" },
    meaning: {
      en: "Keeps a part of the last step's direction in the next.",
      zh: "在下一步中保留上一步方向的一部分。",
    },
    lesson: "momentum",
  },
  {
    term: { en: "Optimiser", zh: "优化器" },
    meaning: {
      en: "The rule by which gradients change parameters: SGD, Adam and others.",
      zh: "用梯度改变参数的规则：SGD、Adam 等。",
    },
    lesson: "momentum",
  },
  {
    term: { en: "Overfitting", zh: "过拟合" },
    meaning: {
      en: "Learning the training samples by heart rather than their rule.",
      zh: "记住了训练样本，而不是其中的规律。",
    },
    lesson: "overfitting",
  },
  {
    term: { en: "Seed", zh: "种子" },
    meaning: {
      en: "The number from which all random numbers of a run follow.",
      zh: "决定一次运行中全部随机数的数。",
    },
  },
  {
    term: { en: "Vanishing gradient", zh: "梯度消失" },
    meaning: {
      en: "Gradients that shrink from layer to layer until early layers learn nothing.",
      zh: "梯度逐层缩小，直到前面的层学不到东西。",
    },
    lesson: "resnet",
  },
  {
    term: { en: "Weight decay", zh: "权重衰减" },
    meaning: {
      en: "Pulls all weights a little towards zero at every step.",
      zh: "每一步把所有权重略微拉向零。",
    },
    lesson: "overfitting",
  },
];
