import type { Place } from '../api/types';
import { language } from '../i18n/i18n';

/** The name in the reader's language: Chinese, or the English one for all others, where there is one. */
export const placeName = ({ name, nameEn }: Place): string => (language().startsWith('zh') ? name : (nameEn ?? name));
