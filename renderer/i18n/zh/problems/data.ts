/** Data sets and their files. The engine's tables lie where the interface may not import; a test compares. */
import type { MessageTable } from "../../../../engine/tensor/problem.ts";

export const zhDataProblems: MessageTable = {
  "data/unknown-source": {
    message: "“{source}”不是数据集的名称。",
    remedy: "请写 builtin:NAME、idx:DIR、cifar10:DIR、folder:DIR 或 csv:FILE。",
  },
  "data/unknown-builtin": { message: "没有内置数据集“{name}”。", remedy: "选择 {known} 之一。" },
  "data/unknown-option": { message: "{scheme}: 没有选项“{option}”。", remedy: "它的选项有 {known}。" },
  "data/bad-option": {
    message: "选项 {option} 是“{value}”；必须是 {expected}。",
    remedy: "更正该选项，或去掉它。",
  },
  "data/place-not-found": {
    message: "没有文件或文件夹“{place}”。",
    remedy: "检查路径；它相对于程序启动时的文件夹。",
  },
  "data/not-a-folder": {
    message: "“{place}”是文件；此来源需要文件夹。",
    remedy: "指定存放这些文件的文件夹。",
  },
  "data/not-a-file": { message: "“{place}”是文件夹；此来源需要一个文件。", remedy: "指定文件本身。" },
  "data/unreadable": {
    message: "无法读取 {path}：{reason}。",
    remedy: "检查文件是否还在，以及您是否有权读取。",
  },
  "data/too-large": {
    message: "{path} 有 {bytes} 字节；此类文件最多读取 {limit} 字节。",
    remedy: "把数据拆成较小的文件，或使用图像文件夹，它按流读取。",
  },
  "data/too-many-files": {
    message: "{place} 含有 {count} 个文件；最多读取 {limit} 个。",
    remedy: "指定数据集本身的文件夹，而不是其上级。",
  },
  "data/no-files": {
    message: "没有为“{place}”选择文件。",
    remedy: "请重新选择文件夹或文件；网页不能自行打开文件。",
  },
  "data/resize-table": {
    message: "形状为 {shape} 的样本无法缩放：它们是向量，或其目标与尺寸相关。",
    remedy: "去掉尺寸，或以 CxHxW 给出图像的形状。",
  },
  "download/length": {
    message: "{path} 有 {bytes} 字节，而应为 {wanted} 字节。",
    remedy: "请重新获取；下载被截断，或该地址提供的是别的内容。",
  },
  "download/refused": {
    message: "无法获取 {path}：{address} 返回 {status}。",
    remedy: "请稍后重试，或指定有此文件的镜像。",
  },
  "download/unreachable": {
    message: "{path} 的下载中断：{reason}。",
    remedy: "重新开始即可从中断处继续。",
  },
  "download/no-mirror": {
    message: "没有 {path} 的下载地址。",
    remedy: "请指定镜像。",
  },
  "download/checksum": {
    message: "{path} 不是公布的文件：其 SHA-256 为 {found}。",
    remedy: "删除后重新获取，必要时换一个镜像。",
  },
  "tar/broken": {
    message: "{path} 不是完好的 tar 归档：第 {position} 字节处没有文件头。",
    remedy: "请重新获取；它可能被截断或损坏。",
  },
  "gzip/broken": {
    message: "{path} 不是完好的 gzip 文件：{reason}。",
    remedy: "重新获取文件；它可能被截断或损坏。",
  },
  "gzip/bomb": {
    message: "{path} 有 {packed} 字节，解压后超过 {limit}。",
    remedy: "这不是此类数据文件；请从其来源重新获取。",
  },
  "image/not-an-image": {
    message: "{path} 不是 PNG、JPEG 或 WebP 图像。",
    remedy: "转换为 PNG，或从文件夹中移走。",
  },
  "image/truncated": { message: "{path} 被截断：{reason}。", remedy: "重新获取文件，或从文件夹中移走。" },
  "image/lying-header": {
    message: "{path} 的文件头不可能正确：{reason}。",
    remedy: "重新获取文件，或从文件夹中移走。",
  },
  "image/too-large": {
    message: "{path} 称其为 {width}×{height} 像素；最多读取 {limit} 像素的图像。",
    remedy: "缩小该图像。",
  },
  "image/undecodable": {
    message: "无法解码 {path}：{reason}。",
    remedy: "重新保存为 PNG 或 JPEG，或从文件夹中移走。",
  },
  "image/needs-sharp": {
    message: "{path} 是 WebP 图像，而此安装没有 WebP 解码器。",
    remedy: "安装可选的软件包 sharp，或把图像转换为 PNG。",
  },
};

