import type { settings as en } from "../en/settings.ts";
import type { Translation } from "../keys.ts";

export const settings: Translation<typeof en> = {
  title: "设置",
  theme: "主题",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  language: "语言",
  density: "节点",
  densityHelp: "节点上显示多少信息。",
  densities: { compact: "紧凑", normal: "标准", detailed: "详细" },
  heat: "热度视图",
  heatHelp: "按开销而不是按类别为节点着色。",
  heats: { off: "关闭", params: "参数", macs: "乘加", memory: "内存" },
  minimap: "缩略图",
  snap: "拖动时吸附到相邻节点",
  panels: "面板",
  resetPanels: "恢复原始大小",
};
