// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { formatKeys, isTextField, matchesKeys, toAccelerator } from "../../../renderer/ui/keys.ts";

const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});

describe("matching", () => {
  it.each([
    ["Mod+S", press("s", { ctrlKey: true }), true],
    ["Mod+S", press("S", { ctrlKey: true }), true],
    ["Mod+S", press("s", { ctrlKey: true, shiftKey: true }), false],
    ["Mod+S", press("s"), false],
    ["Mod+S", press("s", { ctrlKey: true, metaKey: true }), false],
    ["Mod+Shift+Z", press("Z", { ctrlKey: true, shiftKey: true }), true],
    ["?", press("?", { shiftKey: true }), true],
    ["?", press("?", { ctrlKey: true, shiftKey: true }), false],
    ["Mod+,", press(",", { ctrlKey: true }), true],
    ["Shift+1", press("!", { code: "Digit1", shiftKey: true }), true],
    ["Shift+1", press("+", { code: "Digit1", shiftKey: true }), true],
    ["M", press("m"), true],
    ["M", press("m", { altKey: true }), false],
    ["Delete", press("Delete"), true],
    ["Alt+PageDown", press("PageDown", { altKey: true }), true],
  ])("%s with %o is %s", (keys, event, expected) => {
    expect(matchesKeys(keys, event, false)).toBe(expected);
  });

  it("means Command on a Mac", () => {
    expect(matchesKeys("Mod+S", press("s", { metaKey: true }), true)).toBe(true);
    expect(matchesKeys("Mod+S", press("s", { ctrlKey: true }), true)).toBe(false);
  });
});

it("prints keys as they are labelled", () => {
  expect(formatKeys("Mod+Shift+Z", false)).toBe("Ctrl Shift Z");
  expect(formatKeys("Mod+Shift+Z", true)).toBe("⌘⇧Z");
  expect(toAccelerator("Mod+Shift+Z")).toBe("CmdOrCtrl+Shift+Z");
});

it("knows where keys mean text", () => {
  const make = (html: string): Element | null => {
    document.body.innerHTML = html;
    return document.body.firstElementChild;
  };
  for (const html of ["<input>", '<input type="search">', "<textarea></textarea>"]) {
    expect(isTextField(make(html))).toBe(true);
  }
  for (const html of ['<input type="checkbox">', "<button>x</button>", "<div></div>"]) {
    expect(isTextField(make(html))).toBe(false);
  }
});
