import type en from './locales/en.json';
import { textSet } from './textSet';

/** Texts of inspectors' and managers' pages. */
export const { text: translateStaff, useTexts: useStaffTexts } = textSet<keyof typeof en>(
  import.meta.glob<{ default: Record<string, string> }>('./locales/*.json'),
);
