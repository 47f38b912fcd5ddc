import { activation } from "./elementwise.ts";

export const hardSigmoid = activation({
  title: "Hard Sigmoid",
  summary:
    "min(max(x + 3, 0), 6)/6: three straight lines in place of the sigmoid, from 0 at -3 to 1 at 3. " +
    "It serves as the gate in MobileNetV3's squeeze-and-excitation.",
  params: {},
});
