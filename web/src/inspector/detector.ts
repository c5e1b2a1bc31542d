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
  const reads = own && (await own.getSupportedFormats().catch(() => [] as string[])).includes('qr_code');
  return reads ? orElse(new own({ formats: ['qr_code'] })) : loadDecoder();
}

async function loadDecoder(): Promise<Detector> {
  await prepareZXingModule({ overrides: { locateFile: () => decoder }, fireImmediately: true });
  return new BarcodeDetector({ formats: ['qr_code'] }) as unknown as Detector;
}

/** Some browsers have a detector and lack the service behind it, which shows when it is used: from then on the other one reads. */
export function orElse(own: Detector, other: () => Promise<Detector> = loadDecoder): Detector {
  let reader: Promise<Detector> = Promise.resolve(own);
  return {
    detect: async (image) => {
      const current = await reader;
      try {
        return await current.detect(image);
      } catch (error) {
        if (current !== own) throw error;
        const next = other();
        // Tried again with the next picture, if the network was away.
        next.then(
          () => {
            reader = next;
          },
          () => undefined,
        );
        return (await next).detect(image);
      }
    },
  };
}
