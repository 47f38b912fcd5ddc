/** Lesson files. The engine's table lies where the interface may not import; a test compares. */
import type { MessageTable } from "../../../../engine/tensor/problem.ts";

export const zhLessonProblems: MessageTable = {
  "lesson/too-large": {
    message: "文件有 {bytes} 个字符；课程最多 {limit} 个。",
    remedy: "选择课程文件，或缩短它；大型文档最好单独打开。",
  },
  "lesson/syntax": {
    message: "文件不是 JSON：{detail}",
    remedy: "在该处更正文件；docs/writing-a-lesson.md 说明课程的写法。",
  },
  "lesson/not-a-lesson": {
    message: "文件没有声明自己是版本 1 的课程。",
    remedy: "课程以格式 layerloom/lesson 和版本 1 开头；文档请用“打开”。",
  },
  "lesson/field": {
    message: "{place} 需要{needed}。",
    remedy: "更正这一项；docs/writing-a-lesson.md 列出了所有项。",
  },
  "lesson/unknown-field": { message: "{place} 不是课程的条目。", remedy: "删除它，或检查名称是否写错。" },
};