export const zhReaderProblems: MessageTable = {
  "idx/missing-file": {
    message: "{place} 没有{wanted}。",
    remedy: "文件名形如 {example}（或 .gz）；请把它们放在同一个文件夹。",
  },
  "idx/no-test-files": {
    message: "{place} 没有测试文件（t10k-… 或 test-…）；抽取了 {count} 幅训练图像作为测试部分。",
    remedy: "添加测试文件，或用 ?test=0.2 设定其比例。",
  },
  "idx/not-idx": {
    message: "{path} 的开头不是 IDX 文件：其首字节为 {bytes}。",
    remedy: "IDX 文件以 00 00 08 开头；检查文件是否正确。",
  },
  "idx/unsupported": { message: "{path} 含有{what}；可读取的是{wanted}。", remedy: "把文件转换为{wanted}。" },
  "idx/dimensions": {
    message: "{path} 称其含有 {count} 幅 {height}×{width} 的图像；可读取的尺寸为 1 到 {limit}。",
    remedy: "文件头已损坏；请重新获取文件。",
  },
  "idx/length": {
    message: "{path}：文件头承诺 {promised} 字节的数据，但其后只有 {actual} 字节。",
    remedy: "文件被截断，或与其文件头不符；请重新获取。",
  },
  "idx/count-mismatch": {
    message: "{images} 含有 {imageCount} 幅图像，但 {labels} 含有 {labelCount} 个标签。",
    remedy: "请把相互对应的两个文件放在一起。",
  },
  "idx/size-mismatch": {
    message: "训练图像为 {train}，但测试图像为 {test}。",
    remedy: "请把同一数据集的文件放在一起。",
  },
  "idx/label-range": {
    message: "{path}：第 {index} 位的标签为 {label}，但只有 {classes} 个类别（0 到 {last}）。",
    remedy: "检查 classes.txt 和标签文件；测试标签必须在训练中出现。",
  },
  "idx/empty": { message: "{path} 没有样本。", remedy: "重新获取文件，或选择其他数据。" },
  "class/absent": {
    message: "没有训练样本属于类别 {classes}。",
    remedy: "网络学不会它；请去掉它或添加样本。",
  },
  "class/too-few": {
    message: "{place} 有 {count} 个类别；区分至少需要两个。",
    remedy: "添加另一个类别的样本。",
  },
  "class/no-test": { message: "没有测试样本属于类别 {classes}。", remedy: "无法衡量其准确率；请添加样本。" },
  "class/nothing-left": {
    message: "{place} 太小：没有样本可留作训练或测试。",
    remedy: "让每个类别至少有两个样本。",
  },
  "cifar10/missing": {
    message: "{place} 没有 data_batch_1.bin 到 data_batch_5.bin。",
    remedy: "解压 CIFAR-10 的二进制版本（cifar-10-binary.tar.gz）并指定其文件夹。",
  },
  "cifar10/pickle": {
    message: "{place} 是 CIFAR-10 的 Python 版本，其 pickle 文件可能执行代码，因此不读取。",
    remedy: "请改为获取二进制版本（cifar-10-binary.tar.gz）。",
  },
  "cifar10/archive": {
    message: "{place} 含有打包的归档 {path}。",
    remedy: "解压它（tar -xzf {path}），并指定解压出的文件夹。",
  },
  "cifar10/length": {
    message: "{path} 有 {bytes} 字节，不是 3,073 字节记录的整数倍。",
    remedy: "文件被截断，或不是 CIFAR-10；请重新获取。",
  },
  "cifar10/label-range": {
    message: "{path}：第 {index} 条记录的标签为 {label}；标签应为 0 到 9。",
    remedy: "文件已损坏，或不是 CIFAR-10（CIFAR-100 每条记录有两个标签）；请重新获取。",
  },
  "cifar10/names": {
    message: "{path} 列出 {count} 个名称；CIFAR-10 有十个类别。",
    remedy: "恢复该文件，或删除它：没有它时使用通常的名称。",
  },
  "cifar10/batches": {
    message: "五个训练文件中有 {found} 个；缺少 {missing}。",
    remedy: "补齐它们，以便用全部图像训练。",
  },
  "cifar10/no-test": {
    message: "{place} 没有 test_batch.bin；抽取了 {count} 幅训练图像作为测试部分。",
    remedy: "添加该文件，或用 ?test=0.2 设定其比例。",
  },
  "folder/no-classes": {
    message: "{place} 中没有含图像的文件夹；数据集是每个类别一个文件夹。",
    remedy: "把图像按类别名称分到文件夹中，例如 cats/ 和 dogs/。",
  },
  "folder/empty-class": {
    message: "类别文件夹 {path} 中没有可读取的图像。",
    remedy: "放入 PNG、JPEG 或 WebP 图像，或删除它。",
  },
  "folder/unknown-test-class": {
    message: "类别文件夹 {path} 在测试部分有，在训练部分却没有。",
    remedy: "让两部分的类别文件夹同名。",
  },
  "folder/left-out": {
    message: "{count} 个文件不是图像，已被略去：{names}。",
    remedy: "可读取 PNG、JPEG 和 WebP；请转换或删除其余文件。",
  },
  "folder/loose": {
    message: "{count} 幅图像位于类别文件夹之外，已被略去：{names}。",
    remedy: "把它们移到各自类别的文件夹。",
  },
  "folder/misnamed": {
    message: "{count} 幅图像的格式与文件名不符：{names}。",
    remedy: "它们仍会被读取；如果其他程序出错，请重命名。",
  },
  "folder/mixed-sizes": {
    message: "图像有 {count} 种不同尺寸，从 {smallest} 到 {largest}；全部调整为 {size}。",
    remedy: "可用 ?size=HxW 以及 fit=stretch、crop 或 pad 自行选择。",
  },
  "folder/scaled": { message: "所有图像为 {from}；调整为 {size}。", remedy: "可用 ?size=HxW 自行选择尺寸。" },
  "folder/more-broken": {
    message: "另有 {count} 幅图像损坏，已被略去。",
    remedy: "先修复前面的，再重新打开文件夹。",
  },
  "folder/gone": {
    message: "{path} 已无法读取，训练时将其略去：{reason}",
    remedy: "恢复该文件，或用 ?check=decode 重新打开数据集以获得完整报告。",
  },
  "csv/empty": { message: "{path} 没有数据行。", remedy: "检查文件是否正确。" },
  "csv/not-text": {
    message: "{path} 不是文本：第 {index} 位有一个零字节。",
    remedy: "把表格导出为 UTF-8 的 CSV。",
  },
  "csv/open-quote": {
    message: "{path}：第 {line} 行的引号没有闭合。",
    remedy: "将其闭合，或在单元格内把引号写两次。",
  },
  "csv/ragged": {
    message: "{path}：第 {line} 行有 {cells} 个单元格；第一行有 {wanted} 个。",
    remedy: "让每一行的单元格数相同。",
  },
  "csv/not-a-number": {
    message: "{path}：第 {line} 行 {column} 列的“{cell}”不是数。",
    remedy: "用小数点书写数字，填满空单元格，或用 ?label=NAME 指明标签列。",
  },
  "csv/unknown-column": {
    message: "{path} 没有列“{column}”；它的列有 {known}。",
    remedy: "用 ?label=NAME 指定其中之一，或用 ?label=INDEX 从 0 数起。",
  },
  "csv/no-features": {
    message: "{path} 只有标签列，没有其他列。",
    remedy: "检查分隔符；可用 ?separator=semicolon 或 tab 设定。",
  },
  "csv/shape": {
    message: "{path}：{columns} 个数值列无法组成 {shape} 的图像（需要 {wanted} 个值）。",
    remedy: "更正 ?shape=CxHxW，或去掉它以读取向量。",
  },
  "csv/pixel-range": {
    message: "{path}：第 {line} 行 {column} 列的 {cell} 不是像素；像素为 0 到 255，或 0 到 1。",
    remedy: "缩放这些值，或去掉形状以读取向量。",
  },
  "csv/more": {
    message: "{path}：另有 {count} 行有错误。",
    remedy: "先更正前面的；其余的可能有同样的错误。",
  },
};
