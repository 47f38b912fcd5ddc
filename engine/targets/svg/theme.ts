/** Colours of a picture, those of the interface, on a light and on a dark ground. Every family passes 3:1 against the node, every text 4.5:1. */
import type { Tone } from "./scene.ts";

export interface PictureTheme {
  readonly canvas: string;
  readonly node: string;
  readonly hairline: string;
  readonly text: string;
  readonly secondText: string;
  readonly thirdText: string;
  readonly wire: string;
  readonly bad: string;
  readonly warning: string;
  readonly tones: Readonly<Record<Tone, string>>;
}

export const THEMES: Readonly<Record<"light" | "dark", PictureTheme>> = {
  light: {
    canvas: "#F5F6F8",
    node: "#FFFFFF",
    hairline: "#DADCE1",
    text: "#111827",
    secondText: "#4B5563",
    thirdText: "#636C7E",
    wire: "#A9B4C6",
    bad: "#C0263B",
    warning: "#B45309",
    tones: {
      io: "#64748B",
      convolution: "#2F6FED",
      pooling: "#0E9F8E",
      normalisation: "#B7860B",
      activation: "#E2611C",
      dense: "#7C4DDB",
      combine: "#D6336C",
      shape: "#0B83B8",
      regularisation: "#7A6A5D",
      block: "#334155",
      port: "#64748B",
      unknown: "#B45309",
    },
  },
  dark: {
    canvas: "#101318",
    node: "#1C212A",
    hairline: "#3A4150",
    text: "#E7EBF2",
    secondText: "#A9B2C1",
    thirdText: "#8690A2",
    wire: "#4A5568",
    bad: "#FF7A8A",
    warning: "#F0B357",
    tones: {
      io: "#94A3B8",
      convolution: "#5B8DFF",
      pooling: "#2CC4B1",
      normalisation: "#D9A73A",
      activation: "#F58350",
      dense: "#A482F0",
      combine: "#F0638F",
      shape: "#45B4E6",
      regularisation: "#B5A292",
      block: "#AAB8CB",
      port: "#94A3B8",
      unknown: "#F0B357",
    },
  },
};
