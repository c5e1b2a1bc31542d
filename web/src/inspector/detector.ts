import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import decoder from 'zxing-wasm/reader/zxing_reader.wasm?url';

export interface Detector {
  detect: (image: CanvasImageSource) => Promise<{ rawValue: string }[]>;
}
interface DetectorType {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
}

let opening: Promise<Detector> | undefined;

/** One for the page. What could not be loaded is asked for again the next time. */
export function openDetector(): Promise<Detector> {
  opening ??= load().catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** The browser's own detector where it reads QR codes; else one in WebAssembly, from this site like everything else, and only then loaded. What calls it comes with the page: browsers try a part of a page that failed to load no second time. */
async function load(): Promise<Detector> {
  const own = (globalThis as { BarcodeDetector?: DetectorType }).BarcodeDetector;
  if (own && (await own.getSupportedFormats()).includes('qr_code')) return new own({ formats: ['qr_code'] });
  await prepareZXingModule({ overrides: { locateFile: () => decoder }, fireImmediately: true });
  return new BarcodeDetector({ formats: ['qr_code'] }) as unknown as Detector;
}
