import type en from './locales/en.json';
import { TextSet, useTexts } from './textSet';

const texts = new TextSet<keyof typeof en>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

/** Texts of inspectors' and managers' pages. */
export const translateStaff = texts.translate;
export const useStaffTexts = (): boolean => useTexts(texts);
