import type { outline as english } from "../en/outline.ts";
import type { Translation } from "../keys.ts";

export const outline: Translation<typeof english> = {
  title: "大纲",
  tree: "网络的大纲",
  empty: "还没有内容",
  emptyDetail: "层和模块按数据流经的次序列在这里。",
  comma: "，",
  kind: "类型",
  name: "名称",
  output: "输出",
  params: "参数量",
  shape: "输出 {{shape}}",
  noShape: "形状未知",
  count: "{{count}} 个参数",
  muted: "已停用",
  repeat: "重复 {{count}} 次",
  problems_other: "{{count}} 个问题",
  expand: "展开或收起 {{name}}",
};
