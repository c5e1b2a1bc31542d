/** A code stays before the camera for a while; it counts once until it has been gone for some seconds. */
export class Seen {
  readonly #pause: number;
  #text = '';
  #until = 0;

  constructor(pause = 4_000) {
    this.#pause = pause;
  }

  /** True the first time. Looking at it again prolongs the pause. */
  isNew(text: string, now: number): boolean {
    const known = text === this.#text && now < this.#until;
    this.#text = text;
    this.#until = now + this.#pause;
    return !known;
  }
}
