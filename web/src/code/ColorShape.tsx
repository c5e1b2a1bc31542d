import type { Color } from '../api/types';

/** A shape for each color, so that it is never told by color alone: a check in a circle, a triangle, an octagon. */
export function ColorShape({ color }: { color: Color }) {
  return (
    <svg class={`shape shape-${color}`} viewBox="0 0 48 48" aria-hidden="true">
      {color === 'green' && (
        <>
          <circle class="body" cx="24" cy="24" r="22" />
          <path class="sign" d="m13 25 8 8 15-17" />
        </>
      )}
      {color === 'yellow' && (
        <>
          <path class="body" d="M24 3 47 45H1z" />
          <path class="sign" d="M24 18v13M24 37v1" />
        </>
      )}
      {color === 'red' && (
        <>
          <path class="body" d="M15 1h18l14 14v18L33 47H15L1 33V15z" />
          <path class="sign" d="M14 24h20" />
        </>
      )}
    </svg>
  );
}
