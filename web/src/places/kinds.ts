/** What a place may be, in the words of the contract. */
export const KINDS = ['port', 'hotel', 'station', 'shop', 'school', 'hospital', 'office', 'other'] as const;
export type Kind = (typeof KINDS)[number];
export const isKind = (text: string): text is Kind => (KINDS as readonly string[]).includes(text);
