import decoder from 'zxing-wasm/reader/zxing_reader.wasm?url';

export interface Detector { detect: (image: CanvasImageSource) => Promise<{ rawValue: string }[]> }
interface DetectorType { new(options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> }

/** The browser's own detector where it reads QR codes; else one in WebAssembly, from this site like everything else, and only then loaded. */
export async function openDetector(): Promise<Detector> {
  const own = (globalThis as { BarcodeDetector?: DetectorType }).BarcodeDetector;
  if (own && (await own.getSupportedFormats()).includes('qr_code')) return new own({ formats: ['qr_code'] });
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  await prepareZXingModule({ overrides: { locateFile: () => decoder }, fireImmediately: true });
  return new BarcodeDetector({ formats: ['qr_code'] }) as unknown as Detector;
}
