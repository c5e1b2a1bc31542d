import { recall, retain } from '../session/storage';
import type en from './locales/en.json';
import keys from './locales/en.json?keys';

/** The languages of the pages, each by the name that its readers give it. */
export const LANGUAGES = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
  ja: '日本語',
  ko: '한국어',
  fr: 'Français',
  es: 'Español',
  ru: 'Русский',
  ar: 'العربية',
} as const;

export type Language = keyof typeof LANGUAGES;
export type Key = keyof typeof en;
type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
type Messages = Record<Key, string | Plural>;

const STORED = 'ghc.language';
const files = import.meta.glob<{ default: Messages[Key][] }>('./locales/*.json', { query: '?values' });
const listeners = new Set<() => void>();
let current: Language = 'en';
let messages: Messages;

export const language = (): Language => current;
export const direction = (tag: Language): 'rtl' | 'ltr' => (tag === 'ar' ? 'rtl' : 'ltr');

/** The words of `key`; `{name}` is filled in, and a `count` picks the plural form. */
export function translate(key: Key, values: Record<string, string | number> = {}): string {
  const entry = messages[key];
  const text = typeof entry === 'string' ? entry : plural(entry, Number(values.count ?? 0));
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** What something is called and what it is, with the colon of the language. */
export const pair = (name: string, value: string): string => translate('text.pair', { name, value });

const plural = (forms: Plural, count: number) => forms[new Intl.PluralRules(current).select(count)] ?? forms.other;

export async function setLanguage(tag: Language, store = true): Promise<void> {
  const file = files[`./locales/${tag}.json`];
  if (!file) throw new Error(`No language ${tag}`);
  const texts = (await file()).default;
  messages = Object.fromEntries(keys.map((key, index) => [key, texts[index]])) as Messages;
  current = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = direction(tag);
  if (store) retain(STORED, tag);
  for (const listener of listeners) listener();
}

export const onLanguage = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The language chosen before, or the best of those that the browser asks for. */
export function preferredLanguage(stored = recall(STORED), wanted: readonly string[] = navigator.languages): Language {
  for (const tag of [stored ?? '', ...wanted]) {
    const found = match(tag);
    if (found) return found;
  }
  return 'en';
}

function match(tag: string): Language | undefined {
  const [base = '', ...rest] = tag.split('-');
  if (base === 'zh' || base === 'yue') {
    // A script says more than a region; Cantonese is written in traditional characters unless the tag says otherwise. The server chooses alike.
    const script = rest.find((part) => /^han[st]$/i.test(part))?.toLowerCase();
    const traditional = script ? script === 'hant' : base === 'yue' || rest.some((part) => /^(tw|hk|mo)$/i.test(part));
    return traditional ? 'zh-Hant' : 'zh-Hans';
  }
  return base in LANGUAGES ? (base as Language) : undefined;
}
