/** Training, runs, backends and exports. The engine's tables lie where the interface may not import; a test compares. */
import type { MessageTable } from "../../../../engine/tensor/problem.ts";

export const zhTrainingProblems: MessageTable = {
  "training/input-shape": {
    message: "网络接受 {expected}，但数据给出 {actual}。",
    remedy: "把图像缩放到网络的输入尺寸，或把输入层设为 {actual}。",
  },
  "training/output-classes": {
    message: "网络末端有 {outputs} 个值，但数据有 {classes} 个类别。",
    remedy: "把最后一层的单元数设为 {classes}。",
  },
  "training/output-map": {
    message: "网络末端是特征图 {shape}，但分类需要每个类别一个值。",
    remedy: "添加全局池化或展平，再加一个有 {classes} 个单元的全连接层。",
  },
  "training/output-target": {
    message: "网络的输出 {shape} 与目标的形状 {target} 不同。",
    remedy: "修改最后几层，使输出成为 {target}。",
  },
  "training/cross-entropy-regression": {
    message: "交叉熵需要类别，但 {source} 含有的是待预测的数值。",
    remedy: "选择均方误差作为损失。",
  },
  "training/softmax-mse": {
    message: "网络以 softmax 结束，数值的均方误差无法使用它。",
    remedy: "删除输出前的 softmax。",
  },
  "training/nothing-to-train": {
    message: "网络没有可训练的权重。",
    remedy: "添加带权重的层，例如卷积或全连接层。",
  },
  "training/no-samples": { message: "{source} 的训练部分是空的。", remedy: "选择至少有一个训练样本的数据。" },
  "training/normalization": {
    message: "归一化有 {given} 个值，但数据有 {channels} 个通道。",
    remedy: "从这些数据计算归一化。",
  },
  "training/non-finite": {
    message: "损失在第 {step} 步变为 {loss}（第 {epoch} 轮，学习率 {lr}）。",
    remedy: "降低学习率、裁剪梯度，或检查数据中的极端值。已保留第 {kept} 步的权重。",
  },
  "training/non-finite-weights": {
    message: "到第 {step} 步时权重不再是有限的数（第 {epoch} 轮，学习率 {lr}）。",
    remedy: "降低学习率、裁剪梯度，或检查数据中的极端值。已保留第 {kept} 步的权重。",
  },
  "training/not-replayed": {
    message: "录制的步骤无法重放，每一步都会重新准备：{reason}。",
    remedy: "无需处理：结果相同，只是每步耗时更长。",
  },
  "training/failed": { message: "运行在第 {step} 步中断：{reason}。", remedy: "从最近的检查点继续。" },
  "training/out-of-memory": {
    message:
      "运行在第 {step} 步中断：还需要一整块 {wanted} MiB 内存，但已占用 {used} MiB，而 WebAssembly 最多使用 4 GiB。",
    remedy: "减小批量大小，换用为每个权重保存更少数据的优化器，或改用 WebGPU 训练。已记录的内容都会保留。",
  },
  "checkpoint/damaged": {
    message: "检查点 {name} 被跳过：{reason}。",
    remedy: "使用更早的检查点；其后的部分会重新计算。",
  },
  "checkpoint/other-network": {
    message: "检查点 {name} 属于另一个网络：{reason}。",
    remedy: "用开始该运行时的文档继续。",
  },
  "checkpoint/none": { message: "该运行没有可用的检查点。", remedy: "它将从第一步重新开始。" },
  "checkpoint/log-short": {
    message: "{file} 比检查点所记的短（{expected} 字节中只有 {bytes} 字节）。",
    remedy: "丢失了几行记录；权重不受影响。",
  },
  "checkpoint/other-generator": {
    message:
      "此运行由较早的版本开始，该版本用另一种随机数生成器产生丢弃（Dropout）掩码和数据增强：从第 {step} 步起，随机结果与未中断的运行不同。",
    remedy: "无需任何操作即可继续。若需要可精确重复的数值，请从头训练。",
  },
  "tuning/not-read": {
    message: "本设备上测得的内核选择无法使用：{reason}。",
    remedy: "无需处理：会重新测量。",
  },
  "tuning/not-written": {
    message: "本设备上测得的内核选择无法保存：{reason}。",
    remedy: "本次运行无需处理；下次会重新测量。",
  },
  "tuning/other-kernels": {
    message:
      "这次运行原先使用为 {earlier} 选定的内核，现在使用为 {adapter} 选定的内核：数值的末几位可能不同。",
    remedy: "若要逐位相同的数值，请用同一版本在同一设备上继续运行。",
  },
  "run/not-a-run": { message: "这里没有运行：缺少 run.json。", remedy: "选择一个运行的文件夹。" },
  "run/other-data": {
    message: "该运行所用的数据与现在打开的不同：{source}。",
    remedy: "重新打开相同的数据，然后继续。",
  },
  "run/no-weights": {
    message: "该运行还没有权重：缺少 weights.safetensors。",
    remedy: "继续运行到第一个检查点，或训练到结束。",
  },
  "run/other-graph": {
    message: "此运行文件夹中的权重属于另一个图。",
    remedy: "把文件夹恢复为写入时的样子，或重新训练。",
  },
  "run/weights-differ": {
    message: "存储的权重与网络不符：缺少 {missing} 个，{mismatched} 个形状不同，首个为 {first}。",
    remedy: "使用该运行自己的文档，或由此图保存的权重。",
  },
};

