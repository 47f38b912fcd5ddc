import { TriangleAlert } from "lucide-react";
import { Component, type ReactNode } from "react";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";

interface Props {
  readonly children: ReactNode;
}

/** Keeps a fault in one region from taking the window, and with it the way to save, down. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <Failure error={error} onAgain={() => this.setState({ error: null })} />;
  }
}

function Failure({ error, onAgain }: { readonly error: Error; readonly onAgain: () => void }) {
  const t = useT();
  const details = `${error.message}\n${error.stack ?? ""}`;
  return (
    <EmptyState
      icon={<TriangleAlert size={24} />}
      title={t("app:failure.title")}
      detail={t("app:failure.detail")}
    >
      <p className="selectable numbers">{error.message}</p>
      <Button onClick={onAgain}>{t("app:failure.again")}</Button>
      <Button variant="quiet" onClick={() => void navigator.clipboard.writeText(details)}>
        {t("app:failure.copy")}
      </Button>
    </EmptyState>
  );
}
