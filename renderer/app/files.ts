/** Opening, saving and closing documents: the one place where documents meet files. */
import { createDocument } from "../../engine/document/create.ts";
import { parseDocument } from "../../engine/document/parse.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import type { GraphDocument } from "../../engine/document/types.ts";
import { LESSON_FORMAT, parseLesson } from "../../engine/learn/lesson/read.ts";
import type { Result } from "../../engine/tensor/problem.ts";
import type { Catalogue } from "../gallery/catalogue.ts";
import { FILE_ENDING, titleOfFile } from "../host/fileNames.ts";
import type { HostApi, OpenedFile, RecoveryEntry } from "../host/HostApi.ts";
import type { Texts } from "../i18n/i18n.ts";
import type { LearnStore } from "../learn/learnStore.ts";
import type { DialogStore } from "../state/dialogStore.ts";
import type { DocumentStore } from "../state/documentStore.ts";
import type { NoticeStore } from "../state/noticeStore.ts";
import { isDirty, type OpenDocument, type TabId } from "../state/types.ts";

export interface Files {
  newDocument(): void;
  /** A template: not dirty until it is edited, and held by no file. */
  openTemplate(id: string): Promise<void>;
  openDialog(): Promise<void>;
  openRecent(token: string, name: string): Promise<void>;
  openDropped(items: readonly DataTransferItem[]): Promise<void>;
  openResult(opened: Result<OpenedFile>): void;
  restore(id: string): Promise<void>;
  /** Whether the document is saved now. Without an id the one in front. */
  save(id?: TabId, options?: { readonly overwrite?: boolean }): Promise<boolean>;
  saveAs(id?: TabId): Promise<boolean>;
  /** Asks first when changes would be lost; whether the tab is closed now. */
  close(id: TabId): Promise<boolean>;
  /** Before the window closes: asks for every document with unsaved changes. */
  mayCloseAll(): Promise<boolean>;
  /** Takes the file's version, as an undoable step. */
  reload(id: TabId): Promise<void>;
  /** Another program changed the file; the window asks what to do when the document is in front. */
  noticeChange(id: TabId): void;
}

export interface FilesPorts {
  readonly host: HostApi;
  readonly documents: DocumentStore;
  readonly dialogs: DialogStore;
  readonly notices: NoticeStore;
  readonly catalogue: Catalogue;
  readonly learn: LearnStore;
  readonly texts: () => Texts;
}

