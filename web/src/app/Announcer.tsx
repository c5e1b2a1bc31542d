import { useEffect, useState } from 'preact/hooks';

let say: (text: string) => void = () => undefined;

/** Has a screen reader say something that shows elsewhere, or not at all. */
export const announce = (text: string): void => say(text);

/** The one place from which it is said. It is there from the start, since readers watch only what they know. */
export function Announcer() {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  useEffect(() => {
    say = (text) => setSaid(({ turn }) => ({ text, turn: turn + 1 }));
    return () => {
      say = () => undefined;
    };
  }, []);
  // A new element each time: the same words twice are said twice.
  return (
    <div class="unseen" role="status" data-announced>
      <p key={said.turn}>{said.text}</p>
    </div>
  );
}
