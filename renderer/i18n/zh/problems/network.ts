/** Shapes, wires, blocks and the network as a whole. */
import type { analysisMessages } from "../../../../engine/analysis/messages.ts";
import type { templateMessages } from "../../../../engine/analysis/template.ts";
import type { expandMessages } from "../../../../engine/blocks/messages.ts";
import type { layerMessages } from "../../../../engine/layers/messages.ts";
import type { TableOf } from "./table.ts";

export const zhLayerProblems: TableOf<typeof layerMessages> = {
  "needs-input": { message: "该层没有输入。", remedy: "把一个层连接到它的输入。" },
  "needs-map": {
    message: "该层处理特征图 C×H×W，但其输入的形状是 {shape}。",
    remedy: "把它放在展平之前，或把输入变形为 C×H×W。",
  },
  "needs-vector": {
    message: "该层处理特征向量，但其输入的形状是 {shape}。",
    remedy: "在它前面放一个展平层或全局池化层。",
  },
  "groups-divide-channels": {
    message: "{channels} 个输入通道无法平均分成 {groups} 组：输入为 {shape}。",
    remedy: "选择能整除 {channels} 个输入通道的分组数。",
  },
  "groups-divide-filters": {
    message: "{filters} 个滤波器无法平均分成 {groups} 组：输入为 {shape}。",
    remedy: "选择同时整除输入通道数和 {filters} 个滤波器的分组数。",
  },
  "window-too-large": {
    message: "窗口 {kernel}（膨胀 {dilation}）在填充 {padding} 时放不进 {shape}。",
    remedy: "减小卷积核、增加填充，或在该层之前少缩小一些图像。",
  },
  "padding-too-large": {
    message: "填充 {padding} 超过池化窗口 {kernel} 的一半，{shape} 上的窗口可能只落在填充里。",
    remedy: "选择不超过 {limit} 的填充。",
  },
  "window-misses-input": {
    message: "膨胀为 {dilation}、填充为 {padding} 时，窗口 {kernel} 可能完全跨过 {shape}，只看到填充。",
    remedy: "减小膨胀，或去掉填充。",
  },
  "output-padding-too-large": {
    message: "输出填充 {outputPadding} 必须小于步幅 {stride} 或膨胀 {dilation}；输入为 {shape}。",
    remedy: "选择不超过 {limit} 的输出填充。",
  },
  "output-vanishes": {
    message: "填充 {padding} 裁掉了全部结果：从 {shape} 以卷积核 {kernel}、步幅 {stride} 得不到任何输出。",
    remedy: "选择更小的填充或更大的卷积核。",
  },
  "sizes-differ": {
    message: "所有输入的形状必须相同，但输入 {a} 为 {shapeA}，输入 {b} 为 {shapeB}：通道数和图像尺寸都不同。",
    remedy: "在其中一个前面放一个滤波器数和步幅合适的 1×1 卷积。",
  },
  "channels-differ": {
    message: "所有输入的通道数必须相同，但输入 {a} 为 {shapeA}，输入 {b} 为 {shapeB}。",
    remedy: "在其中一个前面放一个 1×1 卷积，使通道数一致。",
  },
  "spatial-differ": {
    message: "所有输入的高和宽必须相同，但输入 {a} 为 {shapeA}，输入 {b} 为 {shapeB}。",
    remedy: "填充较小的一个，或用步幅或池化缩小较大的一个。",
  },
  "features-differ": {
    message: "所有输入的特征数必须相同，但输入 {a} 有 {shapeA} 个，输入 {b} 有 {shapeB} 个。",
    remedy: "在其中一个前面放一个全连接层，使特征数一致。",
  },
  "ranks-differ": {
    message: "输入必须全是特征图或全是向量，但输入 {a} 为 {shapeA}，输入 {b} 为 {shapeB}。",
    remedy: "对特征图做展平或池化，或把向量连接到别处。",
  },
  "elements-differ": {
    message: "输入 {shape} 含 {elements} 个元素，但目标形状 {target} 需要 {wanted} 个：两者必须相等。",
    remedy: "选择乘积为 {elements} 的尺寸，或把其中一个设为 -1。",
  },
  "reshape-target": {
    message: "对输入 {shape}，目标形状 {target} 必须是 C×H×W 或单个数，各尺寸至少为 1，其中一个可以是 -1。",
    remedy: "特征图写三个尺寸，向量写一个。",
  },
  "too-large": {
    message: "结果的形状将是 {shape}，而任何尺寸都不得超过 {limit}。",
    remedy: "在该层选择较小的数，或先缩小它的输入。",
  },
};

