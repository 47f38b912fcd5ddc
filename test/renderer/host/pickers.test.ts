// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import { pickToSave } from "../../../renderer/host/browser/pickers.ts";

const pickerThat = (name: string): void => {
  Object.assign(window, {
    showSaveFilePicker: () => Promise.reject(new DOMException("no", name)),
  });
};
afterEach(() => void Reflect.deleteProperty(window, "showSaveFilePicker"));

test("a picker that a person closes ends the saving", async () => {
  pickerThat("AbortError");
  expect(await pickToSave("net.onnx", "application/octet-stream")).toBeNull();
});

test("work that outlived its click is downloaded instead", async () => {
  pickerThat("SecurityError");
  expect(await pickToSave("net.onnx", "application/octet-stream")).toBe("unsupported");
});

test("other failures are not swallowed", async () => {
  pickerThat("DataError");
  await expect(pickToSave("net.onnx", "application/octet-stream")).rejects.toThrow("no");
});