export const zhBackendProblems: MessageTable = {
  "backend/no-webgpu": {
    message: "此程序没有 WebGPU：{reason}。",
    remedy: "更新显卡驱动或浏览器，或选择 wasm 或 cpu。",
  },
  "backend/no-adapter": {
    message: "有 WebGPU，但找不到图形适配器。",
    remedy: "为显卡安装 Vulkan、Metal 或 Direct3D 12 驱动，或选择 wasm 或 cpu。",
  },
  "backend/software": {
    message: "唯一的 WebGPU 适配器 {adapter} 由 CPU 模拟，比 wasm 慢。",
    remedy: "无需处理；如仍要使用，请按名称选择 webgpu。",
  },
  "backend/failed": {
    message: "后端 {backend} 无法启动：{reason}。",
    remedy: "选择另一个后端，或重新启动程序。",
  },
  "backend/unsupported": { message: "此程序不提供后端 {backend}。", remedy: "选择 {offered} 之一。" },
  "backend/none": {
    message: "没有任何后端可以启动。",
    remedy: "阅读此列表中的其他问题：每条都说明一个后端失败的原因。",
  },
  "backend/output-too-large": {
    message:
      "{path} 对 {batch} 个样本的输出作为一个张量需要 {needed} MB，但 {backend}（{description}）只允许 {limit} MB。",
    remedy: "使用更小的批量或输入、更少的滤波器，或换一个后端。",
  },
  "backend/weight-too-large": {
    message: "权重 {path} 作为一个张量需要 {needed} MB，但 {backend}（{description}）只允许 {limit} MB。",
    remedy: "使用更少的单元，在全连接层之前缩小特征图，或换一个后端。",
  },
};

