import { activation } from "./elementwise.ts";

export const relu = activation({
  title: "ReLU",
  summary:
    "max(0, x): keeps what is positive and cuts the rest to zero. " +
    "It is cheap and its gradient does not fade for positive values, which made deep networks trainable; a unit that is never positive stops learning.",
  params: {},
});
