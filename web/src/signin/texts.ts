import { TextSet, useTexts } from '../i18n/textSet';
import type en from './locales/en.json';

export type SignInKey = keyof typeof en;

const texts = new TextSet<SignInKey>(import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'));

/** Texts of the ways to sign in that few use, and of changing them: loaded by whoever opens such a page. */
export const translateSignIn = texts.translate;
export const useSignInTexts = (): boolean => useTexts(texts);
