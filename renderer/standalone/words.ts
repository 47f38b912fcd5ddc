/** The page's own words. */
export interface PageWords {
  readonly language: string;
  readonly other: string;
  readonly untrained: string;
  readonly draw: string;
  readonly clear: string;
  readonly choose: string;
  readonly drop: string;
  readonly seen: string;
  readonly numbers: string;
  readonly numbersHint: string;
  readonly ask: string;
  readonly answer: string;
  readonly waiting: string;
  readonly working: string;
  readonly outputs: string;
  readonly notAnImage: string;
  readonly wrongNumbers: string;
  readonly classOf: (index: number) => string;
  readonly facts: (params: string, shape: string) => string;
  readonly local: string;
  readonly took: (ms: number) => string;
}

const english: PageWords = {
  language: "English",
  other: "中文",
  untrained: "This network was never trained: it answers at random.",
  draw: "Draw here",
  clear: "Clear",
  choose: "Choose an image",
  drop: "or drop one on the sheet",
  seen: "What the network sees",
  numbers: "Input",
  numbersHint: "Numbers between 0 and 1, separated by commas or spaces",
  ask: "Ask the network",
  answer: "Answer",
  waiting: "Draw something, or choose an image.",
  working: "Computing…",
  outputs: "Outputs",
  notAnImage: "This file is no image that the browser can read.",
  wrongNumbers: "The network needs exactly as many numbers as it has inputs.",
  classOf: (index) => `class ${index}`,
  facts: (params, shape) => `${params} parameters, input ${shape}.`,
  local: "Everything is computed in this page; nothing is sent anywhere.",
  took: (ms) => `${ms} ms`,
};

const chinese: PageWords = {
  language: "中文",
  other: "English",
  untrained: "此网络从未训练过：它的回答是随机的。",
  draw: "在此绘制",
  clear: "清除",
  choose: "选择图像",
  drop: "或将图像拖到画板上",
  seen: "网络所见",
  numbers: "输入",
  numbersHint: "0 到 1 之间的数，用逗号或空格分隔",
  ask: "询问网络",
  answer: "回答",
  waiting: "请绘制，或选择一幅图像。",
  working: "正在计算…",
  outputs: "输出",
  notAnImage: "浏览器无法将此文件读作图像。",
  wrongNumbers: "数的个数必须恰好等于网络的输入个数。",
  classOf: (index) => `类别 ${index}`,
  facts: (params, shape) => `参数量 ${params}，输入 ${shape}。`,
  local: "一切都在此页面中计算，不会发送到任何地方。",
  took: (ms) => `${ms} 毫秒`,
};

export const pageWords = { en: english, zh: chinese } as const;
export type PageLanguage = keyof typeof pageWords;
