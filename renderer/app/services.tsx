/** What every part of the interface may reach: made once in `main.tsx`, handed down by context, replaced in tests. */
import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { Analysis } from "../../engine/analysis/types.ts";
import type { FolderHandles } from "../data/folderHandles.ts";
import type { EngineClient } from "../engine/client.ts";
import type { EvaluationStore } from "../evaluate/evaluationStore.ts";
import type { Catalogue } from "../gallery/catalogue.ts";
import type { HostApi } from "../host/HostApi.ts";
import type { LookStore } from "../inspect/lookStore.ts";
import type { LearnStore } from "../learn/learnStore.ts";
import type { DialogStore } from "../state/dialogStore.ts";
import type { DocumentStore, DocumentsState } from "../state/documentStore.ts";
import type { NoticeStore } from "../state/noticeStore.ts";
import type { OpenDocument } from "../state/types.ts";
import type { UiSettings } from "../state/uiSettings.ts";
import type { UiStore } from "../state/uiStore.ts";
import type { TrainingStore } from "../training/trainingStore.ts";
import type { ActionRegistry, ActionsState } from "./actions.ts";
import type { Files } from "./files.ts";
import type { Regions } from "./regions.ts";

export interface Services {
  readonly host: HostApi;
  readonly documents: DocumentStore;
  readonly ui: UiStore;
  readonly notices: NoticeStore;
  readonly dialogs: DialogStore;
  readonly actions: ActionRegistry;
  readonly files: Files;
  readonly catalogue: Catalogue;
  readonly regions: Regions;
  /** `null` where folders are chosen by an input alone. */
  readonly folders: FolderHandles | null;
  readonly engine: EngineClient;
  readonly training: TrainingStore;
  readonly learn: LearnStore;
  readonly look: LookStore;
  readonly evaluation: EvaluationStore;
}

const ServicesContext = createContext<Services | null>(null);

export const ServicesProvider = ({
  services,
  children,
}: {
  readonly services: Services;
  readonly children: ReactNode;
}) => <ServicesContext.Provider value={services}>{children}</ServicesContext.Provider>;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error("useServices needs a ServicesProvider");
  return services;
}

export const useDocuments = <T,>(select: (state: DocumentsState) => T): T =>
  useStore(useServices().documents, select);

/** Something of the document in front; `null` when the gallery is. */
export function useActive<T>(select: (tab: OpenDocument) => T): T | null {
  return useDocuments(({ tabs, activeId }) => {
    const tab = tabs.find((candidate) => candidate.id === activeId);
    return tab === undefined ? null : select(tab);
  });
}

export const useUi = <T,>(select: (settings: UiSettings) => T): T => useStore(useServices().ui, select);
export const useActions = <T,>(select: (state: ActionsState) => T): T =>
  useStore(useServices().actions, select);

/** Everything derived from the document in front. Computed once for each change, shared by all who ask. */
export function useAnalysis<T>(select: (analysis: Analysis) => T): T | null {
  const { documents } = useServices();
  return useActive((tab) => select(documents.analysis(tab)));
}
