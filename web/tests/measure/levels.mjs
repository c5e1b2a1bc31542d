// Compares the error levels of QR codes as a camera meets them: `npm run measure`. The same codes are drawn at both levels in the same size, distorted alike
// (distance, tilt, blur, noise, glare, a stain) and read by the decoder that inspectors' pages use. docs/health-code.md has the numbers.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { encode } from 'uqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const decoder = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
await prepareZXingModule({ overrides: { wasmBinary: readFileSync(decoder).buffer }, fireImmediately: true });

const LEVELS = ['M', 'Q'];
const CODES = 30;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** The same sequence in every run (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const between = (chance, low, high) => low + (high - low) * chance();
const normal = (chance) => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** How one photograph is taken; both levels get the same. `width`: of the code with its quiet zone, in pixels of the camera. */
function conditions(chance, width, stain) {
  return {
    width,
    angle: between(chance, -0.14, 0.14),
    tilt: [between(chance, -0.25, 0.25), between(chance, -0.25, 0.25)],
    blur: between(chance, 0.5, 0.9),
    noise: between(chance, 6, 14),
    light: between(chance, 170, 235),
    dark: between(chance, 15, 45),
    glare: [between(chance, -1, 1), between(chance, -1, 1), between(chance, 0, 60)],
    stain: { x: between(chance, 0.35, 0.65), y: between(chance, 0.35, 0.65), share: stain },
    seed: Math.floor(chance() * 2 ** 31),
  };
}

/** A photograph in grey: each pixel is the mean of nine points of the code, seen in perspective. */
function photograph(text, level, how) {
  const { data, size } = encode(text, { ecc: level, border: 4 });
  const frame = Math.round(how.width * 1.5);
  const grey = new Float64Array(frame * frame);
  const [cos, sin] = [Math.cos(how.angle), Math.sin(how.angle)];
  const radius = Math.sqrt(how.stain.share / Math.PI);
  const brightness = (u, v) => {
    if (Math.hypot(u - how.stain.x, v - how.stain.y) < radius) return how.light * 0.55;
    const module = data[Math.floor(v * size)]?.[Math.floor(u * size)];
    return module === undefined ? how.light * 0.6 : module ? how.dark : how.light;
  };
  for (let y = 0; y < frame; y++) {
    for (let x = 0; x < frame; x++) {
      let sum = 0;
      for (let part = 0; part < 9; part++) {
        const [a, b] = [
          (x + ((part % 3) + 0.5) / 3 - frame / 2) / how.width,
          (y + (Math.floor(part / 3) + 0.5) / 3 - frame / 2) / how.width,
        ];
        const depth = 1 + how.tilt[0] * a + how.tilt[1] * b;
        sum += brightness((cos * a - sin * b) / depth + 0.5, (sin * a + cos * b) / depth + 0.5);
      }
      const shine = Math.max(
        0,
        1 - Math.hypot(x / frame - 0.5 - how.glare[0] / 3, y / frame - 0.5 - how.glare[1] / 3) * 2,
      );
      grey[y * frame + x] = sum / 9 + how.glare[2] * shine;
    }
  }
  return finish(blurred(grey, frame, how.blur), frame, how);
}

function blurred(grey, frame, sigma) {
  const reach = Math.ceil(sigma * 3);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) =>
    Math.exp(-((index - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight);
  const along = (source, step, across) => {
    const result = new Float64Array(source.length);
    for (let row = 0; row < frame; row++) {
      for (let place = 0; place < frame; place++) {
        let sum = 0;
        for (let index = 0; index < weights.length; index++) {
          const beside = Math.min(Math.max(place + index - reach, 0), frame - 1);
          sum += weights[index] * source[row * across + beside * step];
        }
        result[row * across + place * step] = sum / total;
      }
    }
    return result;
  };
  return along(along(grey, 1, frame), frame, 1);
}

function finish(grey, frame, how) {
  const chance = random(how.seed);
  const pixels = new Uint8ClampedArray(frame * frame * 4);
  grey.forEach((value, at) => {
    pixels.fill(value + how.noise * normal(chance), at * 4, at * 4 + 3);
    pixels[at * 4 + 3] = 255;
  });
  return { data: pixels, width: frame, height: frame, colorSpace: 'srgb' };
}

const reads = async (picture, text) =>
  (await readBarcodes(picture, { formats: ['QRCode'] })).some((found) => found.text === text);

async function compare(title, rows) {
  console.log(`\n${title}\n${'level'.padEnd(24)}${LEVELS.map((level) => level.padStart(6)).join('')}   of ${CODES}`);
  for (const { name, width, stain } of rows) {
    const chance = random(20221);
    const counts = LEVELS.map(() => 0);
    for (let code = 0; code < CODES; code++) {
      const text = `GHC1:${Array.from({ length: 265 }, () => LETTERS[Math.floor(chance() * LETTERS.length)]).join('')}`;
      const how = conditions(chance, width, stain);
      for (const [index, level] of LEVELS.entries())
        if (await reads(photograph(text, level, how), text)) counts[index]++;
    }
    console.log(name.padEnd(24) + counts.map((count) => String(count).padStart(6)).join(''));
  }
}

const sizes = LEVELS.map(
  (level) =>
    `${level}: ${encode('GHC1:'.padEnd(270, 'A'), { ecc: level, border: 4 }).size} modules with the quiet zone`,
);
console.log(`A code of 270 characters. ${sizes.join('; ')}.`);
await compare(
  'Distance: width of the code in the picture',
  [320, 240, 200, 180, 160, 150, 140, 130, 120, 110, 100].map((width) => ({ name: `${width} px`, width, stain: 0 })),
);
await compare(
  'Damage: a stain over a share of the code, 320 px',
  [0.02, 0.04, 0.06, 0.08, 0.1].map((stain) => ({ name: `${Math.round(stain * 100)} %`, width: 320, stain })),
);
