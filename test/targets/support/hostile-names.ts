/** Names and texts that would be code, or break it, if they were not kept out of it. */
import { createRandom } from "../../../engine/tensor/random.ts";

const KEYWORDS =
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type print exec eval open self cls super nn torch F range list i __import__ __builtins__".split(
    " ",
  );
const MODULE =
  "forward training parameters buffers modules children train eval to half float double cuda cpu state_dict load_state_dict add_module register_buffer named_parameters apply type keys items values pop update clear append extend NAMES names __init__ __class__ __call__ _modules _parameters dump_patches T_destination".split(
    " ",
  );
const SCRIPTS = [
  "слой",
  "层",
  "レイヤー",
  "طبقة",
  "１２",
  "ﬁlter",
  "µ",
  "K",
  "é",
  "é",
  "a-b",
  "0",
  "007",
  "1e5",
  "-",
  "_",
  "__",
  "a__b",
  "x",
  "y",
  "a.b.c",
  "features.0",
  "0.0",
  "weight",
  "bias",
  "a.weight",
  "conv1.conv1",
];

/** Allowed as names of nodes: letters and digits of any script, `_`, `-`, dots between. */
export function nodeNames(count: number): readonly string[] {
  const fixed = [...KEYWORDS, ...MODULE, ...SCRIPTS, ...KEYWORDS.map((word) => `${word}.${word}`)];
  const random = createRandom(5, "names");
  const alphabet = [..."abcXYZ019_-.éλЖ中あ한ǅªⅣ"];
  const drawn = Array.from({ length: count }, () => {
    const length = 1 + random.int(12);
    return Array.from({ length }, () => alphabet[random.int(alphabet.length)]).join("");
  });
  const isAllowed = (name: string): boolean => /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$/u.test(name);
  return [...new Set([...fixed, ...drawn])]
    .filter((name) => isAllowed(name) && name !== "__proto__")
    .slice(0, count);
}

/** Allowed as titles and summaries: anything. */
export function texts(count: number): readonly string[] {
  const fixed = [
    '"""',
    "'''",
    '"',
    "\\",
    "\\\\",
    '\\"""\nimport os\nos.system("x")\n"""',
    '"""\nraise SystemExit\n"""',
    "\n\nimport os",
    "\r\nimport os",
    "\u2028import os",
    "\u0085import os",
    "\fimport os",
    "\u0000",
    "\u202eimport os",
    "\\N{BULLET}",
    "\\x41\\u0041",
    "{0} {x} %s %(a)s",
    "# -*- coding: utf-7 -*-",
    "\ud800",
    "😀",
    "</script><script>alert(1)</script>",
    "| a | b |\n| --- | --- |",
    "[x](javascript:alert(1))",
    "`rm -rf /`",
    "=1+1",
    "",
    " ",
  ];
  const random = createRandom(6, "texts");
  const alphabet = [..."\"'\\\n\r\t{}()#;:=%$@`a0 \u0000\u2028é中😀"];
  const drawn = Array.from({ length: count }, () => {
    const length = 1 + random.int(30);
    return Array.from({ length }, () => alphabet[random.int(alphabet.length)]).join("");
  });
  return [...fixed, ...drawn].slice(0, count);
}
