import { useEffect, useState } from 'preact/hooks';
import { language, type Language } from '../i18n/i18n';
import type en from './locales/en.json';

/** Texts of inspectors' and managers' pages, apart from the travelers' so that no traveler loads them. */
type Key = keyof typeof en;

const files = import.meta.glob<{ default: Record<Key, string> }>('./locales/*.json');
let messages: Record<Key, string>;
let loaded: Language | undefined;

export function s(key: Key, values: Record<string, string | number> = {}): string {
  return messages[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** True once texts are there; after a change of language the old ones stay until the new ones came. */
export function useStaffTexts(): boolean {
  const [, redraw] = useState({});
  const wanted = language();
  useEffect(() => {
    if (loaded !== wanted) void load(wanted).then(() => redraw({}));
  }, [wanted]);
  return loaded !== undefined;
}

async function load(tag: Language): Promise<void> {
  const file = await files[`./locales/${tag}.json`]?.();
  if (!file || language() !== tag) return;
  messages = file.default;
  loaded = tag;
}
