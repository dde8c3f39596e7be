/** The canvas's own words. A catalogue maps the English text to another language; `{name}` marks are filled in. */

export type Catalogue = Readonly<Record<string, string>>;

let catalogue: Catalogue = {};
const catalogues: Record<string, () => Promise<Catalogue>> = {};

/** Make a language's catalogue known; it is loaded when that language is used. */
export function registerCatalogue(language: string, load: () => Promise<Catalogue>): void {
  catalogues[language] = load;
}

/** Use this language from here on; English where there is no catalogue for it. */
export async function useLanguage(language: string): Promise<void> {
  catalogue = (await catalogues[language]?.()) ?? {};
}

/** The text in the current language, with its `{name}` marks filled in. */
export function t(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  const translated = catalogue[text] ?? text;
  return translated.replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark));
}

/** One of two texts by number; both know `{n}`. */
export function tn(
  one: string,
  many: string,
  n: number,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return t(n === 1 ? one : many, { n, ...values });
}
