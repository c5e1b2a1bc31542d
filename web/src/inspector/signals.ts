import { choices } from './choices';
import type { Count } from './shift';

/** Tones in hertz and pauses in milliseconds: told apart without looking, by pitch and by number. */
const SIGNALS: Record<Count, { tones: number[]; vibration: number[] }> = {
  admit: { tones: [1320], vibration: [80] },
  restrict: { tones: [880, 880], vibration: [120, 80, 120] },
  refuse: { tones: [330, 330, 330], vibration: [400, 100, 400, 100, 400] },
  invalid: { tones: [440, 294], vibration: [60, 60, 60, 60, 60, 60, 300] },
  open: { tones: [880, 660], vibration: [120, 80, 240] },
};
const TONE = 0.14;
const GAP = 0.06;
let audio: AudioContext | undefined;

/** To be called by a press, without which browsers stay silent. */
export function prepareSound(): void {
  audio ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext();
  if (audio?.state === 'suspended') void audio.resume();
}

export function signal(count: Count): void {
  const { tones, vibration } = SIGNALS[count];
  const { sound } = choices();
  if (sound === 'none') return;
  navigator.vibrate?.(vibration);
  if (sound !== 'tones') return;
  prepareSound();
  for (const [index, pitch] of tones.entries()) beep(pitch, index * (TONE + GAP));
}

function beep(pitch: number, after: number): void {
  if (!audio) return;
  const [start, tone, volume] = [audio.currentTime + after, audio.createOscillator(), audio.createGain()];
  tone.frequency.value = pitch;
  tone.type = 'square';
  // A soft end, or it clicks.
  volume.gain.setValueAtTime(0.2, start);
  volume.gain.setTargetAtTime(0, start + TONE - 0.03, 0.01);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + TONE);
}
