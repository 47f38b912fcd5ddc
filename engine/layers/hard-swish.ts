import { activation } from "./elementwise.ts";

export const hardSwish = activation({
  title: "Hard Swish",
  summary:
    "x·min(max(x + 3, 0), 6)/6: swish with its sigmoid replaced by straight lines, which small processors compute cheaply. " +
    "MobileNetV3 introduced it.",
  params: {},
});
