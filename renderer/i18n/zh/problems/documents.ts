/** Files, parameters, expressions and edits. */
import type { editMessages } from "../../../../engine/document/commands/messages.ts";
import type { expressionMessages } from "../../../../engine/document/expression/messages.ts";
import type { fileMessages } from "../../../../engine/document/messages.ts";
import type { paramMessages } from "../../../../engine/document/params.ts";
import type { hostMessages } from "../../../host/messages.ts";
import type { TableOf } from "./table.ts";

export const zhFileProblems: TableOf<typeof fileMessages> = {
  "file/too-large": {
    message: "文件有 {bytes} 字节；文档最多 {limit} 字节。",
    remedy: "确认它是 Layerloom 文档；权重和图像应放在各自的文件里。",
  },
  "file/not-text": {
    message: "该文件不是 UTF-8 文本。",
    remedy: "确认它是 Layerloom 文档，且没有以其他编码保存。",
  },
  "file/empty": { message: "文件是空的。", remedy: "打开另一个文件，或它的恢复副本。" },
  "file/syntax": {
    message: "JSON 在第 {line} 行第 {column} 列中断：此处应为 {expected}，却是 {found}。",
    remedy: "在此处更正文件，或打开完整保存的副本。",
  },
  "file/duplicate-key": {
    message: "第 {line} 行第 {column} 列的键“{key}”出现了两次，其中一个值会丢失。",
    remedy: "删除或重命名其中一个。",
  },
  "file/too-deep": {
    message: "JSON 在第 {line} 行第 {column} 列嵌套超过 {limit} 层。",
    remedy: "确认它是 Layerloom 文档；没有文档嵌套如此之深。",
  },
  "file/wrong-format": {
    message: "格式是 {got}，而不是“{expected}”。",
    remedy: "选择格式为“{expected}”的文件；其他程序的模型请用导入。",
  },
  "file/newer-version": {
    message: "文件以格式版本 {got} 写成；此程序只认识到版本 {known}。",
    remedy: "更新 Layerloom 后再打开。",
  },
  "file/bad-version": {
    message: "格式版本 {got} 从未存在；版本是 0 到 {known} 的整数。",
    remedy: "把版本改为写入文件时的版本。",
  },
  "file/forbidden-key": { message: "{place} 处不允许使用键“{key}”。", remedy: "重命名或删除它。" },
  "file/text-too-long": {
    message: "{place} 处的文本有 {length} 个字符；最多允许 {limit} 字节。",
    remedy: "缩短它。",
  },
  "file/too-many": {
    message: "文件中有 {got} 个{what}；最多允许 {limit} 个。",
    remedy: "用带重复的模块代替副本。",
  },
  "file/missing": { message: "缺少 {place}；此处应有{needed}。", remedy: "补上它，或从另一个文档复制。" },
  "file/wrong-type": { message: "{place} 必须是{needed}，却是 {got}。", remedy: "在此处填入{needed}。" },
  "file/unknown-key": {
    message: "{place} 有一个不属于此处的键“{key}”。",
    remedy: "删除“{key}”，或更正它的名称。",
  },
  "file/not-an-option": { message: "{place} 是 {got}；必须是 {options}。", remedy: "在此处填入 {options}。" },
  "file/out-of-range": { message: "{place} 是 {got}；必须{bound}。", remedy: "选择符合“{bound}”的值。" },
  "file/bad-name": { message: "{place} 是 {got}，不能用作{what}。", remedy: "{rule}" },
  "file/duplicate-id": {
    message: "{place} 是 {got}，与之前的一个相同；连线和位置将无法区分。",
    remedy: "为其中一个换一个标识。",
  },
  "file/duplicate-name": {
    message: "{place} 是 {got}，与之前的一个相同；表达式将无法区分它们。",
    remedy: "为其中一个换一个名称。",
  },
  "file/block-id": {
    message: "{place} 处模块的标识是 {got}；它必须与所在的键相同。",
    remedy: "让标识与键一致。",
  },
  "file/unreadable": { message: "无法读取 {place}：{reason}。", remedy: "更正它，或从另一个文档复制。" },
};

