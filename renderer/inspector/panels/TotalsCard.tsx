import type { GraphNode } from "../../../engine/document/types.ts";
import { useT } from "../../i18n/TextsProvider.tsx";
import { formatBytes, formatCompact, formatExact } from "../../ui/format.ts";
import { Card, Fact, Facts } from "../cards/Card.tsx";
import type { Place } from "../subject/place.ts";
import { sumOf } from "./totals.ts";

interface TotalsCardProps {
  readonly place: Place;
  readonly nodes: readonly GraphNode[];
}

/** What the nodes cost together. */
export function TotalsCard({ place, nodes }: TotalsCardProps) {
  const t = useT();
  const { params, buffers, macs, activationBytes } = sumOf(place, nodes);
  return (
    <Card title={t(nodes.length === 1 ? "inspector:totals.one" : "inspector:totals.together")}>
      <Facts>
        <Fact label={t("inspector:totals.params")}>{formatExact(params)}</Fact>
        {buffers === 0 ? null : <Fact label={t("inspector:totals.buffers")}>{formatExact(buffers)}</Fact>}
        <Fact label={t("inspector:totals.macs")}>
          <span title={formatExact(macs)}>{formatCompact(macs)}</span>
        </Fact>
        <Fact label={t("inspector:totals.activations")}>{formatBytes(activationBytes)}</Fact>
      </Facts>
    </Card>
  );
}
