/** Ties requests and messages of the interface to what answers them. Every sender is checked first. */
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from "electron";
import { channel, MESSAGES, type MessageName, REQUESTS } from "./contract.ts";
import type { Owner } from "./files/recovery.ts";
import { BadMessage } from "./messages.ts";
import type { RequestHandler } from "./requests.ts";
import { isOwnFrame } from "./security/policy.ts";

export type MessageHandlers = Readonly<Record<MessageName, (owner: Owner, args: readonly unknown[]) => void>>;

const isOwn = (event: IpcMainEvent | IpcMainInvokeEvent): boolean => isOwnFrame(event.senderFrame);

export function handleMessages(
  requests: Readonly<Record<(typeof REQUESTS)[number], RequestHandler>>,
  messages: MessageHandlers,
): void {
  for (const name of REQUESTS) {
    ipcMain.handle(channel(name), async (event, ...args: unknown[]) => {
      if (!isOwn(event)) throw new BadMessage("Only the editor's own page may ask.");
      return requests[name](event.sender.id, args);
    });
  }
  for (const name of MESSAGES) {
    ipcMain.on(channel(name), (event, ...args: unknown[]) => {
      if (isOwn(event)) messages[name](event.sender.id, args);
    });
  }
}
