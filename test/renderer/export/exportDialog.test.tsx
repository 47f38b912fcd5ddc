// @vitest-environment jsdom
import { Blob as NodeBlob } from "node:buffer";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { stockMessages } from "../../../engine/targets/stock/messages.ts";
import { THEMES } from "../../../engine/targets/svg/theme.ts";
import { ok, problem } from "../../../engine/tensor/problem.ts";
import type { CheckReply, ExportReply } from "../../../engine/worker/values.ts";
import { ServicesProvider } from "../../../renderer/app/services.tsx";
import * as picture from "../../../renderer/canvas/picture/savePicture.ts";
import { ExportDialog } from "../../../renderer/export/ExportDialog.tsx";
import { FORMAT_GROUPS } from "../../../renderer/export/formats.ts";
import { TextsProvider } from "../../../renderer/i18n/TextsProvider.tsx";
import { TooltipProvider } from "../../../renderer/ui/Tooltip.tsx";
import { documentOf, graph, layer } from "../../document/builder.ts";
import { frozen } from "../../support/frozen.ts";
import { setUpServices } from "../app/setUp.tsx";
import { createFakeClient } from "../training/fakeClient.ts";

const document_ = documentOf(
  graph(
    [layer("input", "input"), layer("lrn", "localResponseNorm"), layer("output", "output")],
    "input>lrn lrn>output",
  ),
);
const lrn = problem(stockMessages, "stock/local-response-norm", { path: "lrn" }, { target: "Keras" });
const formats = FORMAT_GROUPS.flatMap((group) => group.formats);
const reply: ExportReply = {
  blob: new Blob(["model"]),
  mimeType: "application/octet-stream",
  ending: ".onnx",
  paths: ["model.onnx"],
  checkable: true,
};
const seen: CheckReply = {
  how: "runtime",
  by: "onnxruntime-web 1.30.0",
  inputs: 100,
  compared: "probabilities",
  largestDifference: 3.2e-7,
  tensors: 0,
  differing: 0,
  agrees: true,
};

beforeEach(() =>
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  ),
);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function openDialog(language: "en" | "zh" = "en", document = document_) {
  const { services, host, loader, initialTexts } = await setUpServices(language);
  const engine = createFakeClient();
  engine.answer("exportProblems", {
    tfjs: [],
    onnx: [],
    keras: [lrn],
    safetensors: [],
    pytorch: [],
    "keras-code": [],
    html: [],
    card: [],
    json: [],
    svg: [],
  });
  services.documents.open(document, { title: "My net" });
  const training = { ...services.training, loadRuns: async () => {}, openBackend: async () => true };
  services.dialogs.show({ type: "export", runId: null });
  render(
    <ServicesProvider services={{ ...services, engine, training }}>
      <TextsProvider loader={loader} initial={initialTexts} language={language}>
        <TooltipProvider>
          <ExportDialog runId={null} />
        </TooltipProvider>
      </TextsProvider>
    </ServicesProvider>,
  );
  return { engine, host, services };
}

test("shows every format with a line, and what a format cannot express before it exports", async () => {
  const { services } = await openDialog();
  expect(screen.getAllByRole("radio")).toHaveLength(formats.length);
  await screen.findByText("1 obstacle");
  fireEvent.click(screen.getByRole("radio", { name: /^Keras 3/ }));
  expect(screen.getByRole("alert").textContent).toContain(lrn.remedy);
  expect(screen.getByRole("button", { name: "Export" })).toHaveProperty("disabled", true);
  fireEvent.click(screen.getByRole("button", { name: "lrn" }));
  expect(services.dialogs.getState().dialog.type).toBe("none");
  expect([...(services.documents.active()?.selection.nodes ?? [])]).toEqual(["lrn"]);
});

test("writes with progress, saves under the document's name, and checks", async () => {
  const { engine, host } = await openDialog();
  const saved = vi.spyOn(host, "exportFile").mockResolvedValue(ok(true));
  engine.answer("exportNetwork", async () => {
    engine.tell({ type: "progress", task: "export", done: 40, total: 100 });
    await waitFor(() => expect(screen.getByRole("progressbar")).toHaveProperty("value", 0.4));
    return ok(reply);
  });
  engine.answer("checkExport", ok(seen));
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Export" })).toHaveProperty("disabled", false),
  );
  fireEvent.click(screen.getByRole("button", { name: "Export" }));
  fireEvent.click(await screen.findByRole("button", { name: "Check it" }));
  await screen.findByText(/onnxruntime-web 1\.30\.0 loaded it.*100 random inputs.*3\.2e-7/);
  expect(saved).toHaveBeenCalledWith("My-net.onnx", reply.mimeType, reply.blob);
});

