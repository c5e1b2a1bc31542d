import type { Detector } from './detector';

/** Not in TypeScript's types, since not every browser has it. */
type Torch = { torch?: boolean };

/** Pauses between two looks: often enough to feel immediate, seldom enough to leave the battery for the day. */
const PAUSE = 120;

export class Camera {
  readonly #stream: MediaStream;
  readonly #detector: Detector;
  #running = true;
  torch = false;

  private constructor(stream: MediaStream, detector: Detector) {
    this.#stream = stream;
    this.#detector = detector;
  }

  /** Asks for the camera at the back. Throws what the browser throws: refused, or none there. `onLost`: somebody took it away. */
  static async open(video: HTMLVideoElement, detector: Detector, onLost: () => void): Promise<Camera> {
    const wanted = { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } };
    const camera = new Camera(await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false }), detector);
    // Not told of a camera that we closed.
    camera.#track?.addEventListener('ended', onLost);
    try {
      video.srcObject = camera.#stream;
      await video.play();
    } catch (error) {
      camera.close();
      throw error;
    }
    return camera;
  }

  get hasTorch(): boolean {
    return (this.#track?.getCapabilities?.() as Torch | undefined)?.torch === true;
  }

  async setTorch(on: boolean): Promise<void> {
    await this.#track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet & Torch] });
    this.torch = on;
  }

  /** Looks on and on; `onCode` gets every code of every look, and the looking waits for it. `onSeveral` is told whether more than one is in view. */
  async watch(
    video: HTMLVideoElement,
    onCode: (text: string) => Promise<void> | void,
    onSeveral: (several: boolean) => void,
  ): Promise<void> {
    while (this.#running) {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && document.visibilityState === 'visible') {
        const found = await this.#look(video);
        // Two codes in one picture: the inspector decides which one is meant by showing one.
        if (this.#running) onSeveral(new Set(found.map(({ rawValue }) => rawValue)).size > 1);
        if (this.#running && found.length === 1 && found[0]) await onCode(found[0].rawValue);
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  close(): void {
    this.#running = false;
    for (const track of this.#stream.getTracks()) track.stop();
  }

  get #track(): MediaStreamTrack | undefined {
    return this.#stream.getVideoTracks()[0];
  }

  /** A picture that cannot be read is followed by the next one. */
  async #look(video: HTMLVideoElement): Promise<{ rawValue: string }[]> {
    try {
      return await this.#detector.detect(video);
    } catch {
      return [];
    }
  }
}
