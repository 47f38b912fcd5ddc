// @vitest-environment jsdom
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { type Services, ServicesProvider } from "../../../renderer/app/services.tsx";
import { createLookStore, type SeenNode } from "../../../renderer/inspect/lookStore.ts";
import { useSeen } from "../../../renderer/inspect/useSeen.ts";

afterEach(cleanup);

interface NodeProps {
  readonly id: string;
  readonly draws: Map<string, number>;
}

function Node({ id, draws }: NodeProps) {
  draws.set(id, (draws.get(id) ?? 0) + 1);
  return useSeen(id)?.path ?? "";
}

it("draws a node anew only when what it makes of the sample has come, changed or gone", () => {
  const look = createLookStore();
  const draws = new Map<string, number>();
  const nodes = Array.from({ length: 1000 }, (_, index) => `node${index}`);
  const { container } = render(
    <ServicesProvider services={{ look } as unknown as Services}>
      {nodes.map((id) => (
        <Node key={id} id={id} draws={draws} />
      ))}
    </ServicesProvider>,
  );
  const all = (): number => [...draws.values()].reduce((sum, count) => sum + count, 0);
  // Thumbnails are off: samples and runs come and go.
  act(() => look.choose({ part: "test", index: 3 }));
  act(() => look.chooseRun("first"));
  act(() => look.setSeen(null));
  expect(all()).toBe(1000);

  const seen: SeenNode = { path: "conv1", shape: [1, 2, 2], values: new Float32Array(4) };
  act(() => look.setSeen(new Map([["node7", seen]])));
  expect([all(), container.textContent]).toEqual([1001, "conv1"]);
  act(() => look.choose({ part: "test", index: 4 }));
  expect(all()).toBe(1001);
  act(() => look.setSeen(null));
  expect([all(), container.textContent]).toEqual([1002, ""]);
});
