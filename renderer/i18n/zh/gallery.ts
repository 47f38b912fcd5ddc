import type { gallery as en } from "../en/gallery.ts";
import type { Translation } from "../keys.ts";

export const gallery: Translation<typeof en> = {
  greeting: "绘制网络，看清每一个形状，就在这里训练。",
  newDocument: "空白画布",
  newDetail: "从零开始",
  open: "打开文件…",
  openDetail: "也可以将文件拖入窗口",
  recent: "最近使用",
  noRecent: "您打开或保存的文档会列在这里。",
  forget: "从列表中移除 {{name}}",
  facts: {
    input: "输入",
    parameters: "参数",
    macs: "乘加",
  },
  groups: {
    small: { title: "小型网络", detail: "在您面前的机器上几分钟即可训练完成。" },
    classic: { title: "经典网络", detail: "与论文和教材中的画法一致，完整规模。" },
    torchvision: { title: "与 torchvision 一致", detail: "逐层同构、逐名对应，可直接使用其权重。" },
  },
};
