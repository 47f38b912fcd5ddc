/** Numbers on the command line, refused with what is wanted instead. */
import { InvalidArgumentError } from "commander";

/** Integers from `min` on. */
export const whole = (min: number) => (text: string) => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= min) return value;
  throw new InvalidArgumentError(`write a whole number from ${min}`);
};

export const real =
  (min: number, max = Number.POSITIVE_INFINITY) =>
  (text: string) => {
    const value = Number(text);
    if (text.trim() !== "" && value >= min && value <= max && Number.isFinite(value)) return value;
    throw new InvalidArgumentError(`write a number from ${min}${Number.isFinite(max) ? ` to ${max}` : ""}`);
  };
