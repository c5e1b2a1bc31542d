import { useEffect, useRef, useState } from 'preact/hooks';
import { translateStaff } from '../staff/texts';
import { Notice } from '../ui/Notice';
import { Camera } from './camera';
import { openDetector } from './detector';
import { Seen } from './seen';
import { prepareSound } from './signals';

/** What keeps the gate from a camera; each has a title, and a text that says what to do. */
const TROUBLES = ['refused', 'missing', 'lost', 'unread'] as const;
type State = 'closed' | 'opening' | 'open' | (typeof TROUBLES)[number];

/** The camera. It opens by a press, which also lets the page make sounds. */
export function Scanner({ onCode, paused }: { onCode: (text: string) => Promise<void>; paused: boolean }) {
  const [state, setState] = useState<State>('closed');
  const [torch, setTorch] = useState(false);
  const [several, setSeveral] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const camera = useRef<Camera>(undefined);
  const handler = useRef(onCode);
  handler.current = onCode;
  const gone = useRef(false);

  const close = (then: State) => {
    camera.current?.close();
    camera.current = undefined;
    setState(then);
  };
  useEffect(() => {
    // Beforehand, so that it is there should the network go.
    openDetector().catch(() => undefined);
    return () => {
      gone.current = true;
      camera.current?.close();
    };
  }, []);

  const open = async () => {
    const screen = video.current;
    if (!screen || state === 'opening') return;
    prepareSound();
    setState('opening');
    try {
      const detector = await openDetector().catch(() => undefined);
      if (!detector) {
        setState('unread');
        return;
      }
      const opened = await Camera.open(screen, detector, () => close('lost'));
      // The shift ended while the browser asked for leave.
      if (gone.current) {
        opened.close();
        return;
      }
      camera.current = opened;
      setTorch(false);
      setState('open');
      await look(opened, screen);
    } catch (error) {
      // How a browser says "refused" and "none there, or in use".
      close(error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'missing');
    }
  };
  const look = (opened: Camera, screen: HTMLVideoElement) => {
    const seen = new Seen();
    return opened.watch(
      screen,
      async (text) => {
        if (!seen.isNew(text, performance.now())) return;
        await handler.current(text);
        // The pause begins when the inspector goes on, not when the code was read.
        seen.isNew(text, performance.now());
      },
      setSeveral,
    );
  };
  const switchTorch = async () => {
    await camera.current?.setTorch(!torch);
    setTorch(!torch);
  };

  const isOpen = state === 'open';
  return (
    <section
      class={isOpen ? 'scanner open' : 'scanner'}
      aria-label={translateStaff('camera.title')}
      data-camera={state}
    >
      <div class="view" hidden={!isOpen}>
        <video ref={video} muted playsInline aria-label={translateStaff('camera.picture')} />
        <div class="aim" aria-hidden="true" />
      </div>
      {isOpen ? (
        <p class="aim-text" role="status" data-several={several}>
          {paused ? '' : translateStaff(several ? 'camera.several' : 'camera.aim')}
        </p>
      ) : (
        <button
          type="button"
          class="primary"
          disabled={state === 'opening'}
          onClick={() => {
            void open();
          }}
        >
          {translateStaff(state === 'opening' ? 'camera.opening' : 'camera.open')}
        </button>
      )}
      {isOpen && camera.current?.hasTorch && (
        <button
          type="button"
          class="plain"
          aria-pressed={torch}
          onClick={() => {
            void switchTorch();
          }}
        >
          {translateStaff('camera.torch')}
        </button>
      )}
      {isOpen && (
        <button type="button" class="plain" onClick={() => close('closed')}>
          {translateStaff('camera.close')}
        </button>
      )}
      {isTrouble(state) && (
        <Notice kind="error" live title={translateStaff(`camera.${state}`)}>
          <p>{translateStaff(`camera.${state}.text`)}</p>
        </Notice>
      )}
    </section>
  );
}

const isTrouble = (state: State): state is (typeof TROUBLES)[number] => (TROUBLES as readonly State[]).includes(state);
