/** Types of keys: a text that does not exist does not compile, in any language. */

interface Texts {
  readonly [key: string]: string | Texts;
}

/** English plurals have two forms (`_one`, `_other`) under one key; Chinese needs `_other` alone. */
type WithoutPlural<K extends string> = K extends `${infer Base}_${"one" | "other"}` ? Base : K;

type Leaves<T extends Texts> = {
  [K in keyof T & string]: T[K] extends Texts ? `${K}.${Leaves<T[K]>}` : WithoutPlural<K>;
}[keyof T & string];

/** `area:path.to.text` for every text of every area. */
export type KeysOf<T extends Readonly<Record<string, Texts>>> = {
  [Area in keyof T & string]: `${Area}:${Leaves<T[Area]>}`;
}[keyof T & string];

/** The same keys in another language. */
export type Translation<T extends Texts> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends Texts
    ? Translation<T[K]>
    : string;
};
