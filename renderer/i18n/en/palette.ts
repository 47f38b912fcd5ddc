export const palette = {
  title: "Layers and blocks",
  search: "Search layers",
  clear: "Clear the search",
  list: "What can be added",
  hint: "Drag it to the canvas, or click to add it after the selection.",
  nothing: "Nothing called “{{query}}”",
  nothingDetail: "Try another name, for example linear, batch or residual.",
  removeOwn: "Remove {{title}} from your blocks",
  focusSearch: "Search layers",
  sections: {
    ports: "Block ports",
    document: "Blocks of this document",
    own: "Your blocks",
    templates: "Blocks",
  },
} as const;
