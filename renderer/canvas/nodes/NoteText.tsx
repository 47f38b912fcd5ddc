import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { NoteView } from "../../../engine/targets/svg/scene.ts";
import { useCanvas } from "../canvasContext.ts";
import styles from "./NoteNode.module.css";

interface NoteTextProps {
  readonly note: NoteView;
  readonly placeholder: string;
  readonly className: string | undefined;
}

/** The text of a note or the title of a frame; a double click or Enter edits it, leaving it commits one step. */
export function NoteText({ note, placeholder, className }: NoteTextProps) {
  const { store, edits } = useCanvas();
  const editing = useStore(store, (state) => state.editingNote === note.id);
  if (editing) {
    return (
      <NoteEditor
        key={note.id}
        note={note}
        label={placeholder}
        done={(text) => edits.setNoteText(note, text)}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard edits a note with Enter on its node
    <div
      className={className}
      onDoubleClick={() => store.editNote(note.id)}
      {...(note.text === "" ? { "data-empty": "" } : {})}
    >
      {note.text === "" ? placeholder : note.text}
    </div>
  );
}

interface NoteEditorProps {
  readonly note: NoteView;
  readonly label: string;
  readonly done: (text: string) => void;
}

function NoteEditor({ note, label, done }: NoteEditorProps) {
  const { store } = useCanvas();
  const [text, setText] = useState(note.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), []);
  const leave = (keep: boolean): void => {
    if (keep && text !== note.text) done(text);
    store.editNote(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    event.stopPropagation();
    if (event.key === "Escape") leave(false);
    else if (event.key === "Enter" && (note.type === "frame" || event.ctrlKey || event.metaKey)) leave(true);
    else return;
    event.preventDefault();
  };
  return (
    <textarea
      ref={field}
      className={`nodrag nopan nowheel ${styles.editor}`}
      data-type={note.type}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => leave(true)}
    />
  );
}
