import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';

interface Props {
  text: string;
  /** How much of it may be damaged: M on screens, Q on paper. */
  level?: 'M' | 'Q';
  /** Read aloud; without one it is decoration, because what is around it says what it is. */
  label?: string;
}

/**
 * A QR code, drawn on the phone: black on white whatever the color or the theme, quiet zone 4. Level M, because a screen has no stains: its squares are
 * larger than those of level Q and are read from farther away; paper gets level Q from the service (docs/health-code.md). The text of a health code is
 * upper case, so the alphanumeric mode applies.
 */
export function Qr({ text, label, level = 'M' }: Props) {
  const { size, path } = useMemo(() => drawing(text, level), [text, level]);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has a label, or is hidden because what is around it has one
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** Runs of dark squares, one path: a thousandth of the elements that single squares would be. */
export function drawing(text: string, level: 'M' | 'Q'): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: level, border: 4 });
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
