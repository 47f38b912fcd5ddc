import { Boxes, FolderOpen, Maximize2, Save, Ungroup } from "lucide-react";
import { originKey } from "../../../engine/blocks/origin.ts";
import { blockOf, graphOf, scopesOf } from "../../../engine/document/graph.ts";
import type { BlockDefinition, BlockNode, GraphDocument } from "../../../engine/document/types.ts";
import { useActions, useServices } from "../../app/services.tsx";
import { BlockMiniature } from "../../glyphs/BlockMiniature.tsx";
import { useEngineText, useT } from "../../i18n/TextsProvider.tsx";
import { NodeLookCard } from "../../inspect/NodeLookCard.tsx";
import { lessonForBlock } from "../../learn/lessonFor.ts";
import { openBlock } from "../../outline/reveal.ts";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../cards/Card.tsx";
import cards from "../cards/cards.module.css";
import { ProblemsCard } from "../cards/ProblemsCard.tsx";
import { ShapeCard } from "../cards/ShapeCard.tsx";
import { Form } from "../fields/ParamForm.tsx";
import { Header } from "../Header.tsx";
import styles from "../inspector.module.css";
import { originOf, type Place, problemsAt, shapeAt } from "../subject/place.ts";
import { BlockForm } from "./BlockForm.tsx";
import { FrozenRow } from "./FrozenRow.tsx";
import { LessonLine } from "./LessonLine.tsx";
import { MutedRow } from "./MutedRow.tsx";
import { NodeHeader } from "./NodeHeader.tsx";
import panels from "./panels.module.css";
import { RepeatRow } from "./RepeatRow.tsx";
import { TotalsCard } from "./TotalsCard.tsx";

interface BlockPanelProps {
  readonly place: Place;
  readonly nodes: readonly [BlockNode, ...BlockNode[]];
}

/** One use of a block, or several of the same: arguments, copies, and what one can do with it. */
export function BlockPanel({ place, nodes }: BlockPanelProps) {
  const t = useT();
  const [first] = nodes;
  const one = nodes.length === 1;
  const definition = blockOf(place.document, first.block);
  const title = useEngineText().block(definition?.title ?? first.block);
  return (
    <div className={styles.inspector}>
      {one ? (
        <NodeHeader place={place} node={first} tone="block" title={title} />
      ) : (
        <Header tone="block" title={t("inspector:several.kind", { count: nodes.length, kind: title })}>
          <p className={styles.path}>{nodes.map(({ name }) => name).join(t("inspector:comma"))}</p>
        </Header>
      )}
      {definition === undefined ? (
        <p className={styles.lead}>{t("inspector:block.missing")}</p>
      ) : (
        <>
          {one ? <BlockButtons place={place} node={first} /> : null}
          <BlockForm place={place} definition={definition} nodes={nodes} />
        </>
      )}
      <Form>
        {one ? <RepeatRow place={place} node={first} /> : null}
        <MutedRow place={place} nodes={nodes} />
        <FrozenRow place={place} nodes={nodes} />
      </Form>
      {one ? <ProblemsCard problems={problemsAt(place, first.id)} /> : null}
      {one ? (
        <ShapeCard inputs={inputShapes(place, first)} output={shapeAt(place, first.id)} lines={[]} />
      ) : null}
      <TotalsCard place={place} nodes={nodes} />
      {one && definition !== undefined ? (
        <NodeLookCard nodeKey={originKey(originOf(place, first.id))} />
      ) : null}
      {definition === undefined ? null : <Definition document={place.document} definition={definition} />}
    </div>
  );
}

const inputShapes = (place: Place, node: BlockNode) =>
  place.graph.edges
    .filter((edge) => edge.to === node.id)
    .flatMap((edge) => {
      const shape = shapeAt(place, edge.from, edge.fromPort);
      return shape === null ? [] : [shape];
    });

interface DefinitionProps {
  readonly document: GraphDocument;
  readonly definition: BlockDefinition;
}

function Definition({ document, definition }: DefinitionProps) {
  const t = useT();
  const engine = useEngineText();
  const uses = scopesOf(document)
    .flatMap((scope) => graphOf(document, scope).nodes)
    .filter((node) => node.type === "block" && node.block === definition.id).length;
  return (
    <Card title={t("inspector:about")}>
      <div className={panels.miniature}>
        <BlockMiniature block={definition} width={200} height={84} />
      </div>
      {definition.summary === "" ? null : <p className={cards.explain}>{engine.block(definition.summary)}</p>}
      <p className={cards.plain}>{t("inspector:block.used", { count: uses })}</p>
      <LessonLine id={lessonForBlock(definition, document.blocks)} />
    </Card>
  );
}

function BlockButtons({ place, node }: { readonly place: Place; readonly node: BlockNode }) {
  const t = useT();
  const { documents, actions } = useServices();
  const known = useActions((state) => state.actions);
  const run = (id: string) => () => actions.run(id);
  return (
    <div className={styles.buttons}>
      <Button
        size="small"
        icon={<FolderOpen size={13} />}
        onClick={() => openBlock({ documents }, originOf(place, node.id))}
      >
        {t("inspector:block.open")}
      </Button>
      {known.has("edit.expandBlock") ? (
        <Button size="small" icon={<Maximize2 size={13} />} onClick={run("edit.expandBlock")}>
          {t("inspector:block.expand")}
        </Button>
      ) : null}
      {known.has("block.inline") ? (
        <Button size="small" icon={<Ungroup size={13} />} onClick={run("block.inline")}>
          {t("inspector:block.inline")}
        </Button>
      ) : null}
      {known.has("block.unpackRepeat") && node.repeat !== undefined ? (
        <Button size="small" icon={<Boxes size={13} />} onClick={run("block.unpackRepeat")}>
          {t("inspector:block.unpack")}
        </Button>
      ) : null}
      {known.has("block.save") ? (
        <Button size="small" icon={<Save size={13} />} onClick={run("block.save")}>
          {t("inspector:block.save")}
        </Button>
      ) : null}
    </div>
  );
}
