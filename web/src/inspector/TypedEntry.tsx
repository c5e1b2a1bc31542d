import type { RefObject } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { translateStaff } from '../staff/texts';
import { useEffectEvent } from '../ui/useEffectEvent';

/** A code by keyboard: for scanners held in the hand, which type and do not wait, and for a camera that fails. */
export function TypedEntry({ onCode, covered }: { onCode: (text: string) => Promise<void>; covered: boolean }) {
  const [waiting, setWaiting] = useState(0);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const check = useEffectEvent(async () => {
    const text = input.current?.value.trim();
    if (!text || !input.current) return;
    input.current.value = '';
    setWaiting((count) => count + 1);
    await onCode(text).finally(() => setWaiting((count) => count - 1));
    input.current?.focus();
  });
  useEffect(() => (covered ? typeOnBehind(input, () => void check()) : undefined), [covered, check]);
  return (
    <form
      class="typed"
      aria-busy={waiting > 0}
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <div class="field">
        <label for={id}>{translateStaff('typed.label')}</label>
        <div class="pair">
          <input
            id={id}
            name="typedCode"
            ref={input}
            class="grow"
            type="text"
            autocomplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            dir="ltr"
            maxLength={1024}
            aria-describedby={`${id}-hint`}
          />
          <button type="submit" class="plain">
            {translateStaff('typed.submit')}
          </button>
        </div>
        <div class="hint" id={`${id}-hint`}>
          {translateStaff('typed.hint')}
        </div>
      </div>
    </form>
  );
}

/**
 * A scanner does not see that a verdict covers the field. What it types still goes there, and the Enter that ends a code checks it: a space, which codes
 * have, or that Enter would press "Next", and a verdict would be gone before anybody read it. Before any of it, both are the inspector's.
 */
function typeOnBehind(field: RefObject<HTMLInputElement | null>, check: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    const input = field.current;
    if (!input || isCommand(event)) return;
    const letter = event.key.length === 1;
    if (!letter && event.key !== 'Enter') return;
    if (input.value.trim() === '' && (event.key === ' ' || !letter)) return;
    // Also when the key comes up again, which is when a space presses a button.
    event.preventDefault();
    if (event.type === 'keyup') return;
    if (letter) input.value += event.key;
    else check();
  };
  addEventListener('keydown', onKey);
  addEventListener('keyup', onKey);
  return () => {
    removeEventListener('keydown', onKey);
    removeEventListener('keyup', onKey);
  };
}

/** Not a letter: some keyboards have `$` on a key that counts as Control and Alt. */
const isCommand = (event: KeyboardEvent): boolean =>
  event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph'));
