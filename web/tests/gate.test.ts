import { expect, test, vi } from 'vitest';
import { type Detector, orElse } from '../src/inspector/detector';
import { plain } from '../src/inspector/plain';

vi.mock('zxing-wasm/reader/zxing_reader.wasm?url', () => ({ default: '' }));

const CODE = 'GHC1:AB $%*+-./:9';

test.each([
  [CODE],
  [CODE.toLowerCase()],
  [`]Q1${CODE}`],
  [`]q3${CODE.toLowerCase()}`],
  [` ${CODE}\r\n`],
  ['ＧＨＣ１：ＡＢ\u3000＄％＊＋－．／：９'],
])('a scanner that types %j read a health code', (typed) => {
  expect(plain(typed)).toBe(CODE);
});

test('what is no health code stays as it is', () => {
  expect(plain('https://example.org/a')).toBe('https://example.org/a');
  expect(plain('GHC2:x')).toBe('GHC2:x');
});

const reads = (text: string): Detector => ({ detect: async () => [{ rawValue: text }] });
const throws: Detector = { detect: () => Promise.reject(new Error('no service')) };
const picture = {} as CanvasImageSource;

test('a detector of the browser that throws gives way to the other one for good', async () => {
  const own = vi.spyOn({ ...throws }, 'detect');
  const other = vi.fn(async () => reads('B'));
  const detector = orElse({ detect: own }, other);
  expect(await detector.detect(picture)).toEqual([{ rawValue: 'B' }]);
  expect(await detector.detect(picture)).toEqual([{ rawValue: 'B' }]);
  expect(own).toHaveBeenCalledOnce();
  expect(other).toHaveBeenCalledOnce();
});

test('where the other one cannot be loaded, it is tried again with the next picture', async () => {
  const other = vi
    .fn<() => Promise<Detector>>()
    .mockRejectedValueOnce(new Error('no network'))
    .mockResolvedValue(reads('B'));
  const detector = orElse(throws, other);
  await expect(detector.detect(picture)).rejects.toThrow();
  expect(await detector.detect(picture)).toEqual([{ rawValue: 'B' }]);
});

test('a detector that works is the only one', async () => {
  const other = vi.fn(async () => reads('B'));
  expect(await orElse(reads('A'), other).detect(picture)).toEqual([{ rawValue: 'A' }]);
  expect(other).not.toHaveBeenCalled();
});
