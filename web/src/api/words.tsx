import { useEffect, useState } from 'preact/hooks';
import { type Key, type Language, language, translate } from '../i18n/i18n';

/** The service's own texts about refusals, by key; loaded when there is a refusal to tell (build/resx.ts). */
const files = import.meta.glob<Record<string, string>>('../../../functions/Ghc.Platform/Localization/Texts*.resx', {
  query: '?refusals',
  import: 'default',
});
const FOLDER = '../../../functions/Ghc.Platform/Localization/Texts';
const loaded = new Map<Language, Record<string, string>>();

/** Said of a field that was left empty: not the service's, but ours. */
export const REQUIRED: Key = 'form.required';

export async function loadWords(tag: Language): Promise<void> {
  if (loaded.has(tag)) return;
  const words = await files[`${FOLDER}${tag === 'en' ? '' : `.${tag}`}.resx`]?.().catch(() => undefined);
  if (words) loaded.set(tag, words);
}

/** A text of the service by its key, in the reader's language. */
export const wordsOf = (key: string): string | undefined => loaded.get(language())?.[key];

/** The key of a text of the service, in whatever loaded language it is. */
export function keyOf(said: string): string | undefined {
  for (const words of loaded.values()) {
    const key = Object.keys(words).find((name) => words[name] === said);
    if (key) return key;
  }
  return undefined;
}

/** What the service said in one language, in the language of now; as it was said where that is not known. */
export function retell(said: string): string {
  if (said === REQUIRED) return translate(REQUIRED);
  return wordsOf(keyOf(said) ?? '') ?? said;
}

/** Draws again when the words of the reader's language are there. */
export function useWords(): void {
  const [, redraw] = useState({});
  const tag = language();
  useEffect(() => {
    if (!loaded.has(tag)) void loadWords(tag).then(() => redraw({}));
  }, [tag]);
}

/** What the service said, also after the language was changed. */
export function Retold({ said }: { said: string[] }) {
  useWords();
  return <>{said.map(retell).join(' ')}</>;
}
