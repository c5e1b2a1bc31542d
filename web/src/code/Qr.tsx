import { encode } from 'uqr';

/**
 * A health code as a picture, drawn on the phone: black on white whatever the color or the theme, error level Q, quiet zone 4 (design §9). The text of
 * a code is upper case, so the alphanumeric mode applies and the squares stay large.
 */
export function Qr({ text, label }: { text: string; label: string }) {
  const { size, path } = drawing(text);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** Runs of dark squares, one path: a thousandth of the elements that single squares would be. */
export function drawing(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'Q', border: 4 });
  let path = '';
  data.forEach((row, y) => {
    for (let x = 0; x < size; x++) {
      const start = x;
      while (x < size && row[x]) x++;
      if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
    }
  });
  return { size, path };
}
