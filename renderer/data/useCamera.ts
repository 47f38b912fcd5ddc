import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Why there is no picture. */
export type CameraFault = "refused" | "missing" | "busy" | "unavailable" | "gone" | "failed";

/** By the names that `getUserMedia` rejects with: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
const FAULTS: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

export interface Camera {
  /** For the element that shows it. */
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: "closed" | "opening" | "open";
  readonly fault: { readonly kind: CameraFault; readonly reason: string } | null;
  open(): Promise<void>;
  close(): void;
}

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

function faultOf(error: unknown): NonNullable<Camera["fault"]> {
  if (!(error instanceof Error || error instanceof DOMException))
    return { kind: "failed", reason: String(error) };
  return { kind: FAULTS[error.name] ?? "failed", reason: error.message };
}

/** A camera that opens when it is asked to, and is let go with what shows it and when its window is hidden. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [opening, setOpening] = useState(false);
  const [fault, setFault] = useState<Camera["fault"]>(null);
  /** Grows with every opening and closing: a stream that comes after its own turn is let go. */
  const turn = useRef(0);
  const close = useCallback((): void => {
    turn.current += 1;
    setOpening(false);
    setStream(null);
  }, []);
  const open = useCallback(async (): Promise<void> => {
    turn.current += 1;
    const own = turn.current;
    setFault(null);
    // pages that did not come over a safe connection have none
    const devices: MediaDevices | undefined = navigator.mediaDevices;
    if (devices === undefined) return setFault({ kind: "unavailable", reason: "" });
    setOpening(true);
    try {
      const got = await devices.getUserMedia({ video: { width: 640, height: 480 }, audio: false });
      if (turn.current !== own) return stop(got);
      setStream(got);
    } catch (error) {
      if (turn.current === own) setFault(faultOf(error));
    } finally {
      if (turn.current === own) setOpening(false);
    }
  }, []);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  useEffect(() => {
    if (stream === null) return;
    if (video.current !== null) video.current.srcObject = stream;
    const gone = (): void => {
      setFault({ kind: "gone", reason: "" });
      close();
    };
    const hidden = (): void => {
      if (document.hidden) close();
    };
    for (const track of stream.getTracks()) track.addEventListener("ended", gone);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      for (const track of stream.getTracks()) track.removeEventListener("ended", gone);
      stop(stream);
    };
  }, [stream, close]);
  return { video, state: stream !== null ? "open" : opening ? "opening" : "closed", fault, open, close };
}
