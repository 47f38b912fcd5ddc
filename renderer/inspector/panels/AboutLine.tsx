import type { About } from "../../../engine/document/types.ts";
import styles from "../inspector.module.css";

/** Who described the model, when and where; nothing for one's own. */
export function AboutLine({ about: { year, authors, source } }: { readonly about: About }) {
  const parts = [authors, year].filter((part) => part !== undefined && part !== "");
  if (parts.length === 0 && source === undefined) return null;
  const link = source !== undefined && /^https?:\/\//.test(source);
  return (
    <p className={`${styles.path} selectable`}>
      {parts.join(", ")}
      {source === undefined ? null : (
        <>
          {parts.length === 0 ? "" : ". "}
          {link ? (
            <a href={source} target="_blank" rel="noreferrer noopener">
              {source.replace(/^https?:\/\//, "")}
            </a>
          ) : (
            source
          )}
        </>
      )}
    </p>
  );
}
