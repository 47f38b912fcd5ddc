/** What blocks of imported networks are called, by the English words; several of one kind are numbered. */
export const zhImportedBlocks: Readonly<Record<string, string>> = {
  "ConvNeXt block": "ConvNeXt 块",
  "A depthwise convolution, then two 1×1 convolutions, scaled and added.":
    "一个深度卷积，然后两个 1×1 卷积，缩放后相加。",
  "Inverted residual": "倒残差块",
  "Inverted residual, SE": "倒残差块（SE）",
  "A depthwise convolution between two 1×1 convolutions, added to the input.":
    "两个 1×1 卷积之间的深度卷积，结果与输入相加。",
  "Bottleneck block": "瓶颈块",
  "Residual block": "残差块",
  "Convolutions whose result is added to the input.": "若干卷积，结果与输入相加。",
  "Inception block": "Inception 块",
  "Several ways side by side whose channels are joined.": "几条并行路径，通道连结在一起。",
  "Dense layer": "稠密层",
  "Convolutions whose result is joined to the input.": "若干卷积，结果与输入连结。",
  "Branching block": "分支块",
  "Two ways side by side whose channels are joined.": "两条并行路径，通道连结在一起。",
  "Conv block": "卷积块",
  "Several convolutions in a row.": "连续的若干卷积。",
  "Conv unit": "卷积单元",
  "A convolution with what follows it.": "一个卷积及其后的层。",
  Block: "块",
  "Layers that occur several times.": "重复出现的若干层。",
};

export function zhImportedBlock(text: string): string | undefined {
  const [, words = text, number = ""] = /^(.*?)( \d+)?$/su.exec(text) ?? [];
  const found = zhImportedBlocks[words];
  return found === undefined ? undefined : `${found}${number}`;
}
