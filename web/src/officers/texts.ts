import { textSet } from '../staff/textSet';
import type en from './locales/en.json';

export const { text: translateOfficer, useTexts: useOfficerTexts } = textSet<keyof typeof en>(
  import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'),
);
