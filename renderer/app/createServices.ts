/** Makes the services of a window and ties them together. */
import { newIds } from "../../engine/document/ids.ts";
import { serializeDocument } from "../../engine/document/serialize.ts";
import { createFolderHandles } from "../data/folderHandles.ts";
import { createEngineClient } from "../engine/client.ts";
import { createEvaluationStore } from "../evaluate/evaluationStore.ts";
import type { Catalogue } from "../gallery/catalogue.ts";
import type { HostApi } from "../host/HostApi.ts";
import { hostProblem } from "../host/messages.ts";
import type { TextLoader, Texts } from "../i18n/i18n.ts";
import { createLookStore } from "../inspect/lookStore.ts";
import { learnActions } from "../learn/learnActions.ts";
import { createLearnStore } from "../learn/learnStore.ts";
import { createAutosave } from "../state/autosave.ts";
import { createDialogStore } from "../state/dialogStore.ts";
import { createDocumentStore } from "../state/documentStore.ts";
import { createNoticeStore } from "../state/noticeStore.ts";
import type { UiStore } from "../state/uiStore.ts";
import { createTrainingStore } from "../training/trainingStore.ts";
import { createActionRegistry } from "./actions.ts";
import { appActions } from "./appActions.ts";
import { createFiles } from "./files.ts";
import type { Regions } from "./regions.ts";
import type { Services } from "./services.tsx";

export interface ServicesOptions {
  readonly host: HostApi;
  readonly ui: UiStore;
  readonly loader: TextLoader;
  readonly initialTexts: Texts;
  readonly catalogue: Catalogue;
  readonly regions: Regions;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function createServices(options: ServicesOptions): Services {
  const { host, ui, loader, initialTexts, catalogue, regions } = options;
  const newId = (): string => crypto.randomUUID();
  const documents = createDocumentStore({ newTabId: newId, ids: newIds({ int: randomInt }) });
  const notices = createNoticeStore(newId);
  const dialogs = createDialogStore();
  let texts = initialTexts;
  ui.subscribe(({ language }) => {
    if (language !== texts.language) {
      void loader.load(language).then((loaded) => {
        texts = loaded;
      });
    }
  });
  const learn = createLearnStore(documents);
  const files = createFiles({ host, documents, dialogs, notices, catalogue, learn, texts: () => texts });
  const actions = createActionRegistry((error) => {
    notices.show({ tone: "bad", content: { title: texts.t("app:failure.title"), detail: describe(error) } });
    console.error(error);
  });
  const autosave = createAutosave({
    documents,
    recovery: host.recovery,
    serialize: serializeDocument,
    now: Date.now,
    onError: (error) => notices.problem(hostProblem("host/no-recovery", { detail: describe(error) })),
  });
  addEventListener("visibilitychange", () => {
    if (document.hidden) void autosave.flush();
  });
  addEventListener("pagehide", () => void autosave.flush());

  // the desktop window grants no such handles; folders are chosen by its own dialog there
  const folders =
    host.kind === "browser" && "indexedDB" in globalThis
      ? createFolderHandles(indexedDB, window.showDirectoryPicker?.bind(window))
      : null;
  const engine = createEngineClient();
  const training = createTrainingStore({
    client: engine,
    newRunId: newId,
    backendChoice: () => ui.getState().backend,
    warn: (problem) => notices.problem(problem),
    folderAgain: (source) => folders?.again(source) ?? Promise.resolve(null),
    recovered: (reason, again) =>
      notices.show({
        tone: again ? "warning" : "bad",
        content: { title: texts.t(again ? "training:lost.again" : "training:lost.over"), detail: reason },
      }),
  });

  const look = createLookStore();
  const evaluation = createEvaluationStore(engine);
  const services: Services = {
    folders,
    look,
    evaluation,
    engine,
    training,
    learn,
    host,
    documents,
    ui,
    notices,
    dialogs,
    actions,
    files,
    catalogue,
    regions,
  };
  actions.register([...appActions(services), ...learnActions(learn, files)]);
  return services;
}

/** Ids need no seed: they only have to be new. */
function randomInt(bound: number): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word % bound;
}
