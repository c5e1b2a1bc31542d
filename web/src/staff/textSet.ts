import { useEffect, useState } from 'preact/hooks';
import { type Language, language } from '../i18n/i18n';

type Files = Record<string, () => Promise<{ default: Record<string, string> }>>;

/** Texts of pages that no traveler opens, apart from the travelers' so that no traveler loads them. */
export function textSet<Key extends string>(files: Files) {
  let messages: Record<string, string> = {};
  let loaded: Language | undefined;

  async function load(tag: Language): Promise<void> {
    const file = await files[`./locales/${tag}.json`]?.();
    if (!file || language() !== tag) return;
    messages = file.default;
    loaded = tag;
  }

  /** True once texts are there; after a change of language the old ones stay until the new ones came. */
  function useTexts(): boolean {
    const [, redraw] = useState({});
    const wanted = language();
    useEffect(() => {
      if (loaded !== wanted) void load(wanted).then(() => redraw({}));
    }, [wanted]);
    return loaded !== undefined;
  }

  const text = (key: Key, values: Record<string, string | number> = {}): string =>
    (messages[key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

  return { text, useTexts };
}
