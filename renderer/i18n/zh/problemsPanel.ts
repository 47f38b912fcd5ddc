import type { problemsPanel as english } from "../en/problemsPanel.ts";
import type { Translation } from "../keys.ts";

export const problemsPanel: Translation<typeof english> = {
  title: "问题",
  list: "网络的问题",
  errors_other: "{{count}} 个错误",
  warnings_other: "{{count}} 条警告",
  none: "没有问题",
  noneDetail: "网络现在就可以构建、训练和导出。",
  whole: "整个网络",
  goTo: "转到 {{place}}",
  hint: "方向键移动，回车键转到节点，Tab 键到达修复按钮。",
  announceNone: "问题已全部解决。",
  announce_other: "{{count}} 个问题。",
};
