import type { Body } from '../api/call';
import type { Place } from '../api/types';
import { session } from '../session/session';

export type Kind = Body<'/api/places', 'post'>['type'];

/** What a place may be, in the words of the contract. */
export const KINDS = [
  'port',
  'hotel',
  'station',
  'shop',
  'school',
  'hospital',
  'office',
  'other',
] as const satisfies readonly Kind[];
export const isKind = (text: string): text is Kind => (KINDS as readonly string[]).includes(text);

/** Who manages a place does not inspect there for that alone. */
export const mayInspect = (place: Place): boolean =>
  place.role === 'inspector' || (session()?.roles.includes('inspector') ?? false);
