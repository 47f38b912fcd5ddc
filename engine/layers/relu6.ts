import { activation } from "./elementwise.ts";

export const relu6 = activation({
  title: "ReLU6",
  summary:
    "min(max(0, x), 6): a ReLU with a ceiling. " +
    "The bounded range keeps precision when a network runs in few bits; MobileNet uses it.",
  params: {},
});
