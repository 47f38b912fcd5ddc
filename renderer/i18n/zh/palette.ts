import type { palette as english } from "../en/palette.ts";
import type { Translation } from "../keys.ts";

export const palette: Translation<typeof english> = {
  title: "层与模块",
  search: "搜索层",
  clear: "清除搜索",
  list: "可添加的内容",
  hint: "拖到画布上，或单击以添加到所选节点之后。",
  nothing: "没有名为“{{query}}”的层",
  nothingDetail: "换个名称试试，例如 linear、batch 或 residual。",
  removeOwn: "从我的模块中移除 {{title}}",
  focusSearch: "搜索层",
  sections: {
    ports: "模块端口",
    document: "本文档的模块",
    own: "我的模块",
    templates: "模块",
  },
};
