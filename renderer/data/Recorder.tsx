import { Camera, Trash2, Video } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useServices } from "../app/services.tsx";
import { useT } from "../i18n/TextsProvider.tsx";
import { Button, IconButton } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/TextField.tsx";
import { CameraFaultNote } from "./CameraFaultNote.tsx";
import styles from "./Recorder.module.css";
import {
  capture,
  className,
  FEWEST,
  isEnough,
  type RecordedClass,
  requestOfRecording,
  withImage,
} from "./recording.ts";
import { useCamera } from "./useCamera.ts";

/** Records classes with the camera. The camera is asked for by a press, and let go when the dialog closes. */
export function Recorder() {
  const t = useT();
  const { training } = useServices();
  const opening = useStore(training, (state) => state.dataStatus === "opening");
  const [open, setOpen] = useState(false);
  const [classes, setClasses] = useState<readonly RecordedClass[]>([]);
  const use = (): void => {
    setOpen(false);
    void training.openData(requestOfRecording(classes));
  };
  return (
    <>
      <Button size="small" icon={<Camera size={13} />} disabled={opening} onClick={() => setOpen(true)}>
        {t("dataPanel:camera.open")}
      </Button>
      <Dialog
        open={open}
        title={t("dataPanel:camera.title")}
        description={t("dataPanel:camera.detail")}
        closeLabel={t("app:close")}
        onClose={() => setOpen(false)}
        actions={
          <>
            <span className={styles.hint}>{t("dataPanel:camera.needed", { count: FEWEST })}</span>
            <Button variant="primary" disabled={!isEnough(classes)} onClick={use}>
              {t("dataPanel:camera.use")}
            </Button>
          </>
        }
      >
        <Live onImage={(name, image) => setClasses((before) => withImage(before, name, image))} />
        <ul className={styles.classes} aria-label={t("dataPanel:camera.classes")}>
          {classes.map(({ name, images }) => (
            <li key={name}>
              <strong>{name}</strong>
              <span className="numbers">{t("dataPanel:camera.images", { count: images.length })}</span>
              <IconButton
                size="small"
                label={t("dataPanel:camera.remove", { name })}
                icon={<Trash2 size={13} />}
                onClick={() => setClasses(classes.filter((own) => own.name !== name))}
              />
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}

/** Side of the recorded images, pixels, and the time between two while recording. */
const SIDE = 96;
const EVERY_MS = 150;

interface LiveProps {
  readonly onImage: (name: string, image: Blob) => void;
}

/** Gone with the dialog, and the camera with it. */
function Live({ onImage }: LiveProps) {
  const t = useT();
  const { video, state, fault, open } = useCamera();
  const [name, setName] = useState("");
  const [recording, setRecording] = useState(false);
  const wanted = className(name);
  const latest = useRef({ onImage, wanted });
  latest.current = { onImage, wanted };
  useEffect(() => {
    if (!recording || state !== "open") return setRecording(false);
    const shoot = async (): Promise<void> => {
      const image = video.current === null ? null : await capture(video.current, SIDE);
      if (image !== null) latest.current.onImage(latest.current.wanted, image);
    };
    void shoot();
    const timer = setInterval(() => void shoot(), EVERY_MS);
    return () => clearInterval(timer);
  }, [recording, state, video]);
  return (
    <div className={styles.live}>
      <video
        ref={video}
        className={styles.video}
        autoPlay
        muted
        playsInline
        aria-label={t("dataPanel:camera.picture")}
      />
      <div className={styles.controls}>
        {state !== "open" ? (
          <>
            <p className={styles.hint}>{t("dataPanel:camera.permission")}</p>
            <Button icon={<Video size={14} />} disabled={state === "opening"} onClick={() => void open()}>
              {t("dataPanel:camera.start")}
            </Button>
          </>
        ) : (
          <>
            <TextField
              aria-label={t("dataPanel:camera.name")}
              placeholder={t("dataPanel:camera.name")}
              value={name}
              onChange={setName}
              disabled={recording}
            />
            <Button
              aria-pressed={recording}
              variant={recording ? "danger" : "plain"}
              icon={<Camera size={14} />}
              disabled={wanted === ""}
              onClick={() => setRecording(!recording)}
            >
              {t(recording ? "dataPanel:camera.stop" : "dataPanel:camera.record")}
            </Button>
          </>
        )}
        <CameraFaultNote fault={fault} />
      </div>
    </div>
  );
}
