import { TextSet, useTexts } from '../i18n/textSet';
import type en from './locales/en.json';

const texts = new TextSet<keyof typeof en>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

/** Texts of health officers' pages. */
export const translateOfficer = texts.translate;
export const useOfficerTexts = (): boolean => useTexts(texts);
