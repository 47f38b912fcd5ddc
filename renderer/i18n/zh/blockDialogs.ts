import type { blockDialogs as english } from "../en/blockDialogs.ts";
import type { Translation } from "../keys.ts";

export const blockDialogs: Translation<typeof english> = {
  actions: {
    make: "组成模块…",
    inline: "内联模块",
    save: "存入我的模块",
    unpack: "写出各份",
  },
  saved: "{{title}} 已存入我的模块。",
  saveFailed: "模块无法保存",
  saveFailedDetail: "浏览器的存储空间已满或不允许使用。",
  make: {
    title: "组成模块",
    description_other: "{{count}} 个节点变成一个模块；网络保持不变。",
    name: "模块名称",
    untitled: "模块",
    ports: "端口",
    in: "输入",
    out: "输出",
    open: "未连接",
    noPorts: "无",
    parameters: "设为参数的值",
    parametersHelp: "选中的值在每次使用模块时可以不同。同名的值共用一个参数。",
    more: "显示所有值",
    less: "只显示主要的值",
    parameterName: "{{node}} 的{{label}}的参数名",
    none: "其中没有可选的值。",
    submit: "组成模块",
  },
};