export const zhExpandProblems: TableOf<typeof expandMessages> = {
  "missing-input": {
    message: "{name} 的输入“{port}”没有连接，它需要{needed}。",
    remedy: "把另一层的输出连接到它，或删除 {name}。",
  },
  "dangling-edge": { message: "{from} 与 {to} 之间的连线有一端不存在。", remedy: "删除这条连线。" },
  "unknown-port": {
    message: "一条连线接到 {name} 的端口“{port}”，但没有这样的端口。现有端口：{known}。",
    remedy: "删除这条连线，或接到现有的端口之一。",
  },
  "several-wires": {
    message: "有 {count} 条连线接到 {name} 的输入“{port}”，而它只接受一条。",
    remedy: "只保留一条，或用相加、拼接把它们合并。",
  },
  cycle: {
    message: "连线形成了回路：{cycle}。",
    remedy: "删除回路中的一条连线；网络从输入流向输出。",
  },
  "unknown-kind": {
    message: "{name} 的类型是“{kind}”，此版本不认识。它会原样保留。",
    remedy: "用更新的版本打开文档，或替换、删除 {name}。",
  },
  "unknown-block": {
    message: "{name} 使用模块“{block}”，但文档中没有它的定义。",
    remedy: "粘贴或定义该模块，或删除 {name}。",
  },
  "block-recursion": {
    message: "模块 {cycle} 包含自身，因此永远展开不完。",
    remedy: "从模块内部删除 {name}。",
  },
  "blocks-too-deep": {
    message: "模块在 {name} 处嵌套超过 {limit} 层。",
    remedy: "减少模块层数；内联其中一些。",
  },
  "too-many-layers": {
    message: "展开模块后，网络超过 {limit} 层。",
    remedy: "减少模块的重复次数。",
  },
  "duplicate-id": {
    message: "两个节点有相同的标识 {id}；第二个 {name} 被略去。",
    remedy: "在文件中为其中一个换一个标识。",
  },
  "duplicate-name": { message: "两个节点都叫 {name}，它们的权重将无法区分。", remedy: "重命名其中一个。" },
  "duplicate-path": {
    message: "两个层有相同的路径 {path}，它们的权重将无法区分。",
    remedy: "重命名该路径上的一个节点。",
  },
  "bad-name": {
    message: "“{name}”不能作为节点的名称。",
    remedy: "使用字母、数字、_ 和 -，其间可用点分隔。",
  },
  "port-outside-block": {
    message: "{name} 是模块的端口，却位于模块之外。",
    remedy: "删除它，或改用输入层或输出层。",
  },
  "cannot-mute": {
    message: "{name} 没有可以直接传递的输入，因此不能停用。",
    remedy: "恢复启用，或删除它。",
  },
  "cannot-repeat": {
    message: "{name} 不能重复：要首尾相接，它的模块需要一个输入和一个输出。",
    remedy: "取消重复，或为模块加上输入和输出。",
  },
  "repeat-range": {
    message: "{name} 的重复次数为 {got}；必须是 0 到 {max} 的整数。",
    remedy: "选择 0 到 {max} 的整数。",
  },
  "muted-type": {
    message: "{name} 是否停用必须为真或假，但其表达式得到 {got}。",
    remedy: "让表达式做一个比较，例如 =stride == 1。",
  },
};

export const zhAnalysisProblems: TableOf<typeof analysisMessages> = {
  "no-input": {
    message: "网络没有输入，因此无法得知任何形状。",
    remedy: "添加一个输入层，并连接到第一层。",
  },
  "no-output": {
    message: "网络没有输出，因此无从得知结果是什么。",
    remedy: "在最后一层之后添加输出层。",
  },
  "several-inputs": {
    message: "{name} 是第二个输入；网络只有一个输入，而 {first} 已经存在。",
    remedy: "让 {name} 所供给的层改从 {first} 读取，并删除 {name}。",
  },
  "several-outputs": {
    message: "{name} 是第二个输出；网络只有一个输出，而 {first} 已经存在。",
    remedy: "删除 {name} 或 {first}。",
  },
  "unused-result": {
    message: "没有层读取 {name} 的结果，它白白计算，其权重也不会学习。",
    remedy: "把它连接到另一层，或删除它。",
  },
  "classes-differ": {
    message: "输出有 {features} 个特征（{shape}），但需要区分 {classes} 个类别。",
    remedy: "让最后一个带权重的层有 {classes} 个单元。",
  },
  "map-for-classes": {
    message: "输出是特征图 {shape}，但交叉熵比较的是 {classes} 个 logits 的向量与类别。",
    remedy: "在输出前放一个全局池化，或展平加全连接层。",
  },
  "activation-before-loss": {
    message: "{name}（{kind}）紧接在损失之前。交叉熵自带 softmax，需要任意大小的 logits；{kind} 会截断它们。",
    remedy: "删除 {name}。",
  },
  "batch-norm-single": {
    message: "{name} 在批次上归一化，但批量为 1 且输入为 {shape} 时每个通道只有一个值：全部变为零。",
    remedy: "用更大的批量训练，或改用层归一化。",
  },
};

export const zhTemplateProblems: TableOf<typeof templateMessages> = {
  "template/size": {
    message: "{name} 必须是 1 到 {limit} 的整数，而不是 {value}。",
    remedy: "选择此范围内的整数。",
  },
  "template/too-small": {
    message: "{title} 无法接受 {height}×{width} 的图像：图像在中途就缩没了。",
    remedy: "至少选择 {smallest}×{smallest}。",
  },
  "template/does-not-fit": {
    message: "{title} 无法接受 {channels}×{height}×{width}：{reason}",
    remedy: "以它自己的尺寸打开，再修改不合适的层。",
  },
};
