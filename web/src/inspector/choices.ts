import { keep, kept } from '../staff/kept';

/** How an inspector likes to work; kept on the device. */
export interface Choices {
  /** Whether a green verdict goes away by itself. */
  greenGoesOn: boolean;
  sound: 'tones' | 'vibration' | 'none';
}

const CHOICES = 'ghc.choices';
const USUAL: Choices = { greenGoesOn: false, sound: 'tones' };

export const choices = (): Choices => ({ ...USUAL, ...kept<Choices>(CHOICES) });
export const choose = (changed: Partial<Choices>): void => {
  keep(CHOICES, { ...choices(), ...changed });
};
