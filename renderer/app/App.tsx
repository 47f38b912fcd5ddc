import type { TextLoader, Texts } from "../i18n/i18n.ts";
import { TextsProvider } from "../i18n/TextsProvider.tsx";
import { TooltipProvider } from "../ui/Tooltip.tsx";
import { Dialogs } from "./dialogs/Dialogs.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Notices } from "./Notices.tsx";
import { Shell } from "./Shell.tsx";
import { type Services, ServicesProvider, useUi } from "./services.tsx";
import { useHostEvents } from "./useHostEvents.ts";
import { useShortcuts } from "./useShortcuts.ts";
import { useTheme } from "./useTheme.ts";

interface AppProps {
  readonly services: Services;
  readonly loader: TextLoader;
  readonly initialTexts: Texts;
}

export const App = ({ services, ...texts }: AppProps) => (
  <ServicesProvider services={services}>
    <Translated {...texts} />
  </ServicesProvider>
);

function Translated({ loader, initialTexts }: Omit<AppProps, "services">) {
  const language = useUi((settings) => settings.language);
  return (
    <TextsProvider loader={loader} initial={initialTexts} language={language}>
      <TooltipProvider>
        <Window />
      </TooltipProvider>
    </TextsProvider>
  );
}

/** What follows every edit stands apart, so that the window is not drawn anew with it. */
function Background() {
  useHostEvents();
  return null;
}

function Window() {
  useTheme();
  useShortcuts();
  return (
    <>
      <Background />
      <ErrorBoundary>
        <Shell />
      </ErrorBoundary>
      <Dialogs />
      <Notices />
    </>
  );
}
