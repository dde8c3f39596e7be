/** The canvas's own words. A catalogue maps the English text to another language; `{name}` marks are filled in. */

/** A text's translation, or one for each of the language's plural forms. */
export type Catalogue = Readonly<Record<string, string | readonly string[]>>;
export type Values = Readonly<Record<string, string | number>>;

const ENGLISH = "en";
/** The order of plural forms in a catalogue. */
const FORMS: readonly Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

let catalogue: Catalogue = {};
let plurals = new Intl.PluralRules(ENGLISH);

/** Use this language from here on, with the words at this address; English where they cannot be read. */
export async function useLanguage(language: string, address: string): Promise<void> {
  if (language !== ENGLISH) speak(language, await wordsAt(address));
}

/** Use these words from here on. */
export function speak(language: string, words: Catalogue): void {
  catalogue = words;
  plurals = new Intl.PluralRules(language || ENGLISH);
}

async function wordsAt(address: string): Promise<Catalogue> {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    return answer.ok ? ((await answer.json()) as { catalog: Catalogue }).catalog : {};
  } catch {
    return {};
  }
}

/** The text in the current language, with its `{name}` marks filled in. */
export function t(text: string, values: Values = {}): string {
  const found = catalogue[text];
  return filled((typeof found === "object" ? found[0] : found) ?? text, values);
}

/** One of two texts by number; both know `{n}`. */
export function tn(one: string, many: string, n: number, values: Values = {}): string {
  const forms = catalogue[one];
  const text = typeof forms === "object" ? forms[Math.min(form(n), forms.length - 1)] : undefined;
  return filled(text ?? (n === 1 ? one : many), { n, ...values });
}

function form(n: number): number {
  const used = FORMS.filter((name) => plurals.resolvedOptions().pluralCategories.includes(name));
  return used.indexOf(plurals.select(n));
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark));
}
