import { callOf } from "../../../engine/document/commands/index.ts";
import type { GraphNode } from "../../../engine/document/types.ts";
import type { Tone } from "../../../engine/targets/svg/scene.ts";
import { useServices } from "../../app/services.tsx";
import { useT } from "../../i18n/TextsProvider.tsx";
import { CommitField } from "../CommitField.tsx";
import { Header } from "../Header.tsx";
import { type Place, pathAt } from "../subject/place.ts";

interface NodeHeaderProps {
  readonly place: Place;
  readonly node: GraphNode;
  readonly tone: Tone;
  readonly title: string;
}

/** Kind, path and name of one node. The name is part of the names of its weights, so a refusal says why. */
export function NodeHeader({ place, node, tone, title }: NodeHeaderProps) {
  const t = useT();
  const { documents } = useServices();
  const path = pathAt(place, node.id);
  const outer = path.endsWith(`.${node.name}`) ? path.slice(0, -node.name.length - 1).split(".") : [];
  return (
    <Header tone={tone} title={title} path={outer.length === 0 ? [] : [...outer, node.name]}>
      <CommitField
        key={node.id}
        label={t("inspector:name")}
        value={node.name}
        onCommit={(name) => {
          const result = documents.dispatch([callOf("rename", { scope: place.scope, id: node.id, name })]);
          return result.ok ? null : result.problem;
        }}
      />
    </Header>
  );
}