export const zhParamProblems: TableOf<typeof paramMessages> = {
  "param/wrong-type": {
    message: "{param} 需要{needed}，却是 {got}。",
    remedy: "填入{needed}，或以 = 开头的表达式。",
  },
  "param/out-of-range": {
    message: "{param} 是 {got}；必须在 {min} 到 {max} 之间。",
    remedy: "选择 {min} 到 {max} 之间的值。",
  },
  "param/not-an-option": {
    message: "{param} 是 {got}；必须是以下之一：{options}。",
    remedy: "选择以下之一：{options}。",
  },
  "param/wrong-length": {
    message: "{param} 有 {got} 个数；需要 {min} 到 {max} 个。",
    remedy: "填入 {min} 到 {max} 个整数。",
  },
  "param/unknown": {
    message: "这里没有参数 {param}。已有：{known}。",
    remedy: "删除 {param}，或更正它的名称。",
  },
};

export const zhExpressionProblems: TableOf<typeof expressionMessages> = {
  "expression/syntax": {
    message: "无法读取表达式“{text}”：第 {position} 个字符处应为 {expected}，却是 {found}。",
    remedy: "更正表达式；可以使用数字、名称、+ - * / // % **、比较、? : 和括号。",
  },
  "expression/too-long": {
    message: "表达式有 {length} 个字符；最多允许 {limit} 个。",
    remedy: "缩短它，或把一部分放到变量或模块参数中计算。",
  },
  "expression/too-deep": {
    message: "表达式“{text}”嵌套超过 {limit} 层。",
    remedy: "去掉一些括号，或把一部分放到变量或模块参数中计算。",
  },
  "expression/unknown-name": {
    message: "表达式“{text}”使用了 {name}，这里不认识它（第 {position} 个字符）。已知：{known}。",
    remedy: "使用已知的名称之一，或把 {name} 添加为模块参数或文档变量。",
  },
  "expression/wrong-type": {
    message: "表达式“{text}”中 {operation} 需要{needed}，却得到 {got}（第 {position} 个字符）。",
    remedy: "给它{needed}。",
  },
  "expression/no-number": {
    message: "表达式“{text}”中 {operation} 没有有限的结果（第 {position} 个字符）。",
    remedy: "避免除以零和过大的数。",
  },
};

export const zhHostProblems: TableOf<typeof hostMessages> = {
  "host/no-network": {
    message: "{name} 只有权重，而没有打开它们可能所属的网络。",
    remedy: "先打开网络，例如从模板库，然后再导入权重。",
  },
  "host/import-broken": {
    message: "无法导入 {name}：{detail}",
    remedy: "请再试一次；超出本机内存的文件可以用命令行导入。",
  },
  "host/changed-on-disk": {
    message: "{name} 自在此打开以来已被其他程序修改。",
    remedy: "重新载入该文件、覆盖它，或另存为其他名称。",
  },
  "host/missing": {
    message: "{name} 已不在原处。",
    remedy: "另选名称和位置保存，或把文件放回原处。",
  },
  "host/not-allowed": { message: "未获准访问 {name}。", remedy: "在询问时允许访问，或另存为其他名称。" },
  "host/not-readable": {
    message: "无法读取 {name}：{detail}",
    remedy: "检查文件是否存在，以及您是否有权读取。",
  },
  "host/not-writable": {
    message: "无法写入 {name}：{detail}",
    remedy: "检查可用空间和您在该文件夹的权限，或保存到别处。",
  },
  "host/too-large": {
    message: "{name} 有 {size} 字节；文档最多 {limit} 字节。",
    remedy: "请选择 Layerloom 文档；权重和数据不以这种方式打开。",
  },
  "host/not-text": {
    message: "{name} 不是 UTF-8 文本文件。",
    remedy: "请选择 Layerloom 文档（.layerloom 或 .json）。",
  },
  "host/no-recovery": {
    message: "无法为恢复而保留未保存的工作：{detail}",
    remedy: "在解决之前请经常保存到文件；腾出磁盘空间或许有用。",
  },
};

