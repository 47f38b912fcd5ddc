/** A lesson: a file of text, names of figures, a task and a document. Data alone; nothing in it is run. */

/** The same in both languages. */
export interface Bilingual<T = string> {
  readonly en: T;
  readonly zh: T;
}

export type Inline = { readonly type: "text" | "emphasis" | "strong" | "code"; readonly text: string };

export type Block =
  | { readonly type: "heading"; readonly text: readonly Inline[] }
  | { readonly type: "paragraph"; readonly text: readonly Inline[] }
  | { readonly type: "list"; readonly items: readonly (readonly Inline[])[] }
  | { readonly type: "code"; readonly text: string }
  /** The name is looked up among the program's figures; an unknown one is shown as text. */
  | { readonly type: "figure"; readonly name: string }
  /** Where the lesson's task stands; without it the task comes last. */
  | { readonly type: "task" };

export type Task =
  | {
      readonly type: "number";
      readonly question: Bilingual;
      readonly answer: number;
      /** Largest distance from the answer that counts as right. */
      readonly within: number;
    }
  | {
      readonly type: "choice";
      readonly question: Bilingual;
      readonly options: readonly Bilingual[];
      /** Index of the right option. */
      readonly answer: number;
    }
  /** Something to bring about in a figure, which reports it as a number under a name. */
  | {
      readonly type: "figure";
      readonly question: Bilingual;
      readonly fact: string;
      readonly atLeast: number;
      readonly atMost: number;
    };

export interface Lesson {
  readonly id: string;
  readonly title: Bilingual;
  /** One sentence for the card. */
  readonly summary: Bilingual;
  readonly text: Bilingual<readonly Block[]>;
  readonly task: Task | null;
  /** What the button opens: a template by its id, or a document, not yet looked at. */
  readonly opens:
    | { readonly type: "template"; readonly id: string }
    | { readonly type: "document"; readonly json: unknown }
    | null;
}
