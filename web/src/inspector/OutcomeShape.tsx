import { ColorShape } from '../code/ColorShape';
import type { Count } from './shift';

const COLORS = { admit: 'green', restrict: 'yellow', refuse: 'red' } as const;

/** A shape for each outcome: those of the colors, a crossed diamond for no valid code, a square that asks for one to be looked up. */
export function OutcomeShape({ count }: { count: Count }) {
  if (count === 'admit' || count === 'restrict' || count === 'refuse') return <ColorShape color={COLORS[count]} />;
  return (
    <svg class={`shape shape-${count}`} viewBox="0 0 48 48" aria-hidden="true">
      {count === 'invalid' ? (
        <>
          <path class="body" d="M24 1 47 24 24 47 1 24z" />
          <path class="sign" d="m17 17 14 14M31 17 17 31" />
        </>
      ) : (
        <>
          <path class="body" d="M3 3h42v42H3z" />
          <path class="sign" d="M17 18c0-9 14-9 14 0 0 6-7 6-7 12M24 37v1" />
        </>
      )}
    </svg>
  );
}
