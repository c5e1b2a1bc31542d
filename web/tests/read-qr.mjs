// Prints the text of the one QR code in a picture: `node read-qr.mjs picture.png`. For browser tests, which must not ask the writer of a code to read it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const decoder = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
await prepareZXingModule({ overrides: { wasmBinary: readFileSync(decoder).buffer }, fireImmediately: true });
const found = await readBarcodes(new Uint8Array(readFileSync(process.argv[2])), { formats: ['QRCode'] });
if (found.length !== 1) throw new Error(`Found ${found.length} codes.`);
process.stdout.write(found[0].text);
