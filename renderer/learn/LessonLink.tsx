import { GraduationCap } from "lucide-react";
import { useServices } from "../app/services.tsx";
import { useTexts } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import type { LessonId } from "./lessonFor.ts";
import { lessonOf } from "./lessons.ts";

/** From a layer or block to the lesson that explains it; Escape or Back leads to the document again. */
export function LessonLink({ id }: { readonly id: LessonId }) {
  const { t, language } = useTexts();
  const { learn } = useServices();
  const title = lessonOf(id)?.title[language] ?? id;
  return (
    <div>
      <Button
        size="small"
        icon={<GraduationCap size={13} />}
        onClick={() => learn.open({ type: "lesson", id })}
      >
        {t("learn:lessonAbout", { title })}
      </Button>
    </div>
  );
}
