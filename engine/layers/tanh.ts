import { activation } from "./elementwise.ts";

export const tanh = activation({
  title: "Tanh",
  summary:
    "The hyperbolic tangent: squeezes every number into the range from -1 to 1, around zero. " +
    "Like the sigmoid it saturates, so that gradients fade where values are large.",
  params: {},
});
