/** What a person can do with lessons from anywhere. */
import type { Action } from "../app/actions.ts";
import type { Files } from "../app/files.ts";
import type { LearnStore } from "./learnStore.ts";

export const learnActions = (learn: LearnStore, files: Files): readonly Action[] => [
  {
    id: "help.learn",
    title: "learn:actions.learn",
    group: "help",
    keys: ["F1"],
    everywhere: true,
    run: () => learn.open({ type: "index" }),
  },
  {
    id: "help.glossary",
    title: "learn:actions.glossary",
    group: "help",
    run: () => learn.open({ type: "glossary" }),
  },
  {
    id: "help.tour",
    title: "learn:actions.tour",
    group: "help",
    run: () => {
      learn.close();
      learn.goTo(0);
    },
  },
  { id: "help.openLesson", title: "learn:actions.openFile", group: "help", run: files.openDialog },
];
