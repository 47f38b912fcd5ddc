import styles from "./Kbd.module.css";
import { formatKeys } from "./keys.ts";

/** A shortcut as printed on keys, for example `Ctrl K`. */
export function Kbd({ keys, title }: { readonly keys: string; readonly title?: string }) {
  return (
    <kbd className={styles.kbd} title={title}>
      {formatKeys(keys)}
    </kbd>
  );
}
