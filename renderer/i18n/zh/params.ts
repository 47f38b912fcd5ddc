/** Parameters of layers in Chinese. A text that differs between kinds stands under `kind.param`, the rest under `param`. */

export interface ParamText {
  readonly label: string;
  readonly help: string;
}

export const zhParams: Readonly<Record<string, ParamText>> = {
  layout: { label: "布局", help: "一幅图像，或一个向量，其特征数等于通道数。" },
  channels: { label: "通道数", help: "灰度图像为 1，彩色图像为 3；对向量则是特征数。" },
  height: { label: "高", help: "图像的行数。" },
  width: { label: "宽", help: "图像的列数。" },
  filters: { label: "滤波器数", help: "输出通道的数目。" },
  kernel: { label: "卷积核", help: "窗口的高和宽。" },
  stride: { label: "步幅", help: "相邻窗口位置之间的步长。" },
  padding: { label: "填充", help: "每一侧添加的零。" },
  "convTranspose2d.padding": { label: "填充", help: "从结果每一侧裁去的像素，即它所转置的卷积的填充。" },
  "maxPool2d.padding": { label: "填充", help: "每一侧添加的负无穷，至多为窗口的一半。" },
  "avgPool2d.padding": { label: "填充", help: "每一侧添加的零，至多为窗口的一半。" },
  dilation: { label: "膨胀", help: "窗口内元素之间的距离。" },
  groups: { label: "分组数", help: "分开卷积的通道组数，必须整除输入通道数和滤波器数。" },
  "groupNorm.groups": { label: "分组数", help: "组的数目，必须整除通道数。" },
  "channelShuffle.groups": { label: "分组数", help: "要混洗的组数，必须整除通道数。" },
  bias: { label: "偏置", help: "为每个输出通道加上一个学到的数。" },
  "dense.bias": { label: "偏置", help: "为每个单元加上一个学到的数。" },
  init: { label: "初始化", help: "初始权重如何抽取。" },
  initStd: { label: "标准差", help: "正态初始化的标准差。" },
  initValue: { label: "常数", help: "常数初始化的值。" },
  biasInit: { label: "偏置初始化", help: "PyTorch 的均匀分布规则，或全零。" },
  multiplier: { label: "倍数", help: "每个输入通道的卷积核数，即输出通道数。" },
  outputPadding: { label: "输出填充", help: "在底部和右侧增加的行和列，用于在步幅允许的尺寸中选择。" },
  size: { label: "窗口", help: "窗口的高和宽。" },
  "adaptiveAvgPool2d.size": { label: "输出尺寸", help: "结果的高和宽。" },
  "localResponseNorm.size": { label: "邻域大小", help: "参与求和的相邻通道数。" },
  ceil: {
    label: "向上取整",
    help: "保留最后一个伸出边界的窗口，除非它从填充处开始（PyTorch 的 ceil_mode）。",
  },
  countIncludePad: { label: "计入填充", help: "除以整个窗口的大小，包括填充的零；否则只除以真实像素数。" },
  units: { label: "单元数", help: "输出特征的数目。" },
  shape: { label: "目标形状", help: "特征图的 C、H、W，或向量的一个数；-1 表示剩余部分。" },
  rate: { label: "丢弃率", help: "一个元素被丢弃的概率。" },
  "spatialDropout2d.rate": { label: "丢弃率", help: "一个通道被丢弃的概率。" },
  epsilon: { label: "Epsilon", help: "加在方差上，避免除以零。" },
  momentum: {
    label: "动量",
    help: "新批次在滑动平均中所占的比重，与 PyTorch 一致（Keras 写的是 1 减去该值）。",
  },
  affine: { label: "仿射", help: "归一化之后学习缩放和平移。" },
  axes: { label: "轴", help: "整个样本，或每个位置上的通道。" },
  alpha: { label: "Alpha", help: "负半轴趋近的水平为负的该值。" },
  "localResponseNorm.alpha": { label: "Alpha", help: "相邻通道的权重。" },
  beta: { label: "Beta", help: "指数。" },
  k: { label: "k", help: "加在总和上的数；PyTorch 为 1，AlexNet 论文为 2。" },
  initial: { label: "初始值", help: "训练前的系数。" },
  "prelu.initial": { label: "初始斜率", help: "训练前的斜率。" },
  slope: { label: "负半轴斜率", help: "负值所乘的系数。" },
  shared: { label: "共用斜率", help: "整层共用一个斜率，而不是每个通道一个。" },
  approximate: { label: "近似", help: "用误差函数精确计算，或用 tanh 公式。" },
  axis: { label: "轴", help: "沿哪个轴增长。" },
  top: { label: "上", help: "上方零行的数目。" },
  bottom: { label: "下", help: "下方零行的数目。" },
  left: { label: "左", help: "左侧零列的数目。" },
  right: { label: "右", help: "右侧零列的数目。" },
  scale: { label: "倍数", help: "高和宽的放大倍数。" },
  mode: { label: "方式", help: "重复像素，或混合最近的四个像素。" },
};

export const zhUnits: Readonly<Record<string, string>> = { px: "px", channels: "通道" };

/** Words in the short line on a node; the numbers around them stay. */
export const zhBriefWords: Readonly<Record<string, string>> = {
  stride: "步幅",
  pad: "填充",
  "output pad": "输出填充",
  dilation: "膨胀",
  groups: "组",
  units: "个单元",
  features: "个特征",
  rate: "丢弃率",
  slope: "斜率",
  from: "初值",
  size: "大小",
  to: "到",
  nearest: "最近邻",
  bilinear: "双线性",
};
