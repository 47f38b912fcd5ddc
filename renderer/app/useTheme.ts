import { useEffect } from "react";
import { useUi } from "./services.tsx";

/** Puts the chosen theme, or the system's as it changes, on the document. */
export function useTheme(): void {
  const theme = useUi((settings) => settings.theme);
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const apply = (): void => {
      const dark = theme === "dark" || (theme === "system" && system.matches);
      document.documentElement.dataset.theme = dark ? "dark" : "light";
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [theme]);
}
