/** Why a part of an imported network has no layer here. The engine writes these sentences; `*` stands for what varies. */
const REASONS: Readonly<Record<string, string>> = {
  "there is no layer for this operation": "没有与此运算对应的层",
  "there is no layer that computes this": "没有层计算这个",
  "there is no layer of this class, and none of its code is run": "没有这个类的层，它的代码也不会被运行",
  "there is no layer for the activation *": "没有与激活函数 * 对应的层",
  "it has no input": "它没有输入",
  "it has no inputs": "它没有输入",
  "it has * inputs": "它有 * 个输入",
  "it has no value": "它没有值",
  "an input is missing": "缺少一个输入",
  "a constant stands where a layer's output is needed": "需要层的输出处是一个常量",
  "it runs over another axis than the channels": "它沿通道以外的轴进行",
  "it joins along another axis than the channels": "它沿通道以外的轴拼接",
  "it normalises another axis than the channels": "它对通道以外的轴归一化",
  "it normalises other axes than the channels or all": "它归一化的轴既不是通道也不是全部",
  "it normalises by the batch": "它按批次归一化",
  "it flattens from another axis than the channels": "它不是从通道轴开始展平",
  "it takes away other axes than rows and columns": "它去掉了行和列以外的轴",
  "it adds other axes than rows and columns": "它添加了行和列以外的轴",
  "it pads other axes than rows and columns": "它填充了行和列以外的轴",
  "it pads with something else than zeros": "它用零以外的数填充",
  "it pads by the mode *": "它按 * 方式填充",
  "it blends by the mode *": "它按 * 方式插值",
  "it places pixels by the rule *": "它按 * 规则放置像素",
  "it does not enlarge by a whole factor that is known": "它不是按已知的整数倍放大",
  "its padding is negative": "它的填充为负",
  "its padding differs from side to side": "它各边的填充不同",
  "its padding differs from side to side and is not counted": "它各边的填充不同，且不计入平均",
  "its padding is computed and not a constant": "它的填充是计算得出的，不是常量",
  "its padding depends on a size that is not known": "它的填充取决于未知的尺寸",
  "its padding is “*”": "它的填充方式是“*”",
  "its input is in another order": "它的输入是另一种顺序",
  "its inputs are in different orders": "它的各输入顺序不同",
  "its input is not a map": "它的输入不是特征图",
  "its input is no map with the channels last": "它的输入不是通道在后的特征图",
  "its input is flattened in another order than channels first": "它的输入不是按通道优先展平的",
  "one of its inputs is flattened in another order than channels first": "它的一个输入不是按通道优先展平的",
  "it reads the values in another order than channels first": "它读取数值的顺序不是通道优先",
  "it scales and does not shift, or the other way round": "它只缩放不平移，或只平移不缩放",
  "it scales its result": "它缩放其结果",
  "it shifts the features of a vector": "它平移向量的特征",
  "it transposes its input": "它转置其输入",
  "it turns a constant": "它转置一个常量",
  "it turns something else than a map": "它转置的不是特征图",
  "it turns the axes to *": "它把轴转为 *",
  "it multiplies a map and not a vector": "它乘的是特征图而不是向量",
  "what it multiplies by is not a matrix": "与之相乘的不是矩阵",
  "it picks with a step": "它按步长选取",
  "it picks from a tensor and not from a shape": "它从张量中选取，而不是从形状中选取",
  "it makes a tensor of a computed shape": "它产生形状由计算得出的张量",
  "the shape it asks for is not known": "它所要的形状未知",
  "it names its output's shape instead of its padding": "它给出的是输出形状而不是填充",
  "it names an output padding of its own": "它另外给出了输出填充",
  "it cuts more off at the end than at the beginning": "它在末端比在开头裁掉更多",
  "it is dilated and padded": "它既有膨胀又有填充",
  "it is a dilated average": "它是带膨胀的平均",
  "it has its channels first": "它的通道在前",
  "it has a threshold": "它带有阈值",
  "it has a slope for each position": "它的每个位置各有一个斜率",
  "it has a slope and a highest value": "它既有斜率又有最大值",
  "its highest value is not 6": "它的最大值不是 6",
  "its window is even, and then the extra channel is counted at the other end":
    "它的窗口为偶数，多出的通道计在另一端",
  "its value is no number": "它的值不是数",
  "its target is not known": "它的目标形状未知",
  "its slopes are not in the file": "它的斜率不在文件中",
  "its kernel is not of an image": "它的卷积核不是图像的",
  "its kernel is no matrix of channels": "它的核不是通道矩阵",
  "its kernel has * axes; only images with two are known": "它的核有 * 个轴；只支持二维图像",
  "it works along * axes; only images with two are known": "它沿 * 个轴进行；只支持二维图像",
  "its filters cannot be divided among its groups": "它的滤波器不能平分到各组",
  "its * is computed and not a constant": "它的 * 是计算得出的，不是常量",
  "its * is not a constant": "它的 * 不是常量",
  "its * is * and would have to be *": "它的 * 是 *，而应当是 *",
  "its * of * is outside what the layer takes": "它的 * 为 *，超出该层可接受的范围",
  "its matrix has * columns where the flattened map has * values": "它的矩阵有 * 列，而展平的特征图有 * 个值",
  "the weight * of * is not in the file": "* 号权重（属于 *）不在文件中",
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const PATTERNS = Object.entries(REASONS).map(([english, chinese]) => ({
  pattern: new RegExp(`^${escaped(english).replaceAll("\\*", "(.*)")}\\.?$`, "i"),
  chinese,
}));

/** A sentence of the engine in Chinese; what layers say of shapes stays as it is. */
export function zhImportReason(reason: string): string {
  for (const { pattern, chinese } of PATTERNS) {
    const found = pattern.exec(reason);
    if (found === null) continue;
    let index = 1;
    return `${chinese.replace(/\*/g, () => found[index++] ?? "")}。`;
  }
  return reason;
}
