export const files = {
  saved: "Saved {{name}}.",
  downloaded: "Downloaded {{name}}. This browser cannot write into files, so every save is a new download.",
  close: {
    title: "Save the changes to {{title}}?",
    detail: "Without saving, the changes since the last save are lost.",
    save: "Save",
    discard: "Do not save",
  },
  changed: {
    title: "{{name}} was changed by another program",
    clean: "The file on disk is newer than what is open here.",
    dirty: "The file on disk is newer than what is open here, and there are unsaved changes here as well.",
    reload: "Load the file",
    keep: "Keep what is open",
    overwrite: "Overwrite the file",
    saveAs: "Save under another name",
  },
  failed: {
    title: "{{name}} cannot be opened",
    more_one: "and {{count}} more problem",
    more_other: "and {{count}} more problems",
  },
  drop: "Drop a document here to open it",
  recovered: {
    title: "Unsaved work was found",
    detail: "Layerloom ended before these documents were saved.",
    restore: "Restore",
    restoreAll: "Restore all",
    discard: "Discard",
    discardSure: "Discard for good",
    at: "Last edit {{time}}",
  },
} as const;
