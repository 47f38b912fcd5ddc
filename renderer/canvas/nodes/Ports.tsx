import { portOffset, type Side, type Size } from "../../../engine/targets/svg/metrics.ts";
import type { NodeView, PortView } from "../../../engine/targets/svg/scene.ts";
import type { PortSides } from "../../../engine/targets/svg/sides.ts";
import styles from "./Ports.module.css";

interface PortsProps {
  readonly view: NodeView;
  readonly sides: PortSides;
  readonly size: Size;
}

/** The ports of a node. Gestures find them by their data attributes; the keyboard connects by other means. */
export const Ports = ({ view, sides, size }: PortsProps) => (
  <>
    <PortDots ports={view.inputs} direction="in" side={sides.inSide} size={size} free={view.variadic} />
    <PortDots ports={view.outputs} direction="out" side={sides.outSide} size={size} free={false} />
  </>
);

/** Half of the dot; places are measured from inside the border of the node. */
const RADIUS = 4;
const BORDER = 1;

interface SideProps {
  readonly ports: readonly PortView[];
  readonly direction: "in" | "out";
  readonly side: Side;
  readonly size: Size;
  /** Whether the last place is the free one of a port that takes any number of wires. */
  readonly free: boolean;
}

function PortDots({ ports, direction, side, size, free }: SideProps) {
  return ports.map((port, index) => {
    const { x, y } = portOffset(size, side, index, ports.length);
    return (
      <i
        key={`${port.name} ${port.slot}`}
        className={`nodrag nopan ${styles.port}`}
        style={{ left: x - RADIUS - BORDER, top: y - RADIUS - BORDER }}
        data-port={port.name}
        data-slot={port.slot}
        data-direction={direction}
        {...(port.connected ? { "data-connected": "" } : {})}
        {...(free && index === ports.length - 1 ? { "data-free": "" } : {})}
        {...(ports.length > 1 ? { title: port.name } : {})}
      />
    );
  });
}
