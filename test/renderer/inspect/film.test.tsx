// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ok } from "../../../engine/tensor/problem.ts";
import { type Services, ServicesProvider } from "../../../renderer/app/services.tsx";
import { TextsProvider } from "../../../renderer/i18n/TextsProvider.tsx";
import { FilmButton } from "../../../renderer/inspect/FilmButton.tsx";
import { createLookStore } from "../../../renderer/inspect/lookStore.ts";
import { setUpServices } from "../app/setUp.tsx";
import { createFakeClient } from "../training/fakeClient.ts";

/** A camera with one track, as much of it as is used. */
function fakeStream() {
  const track = Object.assign(new EventTarget(), { stop: vi.fn() });
  return { track, stream: { getTracks: () => [track] } };
}
function devices(getUserMedia: (() => Promise<unknown>) | undefined): void {
  const mediaDevices = getUserMedia === undefined ? undefined : { getUserMedia };
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { mediaDevices }));
}

beforeEach(() => {
  vi.spyOn(HTMLVideoElement.prototype, "videoWidth", "get").mockReturnValue(640);
  vi.spyOn(HTMLVideoElement.prototype, "videoHeight", "get").mockReturnValue(480);
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      getContext = () => ({ drawImage() {} });
      convertToBlob = async () => new Blob(["picture"], { type: "image/png" });
    },
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function show() {
  const { services, loader, initialTexts } = await setUpServices("en");
  const [engine, look] = [createFakeClient(), createLookStore()];
  engine.answer("readImage", async () => ok(new Float32Array(28 * 28)));
  const { unmount } = render(
    <ServicesProvider services={{ ...services, engine, look } as Services}>
      <TextsProvider loader={loader} initial={initialTexts} language="en">
        <FilmButton shape={[1, 28, 28]} />
      </TextsProvider>
    </ServicesProvider>,
  );
  return { engine, look, unmount };
}
const press = (name: string): boolean => fireEvent.click(screen.getByRole("button", { name }));

it("opens the camera on a press only, takes picture after picture, and lets it go with the panel", async () => {
  const { stream, track } = fakeStream();
  const asked = vi.fn(async () => stream);
  devices(asked);
  const { engine, look, unmount } = await show();
  expect(asked).not.toHaveBeenCalled();
  press("Film");
  await waitFor(() => expect(look.getState().version).toBeGreaterThanOrEqual(2), { timeout: 3000 });
  expect(engine.calls[0]).toMatchObject({ method: "readImage", args: { shape: [1, 28, 28] } });
  expect(track.stop).not.toHaveBeenCalled();
  unmount();
  expect(track.stop).toHaveBeenCalledTimes(1);
  const { version } = look.getState();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(look.getState().version).toBe(version);
});

it("stops on a press with the last picture left, and when another sample is taken", async () => {
  const [first, second] = [fakeStream(), fakeStream()];
  const streams = [first.stream, second.stream];
  devices(async () => streams.shift());
  const { look } = await show();
  press("Film");
  await waitFor(() => expect(look.getState().sample).not.toBeNull());
  press("Stop filming");
  expect(first.track.stop).toHaveBeenCalled();
  expect(look.getState().sample).toHaveProperty("pixels");
  const { version } = look.getState();
  press("Film");
  await waitFor(() => expect(look.getState().version).toBeGreaterThan(version));
  look.choose({ part: "test", index: 3 });
  await screen.findByRole("button", { name: "Film" });
  expect(second.track.stop).toHaveBeenCalled();
  expect(look.getState().sample).toEqual({ part: "test", index: 3 });
});

it("lets a camera go that opens after the panel was left", async () => {
  const { stream, track } = fakeStream();
  let give: (stream: unknown) => void = () => {};
  devices(
    () =>
      new Promise((resolve) => {
        give = resolve;
      }),
  );
  const { unmount } = await show();
  press("Film");
  unmount();
  give(stream);
  await waitFor(() => expect(track.stop).toHaveBeenCalledTimes(1));
});

it.each([
  ["NotAllowedError", /may not be used here/],
  ["NotFoundError", /No camera was found/],
  ["NotReadableError", /another program/],
  ["UnknownError", /could not be opened: why/],
])("says what to do after %s", async (name, sentence) => {
  devices(() => Promise.reject(new DOMException("why", name)));
  await show();
  press("Film");
  expect((await screen.findByRole("alert")).textContent).toMatch(sentence);
  expect(screen.getByRole("button", { name: "Film" })).toHaveProperty("disabled", false);
});

it("says so where the page gets no camera at all, and when one is unplugged", async () => {
  devices(undefined);
  await show();
  press("Film");
  expect((await screen.findByRole("alert")).textContent).toMatch(/unsafe connection/);
  const { stream, track } = fakeStream();
  devices(async () => stream);
  press("Film");
  await screen.findByLabelText("Picture of the camera");
  expect(screen.queryByRole("alert")).toBeNull();
  track.dispatchEvent(new Event("ended"));
  expect((await screen.findByRole("alert")).textContent).toMatch(/disconnected/);
  await screen.findByRole("button", { name: "Film" });
});