test("draws the picture as PNG from the SVG of the engine", async () => {
  const drawn = vi.spyOn(picture, "pngOf").mockResolvedValue(Uint8Array.of(1, 2, 3));
  const { engine, host } = await openDialog();
  const saved = vi.spyOn(host, "exportFile").mockResolvedValue(ok(true));
  // jsdom's own cannot be read.
  const svg = new NodeBlob(["<svg/>"]) as unknown as Blob;
  engine.answer("exportNetwork", ok({ ...reply, blob: svg, ending: ".svg", checkable: false }));
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Export" })).toHaveProperty("disabled", false),
  );
  fireEvent.click(screen.getByRole("radio", { name: /^PNG/ }));
  fireEvent.click(screen.getByRole("button", { name: "Export" }));
  await screen.findByText(/My-net\.png is saved/);
  expect(drawn).toHaveBeenCalledWith("<svg/>");
  const [name, type, blob] = saved.mock.calls[0] ?? [];
  expect([name, type, blob instanceof Blob ? blob.size : 0]).toEqual(["My-net.png", "image/png", 3]);
  expect(engine.calls.find(({ method }) => method === "exportNetwork")?.args).toMatchObject({
    format: "svg",
  });
});

test("draws the network in the language of the window for the formats that hold a picture of it", async () => {
  const { engine, host } = await openDialog("zh");
  vi.spyOn(host, "exportFile").mockResolvedValue(ok(true));
  vi.spyOn(picture, "themeNow").mockReturnValue("dark");
  engine.answer("exportNetwork", ok(reply));
  const asked: (string | undefined)[] = [];
  for (const name of [/^SVG/, /^模型卡片/, /^ONNX/]) {
    await waitFor(() =>
      expect(screen.getByRole("button", { name: "导出" })).toHaveProperty("disabled", false),
    );
    fireEvent.click(screen.getByRole("radio", { name }));
    fireEvent.click(screen.getByRole("button", { name: "导出" }));
    fireEvent.click(await screen.findByRole("button", { name: "再次导出" }));
    const sent = engine.calls.filter(({ method }) => method === "exportNetwork").at(-1);
    asked.push((sent?.args as { readonly picture?: string } | undefined)?.picture);
  }
  const [svg, card, onnx] = asked;
  expect(svg).toContain("局部响应归一化");
  expect(svg).not.toContain("Local response");
  expect(svg).toContain(THEMES.dark.canvas);
  // A card is read on white pages.
  expect(card).toContain("局部响应归一化");
  expect(card).toContain(THEMES.light.canvas);
  expect(onnx).toBeUndefined();
});

test("says when the answers are too far apart, in Chinese too", async () => {
  const { engine } = await openDialog("zh");
  engine.answer("exportNetwork", ok(reply));
  engine.answer("checkExport", ok({ ...seen, largestDifference: 0.5, agrees: false }));
  await waitFor(() => expect(screen.getByRole("button", { name: "导出" })).toHaveProperty("disabled", false));
  fireEvent.click(screen.getByRole("button", { name: "导出" }));
  fireEvent.click(await screen.findByRole("button", { name: "检查" }));
  await screen.findByText(/概率.*5\.0e-1.*1e-4/);
});

test("tells a failure of the engine, and can be tried again", async () => {
  const { engine, services } = await openDialog();
  engine.answer("exportNetwork", () => Promise.reject(new Error("The engine was restarted.")));
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Export" })).toHaveProperty("disabled", false),
  );
  fireEvent.click(screen.getByRole("button", { name: "Export" }));
  await waitFor(() => expect(services.notices.getState().notices).toHaveLength(1));
  expect(screen.getByRole("button", { name: "Export" })).toHaveProperty("disabled", false);
});

test("cancels what is being written", async () => {
  const { engine } = await openDialog();
  let finish: (value: ReturnType<typeof ok<null>>) => void = () => {};
  engine.answer("exportNetwork", () => new Promise((resolve) => (finish = resolve)));
  engine.answer("cancelExport", async () => {
    finish(ok(null));
    return null;
  });
  await waitFor(() =>
    expect(screen.getByRole("button", { name: "Export" })).toHaveProperty("disabled", false),
  );
  fireEvent.click(screen.getByRole("button", { name: "Export" }));
  await screen.findByRole("progressbar");
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
  expect(engine.calls.map(({ method }) => method)).toContain("cancelExport");
});

test.each([
  ["en", "PyTorch project", "Frozen layers stay frozen there."],
  ["en", "ONNX", "The format has no way to say which layers are frozen."],
  ["zh", "TensorFlow.js LayersModel", "统计量仍会随批次变化"],
] as const)("says what becomes of frozen layers (%s, %s)", async (language, format, sentence) => {
  await openDialog(language, frozen(document_, ["lrn"]));
  fireEvent.click(screen.getByRole("radio", { name: new RegExp(`^${format}`) }));
  await screen.findByText(new RegExp(sentence));
});

test("and nothing of it where no layer is frozen", async () => {
  await openDialog();
  fireEvent.click(screen.getByRole("radio", { name: /^PyTorch project/ }));
  expect(screen.queryByText(/[Ff]rozen/)).toBeNull();
});
