import { TextSet, useTexts } from '../i18n/textSet';
import type en from './locales/en.json';

export type AppealKey = keyof typeof en;

const texts = new TextSet<AppealKey>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

/** Texts of appeals, for those who file them and for officers: loaded by whoever has a color to appeal. */
export const translateAppeal = texts.translate;
export const useAppealTexts = (): boolean => useTexts(texts);
