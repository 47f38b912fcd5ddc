import type { ReactNode } from "react";
import type { Tone } from "../../engine/targets/svg/scene.ts";
import { FamilyGlyph } from "../glyphs/FamilyGlyph.tsx";
import { toneColor } from "../glyphs/tone.ts";
import styles from "./inspector.module.css";

interface HeaderProps {
  readonly tone: Tone;
  readonly title: string;
  /** Where it stands, from the outside in. */
  readonly path?: readonly string[];
  readonly children?: ReactNode;
}

/** What the inspector is about: its family's drawing, its kind and where it stands. */
export const Header = ({ tone, title, path = [], children }: HeaderProps) => (
  <header className={styles.header}>
    <div className={styles.headline}>
      <span className={styles.glyph} style={{ color: toneColor(tone) }}>
        <FamilyGlyph tone={tone} size={17} />
      </span>
      <h2 className={styles.title}>{title}</h2>
    </div>
    {path.length === 0 ? null : (
      <p className={`${styles.path} selectable`}>
        {path.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a path have no other identity
          <span key={index}>
            {index === 0 ? null : <span className={styles.slash}>/</span>}
            {part}
          </span>
        ))}
      </p>
    )}
    {children}
  </header>
);