export const zhEditProblems: TableOf<typeof editMessages> = {
  "edit/unknown-command": { message: "没有命令 {command}。", remedy: "请使用以下之一：{known}。" },
  "edit/no-scope": { message: "文档中没有模块 {scope}。", remedy: "打开一个存在的模块。" },
  "edit/no-node": { message: "这里没有节点 {id}；它可能已被删除。", remedy: "选择一个存在的节点。" },
  "edit/no-wire": { message: "这里没有连线 {id}；它可能已被删除。", remedy: "选择一条存在的连线。" },
  "edit/no-note": { message: "这里没有便签 {id}；它可能已被删除。", remedy: "选择一个存在的便签。" },
  "edit/no-block": { message: "文档中没有模块 {block}。", remedy: "请先定义该模块。" },
  "edit/no-port": {
    message: "{name} 没有{direction}“{port}”。现有：{known}。",
    remedy: "选择以下之一：{known}。",
  },
  "edit/not-a-block": { message: "{name} 不是模块。", remedy: "选择一个模块节点。" },
  "edit/not-a-layer": { message: "{name} 不是层，没有自己的参数。", remedy: "选择一个层。" },
  "edit/id-taken": { message: "标识 {id} 已被使用。", remedy: "不要指定标识，程序会生成新的。" },
  "edit/name-taken": {
    message: "{name} 是这里另一个节点的名称；权重按名称存取，因此名称不能重复。",
    remedy: "换一个名称，例如 {free}。",
  },
  "edit/bad-name": {
    message: "“{name}”不能作为名称。",
    remedy: "使用字母、数字、_ 和 -，其间可用点分隔；最多 100 个字符。",
  },
  "edit/self-wire": { message: "{name} 不能读取自己的输出。", remedy: "连接到另一个节点。" },
  "edit/would-cycle": {
    message: "这条连线会形成回路：{cycle}。网络从输入流向输出。",
    remedy: "连接到一个不在 {name} 之前的节点。",
  },
  "edit/port-taken": {
    message: "{name} 的输入“{port}”只接受一条连线，而且已经有了。",
    remedy: "替换那条连线，或用相加、拼接把两者合并。",
  },
  "edit/already-connected": { message: "{from} 已经连接到 {to}。", remedy: "连接到另一个输入。" },
  "edit/too-many": {
    message: "文档将有 {got} 个{what}；最多允许 {limit} 个。",
    remedy: "用带重复的模块代替副本。",
  },
  "edit/port-outside": {
    message: "端口属于模块内部；文档自身的图以输入开始、以输出结束。",
    remedy: "改为添加输入层或输出层。",
  },
  "edit/block-in-itself": {
    message: "模块 {title} 不能放进自身。",
    remedy: "放进另一个模块，或先复制该模块。",
  },
  "edit/cannot-mute": { message: "{name} 没有可以直接传递的输入，因此不能停用。", remedy: "改为删除它。" },
  "edit/cannot-insert": {
    message: "{name} 不能放到连线上：它需要一个输入和一个输出。",
    remedy: "选择两者都有的层。",
  },
  "edit/which-wire": { message: "有多条连线接到 {name} 的输入“{port}”。", remedy: "请指明是哪一条。" },
  "edit/nothing-selected": { message: "没有选中可以进行此操作的对象。", remedy: "选中一个或多个节点。" },
  "edit/not-one-piece": {
    message: "{name} 位于选中的节点之间，因此它们不能成为一个模块。",
    remedy: "把 {name} 也选中，或去掉它之后的节点。",
  },
  "edit/io-in-block": {
    message: "{name} 标记整个网络数据的进出口，不能成为模块的一部分。",
    remedy: "只选择输入与输出之间的层。",
  },
  "edit/lift-differs": {
    message: "两个节点将共用参数 {name}，但它们的值不同。",
    remedy: "先让两者取相同的值，或使用两个参数。",
  },
  "edit/parameter-taken": { message: "名称 {name} 已是该模块的另一个参数。", remedy: "换一个名称。" },
  "edit/no-parameter": {
    message: "{title} 没有参数 {name}。已有：{known}。",
    remedy: "选择以下之一：{known}。",
  },
  "edit/repeat-unknown": {
    message: "{name} 重复多少次取决于其模块在哪里使用，因此无法在这里写出各个副本。",
    remedy: "请先把重复次数设为一个数。",
  },
  "edit/repeats-not": { message: "{name} 不重复。", remedy: "选择带重复的模块。" },
  "edit/muted-block": {
    message: "{name} 已停用，因此其内部不起作用。",
    remedy: "先恢复启用，或删除它。",
  },
  "edit/cannot-substitute": {
    message: "参数 {name} 无法代入模块内的表达式“{text}”。",
    remedy: "先给该参数一个普通的值。",
  },
  "edit/block-used": { message: "模块 {title} 正在使用。", remedy: "先删除或内联使用它的节点。" },
  "edit/block-differs": {
    message: "文档中另有一个标识为 {id} 的模块。",
    remedy: "为新模块换一个标识，或替换旧的。",
  },
  "edit/bad-slots": {
    message: "次序必须把接入 {name} 的“{port}”的每条连线各列一次。",
    remedy: "列出全部：{known}。",
  },
};
