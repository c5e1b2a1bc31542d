import { TextSet, useTexts } from '../i18n/textSet';
import type en from './locales/en.json';

const texts = new TextSet<keyof typeof en>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

/** Texts of the form for several people: loaded by whoever opens it. */
export const translateFamily = texts.translate;
export const useFamilyTexts = (): boolean => useTexts(texts);
