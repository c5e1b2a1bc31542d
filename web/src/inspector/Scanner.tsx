import { useEffect, useRef, useState } from 'preact/hooks';
import { s } from '../staff/texts';
import { Notice } from '../ui/Notice';
import { Camera } from './camera';
import { Seen } from './seen';
import { prepareSound } from './signals';

type State = 'closed' | 'opening' | 'open' | 'refused' | 'missing';

/** The camera. It opens by a press, which also lets the page make sounds. */
export function Scanner({ onCode, paused }: { onCode: (text: string) => Promise<void>; paused: boolean }) {
  const [state, setState] = useState<State>('closed');
  const [torch, setTorch] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const camera = useRef<Camera>(undefined);
  const handler = useRef(onCode);
  handler.current = onCode;

  const close = () => { camera.current?.close(); camera.current = undefined; };
  useEffect(() => close, []);

  const open = async () => {
    const screen = video.current;
    if (!screen || state === 'opening') return;
    prepareSound();
    setState('opening');
    try {
      const opened = await Camera.open(screen);
      camera.current = opened;
      setState('open');
      const seen = new Seen();
      await opened.watch(screen, async (text) => {
        if (!seen.isNew(text, performance.now())) return;
        await handler.current(text);
        // The pause begins when the inspector goes on, not when the code was read.
        seen.isNew(text, performance.now());
      });
    } catch (error) {
      // How a browser says "refused" and "none there, or in use".
      setState(error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'missing');
    }
  };
  const switchTorch = async () => {
    await camera.current?.setTorch(!torch);
    setTorch(!torch);
  };

  const isOpen = state === 'open';
  return (
    <section class={isOpen ? 'scanner open' : 'scanner'} aria-label={s('camera.title')} data-camera={state}>
      <div class="view" hidden={!isOpen}><video ref={video} muted playsInline aria-label={s('camera.picture')} /><div class="aim" aria-hidden="true" /></div>
      {isOpen
        ? <p class="aim-text">{paused ? '' : s('camera.aim')}</p>
        : <button type="button" class="primary" disabled={state === 'opening'} onClick={() => { void open(); }}>{s(state === 'opening' ? 'camera.opening' : 'camera.open')}</button>}
      {isOpen && camera.current?.hasTorch && <button type="button" class="plain" aria-pressed={torch} onClick={() => { void switchTorch(); }}>{s('camera.torch')}</button>}
      {isOpen && <button type="button" class="plain" onClick={() => { close(); setState('closed'); }}>{s('camera.close')}</button>}
      {(state === 'refused' || state === 'missing') && <Notice kind="error" live title={s(`camera.${state}`)}><p>{s('camera.instead')}</p></Notice>}
    </section>
  );
}
