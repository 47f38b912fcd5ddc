/** The words of a model card. */
export interface CardWords {
  readonly untrained: string;
  readonly trained: (epochs: number, started: string, backend: string) => string;
  readonly ending: Readonly<Record<string, string>>;
  readonly cutOff: string;
  readonly network: string;
  readonly picture: string;
  readonly facts: readonly [input: string, output: string, params: string, buffers: string, macs: string];
  readonly frozen: (names: readonly string[], params: string) => string;
  readonly layers: readonly [path: string, kind: string, output: string, params: string, macs: string];
  readonly data: string;
  readonly source: string;
  readonly noSource: string;
  readonly fingerprint: string;
  readonly resized: string;
  readonly classes: string;
  readonly normalization: string;
  readonly mean: string;
  readonly std: string;
  readonly unknownClasses: string;
  readonly training: string;
  readonly settings: string;
  readonly setting: string;
  readonly value: string;
  readonly curves: string;
  readonly loss: string;
  readonly accuracy: string;
  readonly trainPart: string;
  readonly testPart: string;
  readonly epoch: string;
  readonly results: string;
  readonly notEvaluated: string;
  readonly samples: string;
  readonly perClass: readonly [name: string, precision: string, recall: string, f1: string, count: string];
  readonly confusion: string;
  readonly confusionNote: string;
  readonly made: (version: string, graph: string) => string;
}

const english: CardWords = {
  untrained:
    "**Not trained.** The weights are the first ones that the seed draws: the network answers at random.",
  trained: (epochs, started, backend) =>
    `Trained for ${epochs} ${epochs === 1 ? "epoch" : "epochs"} on ${backend}, begun ${started}.`,
  ending: {
    finished: "The run finished.",
    stopped: "The run was stopped by hand.",
    "early-stopping": "The run stopped early; the weights of the best epoch were kept.",
    "non-finite": "The loss became infinite; the weights from before were kept.",
    failed: "The run failed.",
  },
  cutOff: "The run was cut off.",
  network: "Network",
  picture: "The graph of the network",
  facts: ["Input", "Output", "Parameters", "Running statistics", "Multiply-accumulates for one sample"],
  frozen: (names, params) =>
    `Frozen, so that training leaves ${params} parameters as they are: ${names.join(", ")}`,
  layers: ["Path", "Layer", "Output", "Parameters", "MACs"],
  data: "Data",
  source: "Source",
  noSource: "none chosen",
  fingerprint: "Fingerprint",
  resized: "Brought to",
  classes: "Classes, in the order of the outputs",
  normalization:
    "Pixels of 0 to 1 are normalised by channel before the network: `(pixel − mean) / deviation`.",
  mean: "Mean",
  std: "Deviation",
  unknownClasses: "Class names and normalisation are known only after training.",
  training: "Training",
  settings: "Settings",
  setting: "Setting",
  value: "Value",
  curves: "Curves",
  loss: "Loss",
  accuracy: "Accuracy",
  trainPart: "training",
  testPart: "test",
  epoch: "Epoch",
  results: "Results on the test part",
  notEvaluated:
    "The data was not at hand when this card was written, so the exported weights were not evaluated.",
  samples: "Samples",
  perClass: ["Class", "Precision", "Recall", "F1", "Samples"],
  confusion: "Confusion matrix",
  confusionNote: "A row for each true class, a column for each answer.",
  made: (version, graph) => `Written by Layerloom${version}. Graph ${graph}.`,
};

const chinese: CardWords = {
  untrained: "**未经训练。** 权重是由种子抽取的初始值：网络的回答是随机的。",
  trained: (epochs, started, backend) => `在 ${backend} 上训练了 ${epochs} 轮，开始于 ${started}。`,
  ending: {
    finished: "训练已完成。",
    stopped: "训练被手动停止。",
    "early-stopping": "训练提前停止；保留了最佳一轮的权重。",
    "non-finite": "损失变为无穷；保留了此前的权重。",
    failed: "训练失败。",
  },
  cutOff: "训练中断。",
  network: "网络",
  picture: "网络的图",
  frozen: (names, params) => `已冻结（训练时保持不变的参数 ${params} 个）：${names.join("、")}`,
  facts: ["输入", "输出", "参数量", "运行统计量", "单个样本的乘加次数"],
  layers: ["路径", "层", "输出", "参数量", "乘加次数"],
  data: "数据",
  source: "来源",
  noSource: "未选择",
  fingerprint: "指纹",
  resized: "缩放至",
  classes: "类别（按输出顺序）",
  normalization: "0 到 1 的像素在进入网络前按通道归一化：`(像素 − 均值) / 标准差`。",
  mean: "均值",
  std: "标准差",
  unknownClasses: "训练之后才知道类别名称与归一化参数。",
  training: "训练",
  settings: "设置",
  setting: "设置",
  value: "值",
  curves: "曲线",
  loss: "损失",
  accuracy: "准确率",
  trainPart: "训练",
  testPart: "测试",
  epoch: "轮",
  results: "测试部分的结果",
  notEvaluated: "写此卡片时数据不在手边，因此未评估所导出的权重。",
  samples: "样本数",
  perClass: ["类别", "精确率", "召回率", "F1", "样本数"],
  confusion: "混淆矩阵",
  confusionNote: "每个真实类别一行，每个回答一列。",
  made: (version, graph) => `由 Layerloom${version} 写成。图 ${graph}。`,
};

export const cardWords = { en: english, zh: chinese } as const;
