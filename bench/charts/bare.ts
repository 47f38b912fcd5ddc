/** uPlot alone, given every point: what drawing costs without any thinning. */
import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import { BATCH, columns, EVERY_MS, points, ready } from "./feed.ts";

const root = document.getElementById("root");
const { step, loss } = columns(1, points());
const x = [...step];
const y = [...loss];
if (root !== null) {
  const size = { width: innerWidth / 2, height: innerHeight - 40 };
  const plot = new uPlot(
    { ...size, scales: { x: { time: false } }, series: [{}, { stroke: "#3350d8", width: 1.75 }] },
    [x, y],
    root,
  );
  ready();
  setInterval(() => {
    const more = columns(x.length + 1, BATCH);
    x.push(...more.step);
    y.push(...more.loss);
    plot.setData([x, y]);
  }, EVERY_MS);
}