export const zhExportProblems: MessageTable = {
  "export/invalid": {
    message: "网络存在问题，因此无法导出。",
    remedy: "解决问题列表中所列的问题，然后再导出。",
  },
  "export/inputs": {
    message: "网络有 {count} 个输入；导出恰好需要一个。",
    remedy: "保留一个输入，删除其余的。",
  },
  "export/outputs": {
    message: "网络有 {count} 个输出；导出恰好需要一个。",
    remedy: "用一个输出层标记一个结果。",
  },
  "export/unconnected": {
    message: "没有从输入通往输出的路径。",
    remedy: "把输出与输入所供给的部分连接起来。",
  },
  "export/weight-missing": { message: "权重中没有张量 {name}。", remedy: "用正是此网络的权重导出。" },
  "export/weight-shape": {
    message: "张量 {name} 的形状是 [{actual}]，但此网络需要 [{expected}]。",
    remedy: "用正是此网络的权重导出。",
  },
  "stock/local-response-norm": {
    message: "{target} 没有计算局部响应归一化的标准层。",
    remedy: "换成批量归一化并重新训练，或导出为 ONNX 或 PyTorch。",
  },
  "stock/dilated-pooling": {
    message: "膨胀大于 1 的最大池化在 {target} 中没有标准层。",
    remedy: "把膨胀设为 1，或导出为 ONNX 或 PyTorch。",
  },
  "stock/grouped-too-large": {
    message: "{target} 并非处处都有分组卷积；写成完整卷积后，此卷积核将增至 {elements} 个数。",
    remedy: "在这里使用更少的通道或更少的组，或导出为 ONNX 或 PyTorch。",
  },
  "check/unreadable": {
    message: "{by} 无法加载所写的文件：{reason}",
    remedy: "重新导出；若再次发生，请连同文档一起报告。",
  },
  "check/nothing-to-check": {
    message: "此格式中没有可以加载并比较的内容。",
    remedy: "打开文件查看。",
  },
  "html/too-large": {
    message: "权重占 {bytes} 字节；浏览器中的网页最多容纳 {limit} 字节。",
    remedy: "导出为 ONNX 或 TensorFlow.js，或缩小最大的全连接层。",
  },
  "onnx/too-large": {
    message: "文件将占 {bytes} 字节；ONNX 文件最大 1.9 GB。",
    remedy: "导出为 safetensors，或缩小最大的全连接层。",
  },
  "safetensors/too-short": {
    message: "文件有 {bytes} 字节；safetensors 文件以 8 个字节的文件头长度开始。",
    remedy: "检查文件是否完整，以及是否为 safetensors 文件。",
  },
  "safetensors/header-length": {
    message: "文件称其文件头有 {length} 字节，但只容得下 {available} 字节。",
    remedy: "重新复制或导出文件；它被截断，或不是 safetensors 文件。",
  },
  "safetensors/header-text": {
    message: "文件头不是 safetensors 所需的 JSON：{reason}，位于第 {at} 字节。",
    remedy: "用其工具的当前版本重新导出。",
  },
  "safetensors/duplicate": {
    message: "文件头中名称“{name}”出现两次。",
    remedy: "重新导出文件；无法得知指的是哪一个。",
  },
  "safetensors/name": {
    message: "文件头含有张量不能使用的名称“{name}”。",
    remedy: "在生成文件的地方重命名该张量。",
  },
  "safetensors/entry": {
    message: "条目“{name}”需要类型正确的 dtype、shape 和 data_offsets，且不能有其他内容。",
    remedy: "用其工具的当前版本重新导出。",
  },
  "safetensors/dtype": {
    message: "张量“{name}”的数据类型是 {dtype}；此程序读取 F32、F16、BF16、F64 和 I64。",
    remedy: "在生成文件的地方把该张量转换为 F32。",
  },
  "safetensors/size": {
    message:
      "类型为 {dtype}、形状为 [{shape}] 的张量“{name}”需要 {expected} 字节，但文件头给了 {given} 字节。",
    remedy: "重新导出文件；其文件头与数据不符。",
  },
  "safetensors/offsets": {
    message:
      "“{name}”的数据从第 {start} 字节开始，而应为第 {expected} 字节：张量必须首尾相接，没有空隙或重叠。",
    remedy: "重新导出文件；其文件头与数据不符。",
  },
  "safetensors/length": {
    message: "张量止于数据的第 {end} 字节，但文件含有 {available} 字节的数据。",
    remedy: "重新复制或导出文件；它被截断，或末尾多出了内容。",
  },
  "safetensors/metadata": {
    message: "条目 __metadata__ 必须把名称映射到字符串。",
    remedy: "用其工具的当前版本重新导出。",
  },
};
