declare module "virtual:templates" {
  export const cards: readonly import("./describe.ts").TemplateCard[];
}
