import { Video, VideoOff } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Shape } from "../../engine/tensor/shape.ts";
import type { SampleRef } from "../../engine/worker/values.ts";
import { useServices } from "../app/services.tsx";
import { CameraFaultNote } from "../data/CameraFaultNote.tsx";
import { capture } from "../data/recording.ts";
import { useCamera } from "../data/useCamera.ts";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button } from "../ui/Button.tsx";
import styles from "./FilmButton.module.css";

/** Time between two pictures, at least: the network may need longer. */
const EVERY_MS = 200;
/** Side of a picture before it is brought to the network's input, pixels. */
const SMALLEST = 96;
const LARGEST = 512;

/**
 * The camera's picture as the sample, a few times a second, until it is closed or another sample is taken; the last picture
 * stays. Opened by a press; closed with the panel.
 */
export function FilmButton({ shape }: { readonly shape: Shape }) {
  const t = useT();
  const { engine, look, notices } = useServices();
  const { video, state, fault, open, close } = useCamera();
  const latest = useRef(shape);
  latest.current = shape;
  useEffect(() => {
    if (state !== "open") return;
    let stopped = false;
    let own: SampleRef | null = look.getState().sample;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const shoot = async (): Promise<void> => {
      const size = latest.current;
      const side = Math.min(LARGEST, Math.max(SMALLEST, ...size.slice(1)));
      const image = video.current === null ? null : await capture(video.current, side);
      if (image === null || stopped) return;
      const pixels = await engine.call("readImage", { name: "camera.png", file: image, shape: size });
      if (stopped) return;
      if (!pixels.ok) {
        for (const problem of pixels.problems) notices.problem(problem);
        close();
      } else {
        own = { pixels: pixels.value };
        look.choose(own);
      }
    };
    const film = (): void => {
      const began = performance.now();
      shoot()
        .catch((error: unknown) => {
          // the engine was restarted meanwhile; the next picture goes to the new one
          if (!stopped) console.warn(error);
        })
        .finally(() => {
          if (!stopped) timer = setTimeout(film, Math.max(0, EVERY_MS - (performance.now() - began)));
        });
    };
    const unsubscribe = look.subscribe(({ sample }) => {
      if (own === null || sample === own) return;
      stopped = true;
      close();
    });
    film();
    return () => {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [state, engine, look, notices, video, close]);
  const filming = state !== "closed";
  return (
    <>
      <Button
        size="small"
        icon={filming ? <VideoOff size={13} /> : <Video size={13} />}
        onClick={() => (filming ? close() : void open())}
      >
        {t(filming ? "lookInside:stopFilming" : "lookInside:film")}
      </Button>
      {state === "open" ? (
        <video
          ref={video}
          className={styles.video}
          autoPlay
          muted
          playsInline
          aria-label={t("dataPanel:camera.picture")}
        />
      ) : null}
      <CameraFaultNote fault={fault} />
    </>
  );
}
