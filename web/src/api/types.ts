import type { components } from './schema';

type Schemas = components['schemas'];

export type HealthCode = Schemas['HealthCode'];
export type StripCode = Schemas['StripCode'];
export type Color = Schemas['Color'];
export type IdType = Schemas['IdType'];
export type Companion = Schemas['Companion'];
export type HolderVisit = Schemas['HolderVisit'];
export type Phone = Schemas['Phone'];
export type Scanned = Schemas['Scanned'];
export type Verdict = Schemas['Verdict'];
export type Place = Schemas['Place'];
