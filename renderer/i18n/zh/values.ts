/** Words that the engine puts into the placeholders of its messages. Names and numbers stay as they are. */
import type { Values } from "../../../engine/tensor/problem.ts";

const WORDS: Readonly<Record<string, string>> = {
  "a text": "文本",
  "a number": "一个数",
  "a whole number": "一个整数",
  "true or false": "真或假",
  "an object { }": "一个对象 { }",
  "a list [ ]": "一个列表 [ ]",
  "one of its options": "其选项之一",
  "two whole numbers, height and width": "两个整数，即高和宽",
  "a list of whole numbers": "一个整数列表",
  "a wire": "一条连线",
  "small letters, digits and hyphens": "小写字母、数字和连字符",
  "entries in braces": "花括号中的项目",
  "the id of a template": "模板的标识",
  "the name of a fact": "事实的名称",
  "number, choice or figure": " number、choice 或 figure",
  "the index of one of the options, counted from 0": "某个选项的序号（从 0 数起）",
  missing: "缺失",
  none: "无",
  nodes: "节点",
  wires: "连线",
  input: "输入",
  output: "输出",
  "The file": "文件",
  "the file": "文件",
  "the end of the file": "文件末尾",
  "The output": "输出",
  "A weight": "权重",
  "a whole number, an expression, or null": "一个整数、一个表达式或 null",
  "a whole number from 1 to 10000, or an expression that starts with =":
    "1 到 10000 的整数，或以 = 开头的表达式",
};

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^(\d+) wires$/, "$1 条连线"],
  [/^a text of at most (\d+) characters$/, "不超过 $1 个字符的文本"],
  [/^a list of 1 to (\d+) entries$/, "含 1 到 $1 项的列表"],
  [/^(?:of )?at least (\S+)(?: (?:entries|characters))?$/, "至少为 $1"],
  [/^(?:of )?greater than (\S+)(?: (?:entries|characters))?$/, "大于 $1"],
  [/^(?:of )?at most (\S+)(?: (?:entries|characters))?$/, "不超过 $1"],
  [/^(?:of )?less than (\S+)(?: (?:entries|characters))?$/, "小于 $1"],
  [/^the arguments of (.+)$/, "$1 的参数"],
  [/^(“.+”) or (“.+”)$/, "$1 或 $2"],
];

function translated(value: string): string {
  if (Object.hasOwn(WORDS, value)) return WORDS[value] ?? value;
  const found = PATTERNS.find(([pattern]) => pattern.test(value));
  return found === undefined ? value : value.replace(found[0], found[1]);
}

export const zhValues = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" ? translated(value) : value,
    ]),
  );
