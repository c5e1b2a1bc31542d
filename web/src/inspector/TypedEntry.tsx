import { useRef, useState } from 'preact/hooks';
import { s } from '../staff/texts';

/** A code by keyboard: for scanners held in the hand, which type and do not wait, and for a camera that fails. */
export function TypedEntry({ onCode }: { onCode: (text: string) => Promise<void> }) {
  const [waiting, setWaiting] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = input.current?.value.trim();
    if (!text || !input.current) return;
    input.current.value = '';
    setWaiting((count) => count + 1);
    await onCode(text).finally(() => setWaiting((count) => count - 1));
    input.current?.focus();
  };
  return (
    <form class="typed" aria-busy={waiting > 0} onSubmit={(event) => { void submit(event); }}>
      <div class="field">
        <label for="typed-code">{s('typed.label')}</label>
        <div class="pair">
          <input id="typed-code" ref={input} class="grow" type="text" autocomplete="off" autoCapitalize="characters" spellcheck={false} dir="ltr" maxLength={1024} aria-describedby="typed-hint" />
          <button class="plain">{s('typed.submit')}</button>
        </div>
        <div class="hint" id="typed-hint">{s('typed.hint')}</div>
      </div>
    </form>
  );
}
