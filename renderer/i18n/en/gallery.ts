export const gallery = {
  greeting: "Draw a network, see every shape, train it here.",
  newDocument: "Empty canvas",
  newDetail: "Start from nothing",
  open: "Open a file…",
  openDetail: "Or drag one into the window",
  recent: "Recent",
  noRecent: "Documents that you open or save will be listed here.",
  forget: "Remove {{name}} from the list",
  facts: {
    input: "Input",
    parameters: "Parameters",
    macs: "MACs",
  },
  groups: {
    small: { title: "Small networks", detail: "Train within minutes on the machine in front of you." },
    classic: { title: "Classic networks", detail: "As the papers and the book draw them, at full size." },
    torchvision: {
      title: "As in torchvision",
      detail: "Layer for layer and name for name, so that its weights fit.",
    },
  },
} as const;
