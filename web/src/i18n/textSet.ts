import { useEffect, useState } from 'preact/hooks';
import { type Language, language } from './i18n';

type Files = Record<string, () => Promise<{ default: Record<string, string> }>>;

/** Texts of pages that few people open, in files of their own so that nobody else loads them. */
export class TextSet<Key extends string> {
  readonly #files: Files;
  #messages: Record<string, string> = {};
  #loaded: Language | undefined;

  constructor(files: Files) {
    this.#files = files;
  }

  get loaded(): Language | undefined {
    return this.#loaded;
  }

  async load(tag: Language): Promise<void> {
    const file = await this.#files[`./locales/${tag}.json`]?.();
    if (!file || language() !== tag) return;
    this.#messages = file.default;
    this.#loaded = tag;
  }

  readonly translate = (key: Key, values: Record<string, string | number> = {}): string =>
    (this.#messages[key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** True once the texts are there; after a change of language the old ones stay until the new ones came. */
export function useTexts<Key extends string>(texts: TextSet<Key>): boolean {
  const [, redraw] = useState({});
  const wanted = language();
  useEffect(() => {
    if (texts.loaded !== wanted) void texts.load(wanted).then(() => redraw({}));
  }, [texts, wanted]);
  return texts.loaded !== undefined;
}
