import type { files as en } from "../en/files.ts";
import type { Translation } from "../keys.ts";

export const files: Translation<typeof en> = {
  saved: "已保存 {{name}}。",
  downloaded: "已下载 {{name}}。此浏览器无法直接写入文件，因此每次保存都会下载一个新文件。",
  close: {
    title: "是否保存对 {{title}} 的更改？",
    detail: "如果不保存，自上次保存以来的更改将会丢失。",
    save: "保存",
    discard: "不保存",
  },
  changed: {
    title: "{{name}} 已被其他程序修改",
    clean: "磁盘上的文件比这里打开的版本更新。",
    dirty: "磁盘上的文件比这里打开的版本更新，而且这里也有未保存的更改。",
    reload: "载入该文件",
    keep: "保留当前内容",
    overwrite: "覆盖该文件",
    saveAs: "另存为其他名称",
  },
  failed: {
    title: "无法打开 {{name}}",
    more_other: "另有 {{count}} 个问题",
  },
  drop: "将文档拖放到此处即可打开",
  recovered: {
    title: "发现未保存的工作",
    detail: "Layerloom 在保存这些文档之前就结束了。",
    restore: "恢复",
    restoreAll: "全部恢复",
    discard: "丢弃",
    discardSure: "永久丢弃",
    at: "最后编辑于 {{time}}",
  },
};
