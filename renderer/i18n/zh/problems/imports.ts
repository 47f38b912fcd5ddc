/** Files that are imported. The engine's table lies where the interface may not import; a test compares. */
import type { MessageTable } from "../../../../engine/tensor/problem.ts";

export const zhImportProblems: MessageTable = {
  "onnx/broken": {
    message: "ONNX 文件在{place}处损坏：在其第 {at} 字节，{reason}。",
    remedy: "重新获取或导出文件；它在途中被截断或改动。",
  },
  "onnx/too-many": {
    message: "ONNX 文件在{place}中有超过 {limit} 个部分。",
    remedy: "导出较小的网络；文档最多容纳 5,000 层。",
  },
  "onnx/no-graph": {
    message: "文件中没有 ONNX 图（{place}）。",
    remedy: "选择由程序导出为 ONNX 的文件；单独的权重请以 safetensors 导入。",
  },
  "onnx/opset": {
    message: "文件的算子集（{place}）是 {opset}；已知的是 {first} 到 {last}。",
    remedy: "用 opset_version=17 重新导出。",
  },
  "onnx/sparse": { message: "文件在{place}中有稀疏常量，无法读取。", remedy: "用稠密权重重新导出。" },
  "onnx/dims": {
    message: "{place} 的尺寸是 {dims}，没有张量会是这样。",
    remedy: "重新导出文件；它在途中被改动。",
  },
  "onnx/external": {
    message: "{place} 的权重在另一个文件中，而只给出了 ONNX 文件本身。",
    remedy: "存为一个文件：onnx.save(onnx.load(path), path2)，2 GB 以内都会保存在其中。",
  },
  "onnx/type": {
    message: "{place} 的数字类型是 {type}，无法读取。",
    remedy: "用 float32 权重导出网络，不要用量化权重。",
  },
  "onnx/size": {
    message: "{place} 的尺寸是 {dims}，即 {count} 个数，但文件中有 {given} 个。",
    remedy: "重新获取或导出文件；它在途中被截断或改动。",
  },
  "onnx/input": {
    message: "文件的 {place} 有 {rank} 个轴；图像有四个（批次、通道、高、宽），向量有两个。",
    remedy: "以一张图像或一个向量为固定输入导出网络。",
  },
  "onnx/open-size": {
    message: "文件没有固定输入 {name} 的高和宽（{place}）；取 {size} × {size}。",
    remedy: "把输入层的尺寸设为您的图像的尺寸。",
  },
  "onnx/folded": {
    message: "PyTorch 已把批量归一化并入此文件的 {count} 个卷积；它们改为带有偏置，参数因此较少。",
    remedy:
      "若要保留为单独的层，请以 training=torch.onnx.TrainingMode.PRESERVE 和 do_constant_folding=False 重新导出。",
  },
  "onnx/twice": {
    message: "{place} 产生的值“{name}”已经存在。",
    remedy: "重新导出文件；图中的每个值只产生一次。",
  },
  "onnx/missing": {
    message: "{place} 读取的值“{name}”没有任何来源。",
    remedy: "重新导出文件；它在途中被截断或改动。",
  },
  "onnx/circle": {
    message: "图经过 {place} 形成了环。",
    remedy: "导出不含循环的网络；只能画出从输入流向输出的部分。",
  },
  "onnx/no-output": {
    message: "文件中没有任何部分产生它的 {place}（“{name}”）。",
    remedy: "重新导出文件；它在途中被截断或改动。",
  },
  "onnx/output": {
    message: "文件的 {place}（“{name}”）不是层的输出。",
    remedy: "导出网络时，让它对每张图像返回一个特征图或一个向量。",
  },
  "keras/zip": {
    message: ".keras 归档无法读取：{reason}（{place}）。",
    remedy: "重新获取或保存文件；它在途中被截断或改动。",
  },
  "keras/hdf5": {
    message: "权重（{place}）无法读取：{reason}。",
    remedy: "用 Keras 3 重新保存网络：model.save('model.keras')。",
  },
  "keras/array-size": {
    message: "{place} 的形状是 {shape}，即 {needed} 字节，但文件中有 {given} 字节。",
    remedy: "重新获取或保存文件；它在途中被截断或改动。",
  },
  "keras/no-weights": {
    message: "文件中没有权重（{place}）。",
    remedy: "用 Keras 3 重新保存网络：model.save('model.keras')。",
  },
  "keras/config": {
    message: "网络的描述不是 Keras 写的样子（{place}）。",
    remedy: "用 Keras 3 重新保存网络；自定义类的模型不含描述。",
  },
  "keras/class": {
    message: "文件（{place}）中的模型属于类“{kind}”，它的层只有其代码知道。",
    remedy: "把它建成函数式或顺序模型，或导出为 ONNX。",
  },
  "keras/input": {
    message: "{place}（“{name}”）的形状是 {shape}；图像有高、宽和通道，向量有长度。",
    remedy: "给网络一个图像或一个向量作为输入，并固定尺寸。",
  },
  "keras/output": {
    message: "{place}（“{name}”）给出数值的顺序不是通道优先。",
    remedy: "让网络以全连接层或特征图结束。",
  },
  "keras/unconnected": {
    message: "层“{name}”（{place}）读取的内容没有任何层给出，或者层形成了环。",
    remedy: "重新保存网络；只能画出从输入流向输出的部分。",
  },
  "tfjs/no-topology": {
    message: "文件中没有 TensorFlow.js 的网络（{place}）。",
    remedy: "选择 LayersModel 的 model.json；本工作室的文档应当打开，而不是导入。",
  },
  "tfjs/graph-model": {
    message: "文件（{place}）是 GraphModel，其中是运算而不是层。",
    remedy: "用 tensorflowjs_converter --output_format tfjs_layers_model 转换原文件，或导出为 ONNX。",
  },
  "tfjs/manifest": {
    message: "文件中的权重清单不是 TensorFlow.js 写的样子（{place}）。",
    remedy: "重新获取或保存文件；它在途中被改动。",
  },
  "tfjs/shard-name": {
    message: "文件列出的分片不是普通文件名（{place}）。",
    remedy: "把分片以普通名称放在 model.json 旁边。",
  },
  "tfjs/missing-shard": {
    message: "缺少权重的分片“{name}”（{place}）。",
    remedy: "把 model.json 与它的全部 .bin 文件一起选择。",
  },
  "tfjs/shard-size": {
    message: "权重需要 {needed} 字节，但分片共有 {given} 字节（{place}）。",
    remedy: "重新获取分片；其中一个被截断，或属于另一个网络。",
  },
  "tfjs/quantised": {
    message: "权重“{name}”被量化，或不是 32 位浮点数（{place}）。",
    remedy: "不带量化地重新转换网络。",
  },
  "import/pickle": {
    message: "文件 {name} 是 pickle：打开时会运行、可以做任何事的程序。这里从不打开它。",
    remedy:
      "在您信任它的地方用 Python 转换：import torch, safetensors.torch as st; st.save_file(torch.load(path, weights_only=True), 'weights.safetensors')",
  },
  "import/hdf5": {
    message: "文件 {name} 是旧版 Keras 的 HDF5 文件，其中可能含有代码。",
    remedy: "用 Keras 3 重新保存网络：model.save('model.keras')。",
  },
  "import/empty": { message: "文件 {name} 是空的。", remedy: "重新获取或导出文件。" },
  "import/unknown-file": {
    message: "文件 {name} 不属于可以导入的文件。",
    remedy: "选择 ONNX 文件、Keras 的 .keras 文件、带分片的 tfjs model.json，或 safetensors 权重。",
  },
  "import/weights-alone": {
    message: "文件 {name} 只有权重，没有网络。",
    remedy: "先打开它们所属的网络，再把权重导入其中。",
  },
  "import/no-weights-file": {
    message: "文件 {name} 是网络，不是单独的权重。",
    remedy: "作为网络导入，或选择 safetensors 文件。",
  },
  "import/nothing-matches": {
    message: "{name} 中没有任何内容适合这个图：文件有“{first}”，而图需要“{wanted}”。",
    remedy: "打开这些权重所属的架构，或按文件中的名称为层改名。",
  },
  "import/some-fresh": {
    message: "从起始权重中取用了 {taken} 个张量；{fresh} 个重新初始化，首先是 {first}。",
    remedy: "若有意更改了最后一层，无需处理；否则请比较各层的名称。",
  },
  "import/frozen": {
    message: "文件中标为不参与训练的层已以冻结状态导入：{count} 层。",
    remedy: "若要保持如此，无需处理；要训练某一层，请在检查器中将其解冻。",
  },
  "import/too-many-layers": {
    message: "网络（{place}）有 {count} 层；文档最多容纳 {limit} 层。",
    remedy: "导出网络的一部分。",
  },
  "import/too-many-weights": {
    message: "文件只有 {bytes} 字节，但它的层（{place}）从中取了 {count} 个数：同一张量被反复使用。",
    remedy: "重新导出网络，使每一层有自己的权重。",
  },
  "import/too-many-wires": {
    message: "网络（{place}）有 {count} 条连线；文档最多容纳 {limit} 条。",
    remedy: "导出网络的一部分。",
  },
};
