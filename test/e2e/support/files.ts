/** Documents as they are saved: text in the browser's private file system. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

export const readStored = (page: Page, name: string): Promise<string> =>
  page.evaluate(async (file) => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle(file)).getFile()).text();
  }, name);

export const store = (page: Page, name: string, text: string): Promise<void> =>
  page.evaluate(
    async ([file, content]) => {
      const folder = await navigator.storage.getDirectory();
      const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
      await writable.write(content);
      await writable.close();
    },
    [name, text] as const,
  );

export const nameNextFile = (page: Page, name: string): Promise<void> =>
  page.evaluate((file) => {
    Reflect.set(window, "nextFile", file);
  }, name);

/** Saves the document in front under a name and gives back what was written, byte for byte. */
export async function saveAs(page: Page, name: string): Promise<string> {
  await nameNextFile(page, name);
  await page.keyboard.press("Control+Shift+s");
  const title = name.replace(/\.[a-z]+$/, "");
  await page.getByRole("tab", { name: title, exact: true }).waitFor();
  await expect.poll(() => readStored(page, name).then((text) => text.length)).toBeGreaterThan(0);
  return readStored(page, name);
}
