// @vitest-environment jsdom
import { cleanup, fireEvent, render } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { NumberField } from "../../../renderer/ui/NumberField.tsx";
import type { NumberText } from "../../../renderer/ui/numberText.ts";
import { PairField } from "../../../renderer/ui/PairField.tsx";
import { Splitter } from "../../../renderer/ui/Splitter.tsx";
import { TooltipProvider } from "../../../renderer/ui/Tooltip.tsx";

beforeAll(() => {
  Element.prototype.setPointerCapture = () => undefined;
});
afterEach(cleanup);

interface Change {
  readonly value: NumberText;
  readonly gesture: string;
}

function NumberHarness({
  start,
  changes,
  expressions,
}: {
  start: NumberText;
  changes: Change[];
  expressions?: boolean;
}) {
  const [value, setValue] = useState(start);
  const onChange = (next: NumberText, gesture: string): void => {
    changes.push({ value: next, gesture });
    setValue(next);
  };
  return (
    <NumberField
      label="Filters"
      value={value}
      onChange={onChange}
      min={1}
      max={64}
      expressions={expressions ?? false}
    />
  );
}
function numberField(start: NumberText, expressions = false) {
  const changes: Change[] = [];
  const screen = render(<NumberHarness start={start} changes={changes} expressions={expressions} />);
  const input = screen.getByRole("spinbutton", { name: "Filters" });
  fireEvent.focus(input);
  return { screen, input, changes, shown: () => (input as HTMLInputElement).value };
}
const type = (input: Element, text: string) => fireEvent.change(input, { target: { value: text } });

describe("a number field", () => {
  it("reports each valid value while one types, as one gesture, and never an invalid one", () => {
    const { input, changes, shown } = numberField(8);
    for (const text of ["", "1", "12", "120"]) type(input, text);
    expect(changes.map(({ value }) => value)).toEqual([1, 12]);
    expect(new Set(changes.map(({ gesture }) => gesture)).size).toBe(1);
    expect(input.getAttribute("aria-invalid")).toBe("true");
    fireEvent.blur(input);
    expect(shown()).toBe("12");
    expect(input.getAttribute("aria-invalid")).toBe("false");
  });

  it("goes back to where it began with Escape", () => {
    const { input, changes, shown } = numberField(8);
    type(input, "9");
    fireEvent.keyDown(input, { key: "Escape" });
    expect(shown()).toBe("8");
    expect(changes.at(-1)?.value).toBe(8);
  });

  it("steps by the arrow keys, ten at a time with Shift, within its limits", () => {
    const { input, shown } = numberField(8);
    fireEvent.keyDown(input, { key: "ArrowUp" });
    expect(shown()).toBe("9");
    fireEvent.keyDown(input, { key: "ArrowDown", shiftKey: true });
    expect(shown()).toBe("1");
    expect(input.getAttribute("aria-valuenow")).toBe("1");
  });

  it("begins a new undo step after Enter", () => {
    const { input, changes } = numberField(8);
    type(input, "9");
    fireEvent.keyDown(input, { key: "Enter" });
    type(input, "10");
    expect(new Set(changes.map(({ gesture }) => gesture)).size).toBe(2);
  });

  it("takes expressions where it may, and has no stepper for them", () => {
    const { screen, input, changes } = numberField("=channels", true);
    expect(screen.container.querySelector("[data-step]")).toBeNull();
    type(input, "=channels * 2");
    expect(changes.at(-1)?.value).toBe("=channels * 2");
    fireEvent.keyDown(input, { key: "ArrowUp" });
    expect(changes).toHaveLength(1);
  });

  it("steps with a press on its stepper, and follows a drag as one gesture", () => {
    const { screen, changes } = numberField(8);
    const up = screen.container.querySelector('[data-step="1"]');
    const stepper = up?.parentElement;
    if (up === null || stepper === null || stepper === undefined) throw new Error("no stepper");
    vi.useFakeTimers();
    fireEvent.pointerDown(up, { button: 0, clientY: 100 });
    fireEvent.pointerMove(stepper, { clientY: 80 });
    fireEvent.pointerUp(stepper);
    vi.useRealTimers();
    expect(changes.map(({ value }) => value)).toEqual([9, 13]);
    expect(new Set(changes.map(({ gesture }) => gesture)).size).toBe(1);
  });
});

type Pair = readonly [NumberText, NumberText];
function PairHarness({ start, changes }: { readonly start: Pair; readonly changes: Pair[] }) {
  const [value, setValue] = useState(start);
  const onChange = (next: Pair): void => {
    changes.push(next);
    setValue(next);
  };
  return (
    <TooltipProvider>
      <PairField
        value={value}
        onChange={onChange}
        min={1}
        max={9}
        labels={["Height", "Width"]}
        linkLabel="Link"
      />
    </TooltipProvider>
  );
}

describe("a pair field", () => {
  const pairField = (start: Pair) => {
    const changes: Pair[] = [];
    return { screen: render(<PairHarness start={start} changes={changes} />), changes };
  };

  it("moves both while they are linked, and one after they are not", () => {
    const { screen, changes } = pairField([3, 3]);
    const [height, width] = [
      screen.getByRole("spinbutton", { name: "Height" }),
      screen.getByRole("spinbutton", { name: "Width" }),
    ];
    type(height, "5");
    expect(changes.at(-1)).toEqual([5, 5]);
    fireEvent.click(screen.getByRole("button", { name: "Link" }));
    type(width, "7");
    expect(changes.at(-1)).toEqual([5, 7]);
  });

  it("starts unlinked where the two differ, and becomes equal when linked", () => {
    const { screen, changes } = pairField([3, 5]);
    const link = screen.getByRole("button", { name: "Link" });
    expect(link.getAttribute("aria-pressed")).toBe("false");
    fireEvent.click(link);
    expect(changes.at(-1)).toEqual([3, 3]);
    expect(link.getAttribute("aria-pressed")).toBe("true");
  });
});

it("a splitter moves by pointer and arrow keys within its limits, and resets by a double click", () => {
  const sizes: number[] = [];
  const reset = vi.fn();
  const screen = render(
    <Splitter
      label="Width"
      orientation="vertical"
      size={220}
      min={160}
      max={400}
      panelAfter
      onChange={(size) => sizes.push(size)}
      onReset={reset}
    />,
  );
  const line = screen.getByRole("separator", { name: "Width" });
  fireEvent.keyDown(line, { key: "ArrowLeft" }); // the panel lies to the right: it grows
  fireEvent.keyDown(line, { key: "End" });
  fireEvent.keyDown(line, { key: "a" });
  fireEvent.pointerDown(line, { button: 0, clientX: 500 });
  fireEvent.pointerMove(line, { clientX: 900 });
  fireEvent.pointerUp(line);
  fireEvent.pointerMove(line, { clientX: 100 });
  expect(sizes).toEqual([236, 400, 160]);
  fireEvent.doubleClick(line);
  expect(reset).toHaveBeenCalledOnce();
});
