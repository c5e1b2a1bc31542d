import { TextSet, useTexts } from '../i18n/textSet';
import type en from './locales/en.json';

const texts = new TextSet<keyof typeof en>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

/** Texts of inspectors' and managers' pages. */
export const translateStaff = texts.translate;
export const useStaffTexts = (): boolean => useTexts(texts);