export function createFiles(ports: FilesPorts): Files {
  const { host, documents, dialogs, notices, catalogue, learn } = ports;
  const tabOf = (id: TabId | undefined): OpenDocument | null =>
    id === undefined ? documents.active() : documents.tab(id);

  const openLesson = ({ file, text }: OpenedFile): void => {
    const lesson = parseLesson(text);
    if (lesson.ok) learn.open({ type: "file", lesson: lesson.value });
    else dialogs.show({ type: "failed", name: file.name, problems: lesson.problems });
  };
  const openText = (opened: OpenedFile): void => {
    const { file, text } = opened;
    if (isLesson(text)) {
      openLesson(opened);
      return;
    }
    const already = documents.getState().tabs.find((tab) => tab.file?.token === file.token);
    if (already !== undefined) {
      documents.activate(already.id);
      return;
    }
    const parsed = parseDocument(text);
    if (!parsed.ok) {
      dialogs.show({ type: "failed", name: file.name, problems: parsed.problems });
      return;
    }
    for (const warning of parsed.warnings ?? []) notices.problem(warning);
    documents.open(parsed.value, { title: titleOfFile(file.name), file });
  };
  const openResult = (opened: Result<OpenedFile> | null, name = ""): void => {
    if (opened === null) return;
    if (opened.ok) openText(opened.value);
    else dialogs.show({ type: "failed", name, problems: opened.problems });
  };

  const saved = (
    tab: OpenDocument,
    document: GraphDocument,
    result: Awaited<ReturnType<HostApi["save"]>>,
  ): boolean => {
    if (!result.ok) {
      if (result.problems.some(({ code }) => code === "host/changed-on-disk")) {
        dialogs.show({ type: "changed", tab: tab.id });
      } else for (const problem of result.problems) notices.problem(problem);
      return false;
    }
    documents.markSaved(tab.id, document, result.value, titleOfFile(result.value.name));
    const { t } = ports.texts();
    const key = result.value.writable ? "files:saved" : "files:downloaded";
    notices.show({ tone: "good", content: { title: t(key, { name: result.value.name }) } });
    return true;
  };

  const saveAs = async (id?: TabId): Promise<boolean> => {
    const tab = tabOf(id);
    if (tab === null) return false;
    const document = tab.history.present;
    const name = tab.file?.name ?? `${tab.title}${FILE_ENDING}`;
    const result = await host.saveAs(name, serializeDocument(document));
    return result !== null && saved(tab, document, result);
  };
  const save: Files["save"] = async (id, { overwrite = false } = {}) => {
    const tab = tabOf(id);
    if (tab === null) return false;
    if (tab.file === null) return saveAs(tab.id);
    const document = tab.history.present;
    return saved(tab, document, await host.save(tab.file, serializeDocument(document), overwrite));
  };

  const askToClose = async (tab: OpenDocument): Promise<boolean> => {
    if (!isDirty(tab)) return true;
    documents.activate(tab.id);
    const answer = await new Promise<"save" | "discard" | "cancel">((resolve) => {
      dialogs.show({ type: "close", tab: tab.id, answer: resolve });
    });
    dialogs.hide();
    return answer === "save" ? save(tab.id) : answer === "discard";
  };

  const openRestored = (entry: RecoveryEntry): void => {
    const parsed = parseDocument(entry.text);
    if (!parsed.ok) {
      dialogs.show({ type: "failed", name: entry.title, problems: parsed.problems });
      return;
    }
    documents.open(parsed.value, {
      title: entry.title,
      unsaved: true,
      id: entry.id,
      ...(entry.file === null ? {} : { file: entry.file }),
    });
  };

  return {
    newDocument() {
      const title = freeTitle(documents, ports.texts().t("app:untitled"));
      documents.open(createDocument({ title }), { title });
    },
    async openTemplate(id) {
      const template = await catalogue.load(id);
      if (template.ok) {
        const { about } = template.value;
        const words = ports.texts().engine.template(id, about);
        documents.open({ ...template.value, about: { ...about, ...words } }, { title: words.title });
      } else dialogs.show({ type: "failed", name: id, problems: template.problems });
    },
    openDialog: async () => openResult(await host.openFile()),
    openRecent: async (token, name) => openResult(await host.openRecent(token), name),
    async openDropped(items) {
      // The items are only readable until the first wait, so all are asked for at once.
      const opened = items.filter(({ kind }) => kind === "file").map((item) => host.openDropped(item));
      for (const result of await Promise.all(opened)) openResult(result);
    },
    openResult,
    async restore(id) {
      const entry = await host.recovery.claim(id);
      if (entry !== null) openRestored(entry);
    },
    save,
    saveAs,
    async close(id) {
      const tab = documents.tab(id);
      if (tab === null || !(await askToClose(tab))) return false;
      documents.close(id);
      return true;
    },
    async mayCloseAll() {
      for (const tab of documents.getState().tabs) if (!(await askToClose(tab))) return false;
      return true;
    },
    async reload(id) {
      const file = documents.tab(id)?.file;
      if (file === null || file === undefined) return;
      const opened = await host.reread(file);
      const parsed = opened.ok ? parseDocument(opened.value.text) : opened;
      if (parsed.ok) documents.replace(id, parsed.value, "Load from disk");
      else dialogs.show({ type: "failed", name: file.name, problems: parsed.problems });
    },
    noticeChange: (id) => documents.markChangedOnDisk(id, true),
  };
}

/** Lessons come through the same doors as documents. */
const isLesson = (text: string): boolean =>
  new RegExp(`"format"\\s*:\\s*"${LESSON_FORMAT}"`).test(text.slice(0, 1000));

/** `Untitled`, `Untitled 2`, ... */
function freeTitle(documents: DocumentStore, base: string): string {
  const taken = new Set(documents.getState().tabs.map((tab) => tab.title));
  for (let count = 1; ; count++) {
    const title = count === 1 ? base : `${base} ${count}`;
    if (!taken.has(title)) return title;
  }
}
