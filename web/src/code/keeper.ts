import type { Problem } from '../api/call';
import { type Language, language } from '../i18n/i18n';
import { endViewer, viewer } from '../session/session';
import { delay, randomShare } from './backoff';
import { now } from './clock';
import { fetchCode, keptCode } from './fetchCode';
import { currentCode, FIRST_REACH, type Kept, REACH, renewAt } from './strip';

/** How the phone stands with the server. `idle`: nothing to say. */
export type Link = 'idle' | 'renewing' | 'offline' | 'busy' | 'signed-out' | 'no-holder';

export interface KeeperState {
  kept: Kept | undefined;
  link: Link;
  /** By the server's clock; when it will be tried again after a failure. */
  nextTryAt?: number;
}

/** Keeps one holder's strip filled for as long as the page is open. It goes on through failures and never throws away a strip that still works. */
export class Keeper {
  state: KeeperState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #running = true;
  #asking = false;
  /** Texts in another language are fetched anew. */
  #language = language();

  constructor(
    readonly holder: string,
    readonly onChange: (state: KeeperState) => void,
  ) {
    this.state = { kept: keptCode(holder), link: viewer() ? 'idle' : 'signed-out' };
    addEventListener('online', this.#again);
    document.addEventListener('visibilitychange', this.#again);
  }

  /** Begins after the code was painted, and again after a change of language: a strip that is good needs no request at all. */
  start(spoken: Language): void {
    this.#language = spoken;
    this.#schedule();
  }

  /**
   * Asks the server at once, as a person wishes. The pauses after it stay as long as they were: a service that is down would be asked two and a half
   * times as often if each press began them anew (docs/performance.md).
   */
  renewNow(): void {
    void this.#renew();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
    removeEventListener('online', this.#again);
    document.removeEventListener('visibilitychange', this.#again);
  }

  /** The network is back, or somebody looks again: what waited for its turn may be due now. A little chance keeps a whole train carriage from coming at once. */
  #again = (): void => {
    if (document.visibilityState === 'hidden') return;
    if (this.state.link === 'offline') this.#set({ nextTryAt: now() + randomShare() * 1_500 });
    this.#schedule();
  };

  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#running || this.#asking) return;
    const due =
      this.#failures > 0 && this.state.nextTryAt !== undefined
        ? this.state.nextTryAt
        : renewAt(this.state.kept, now(), viewer()?.expiresAt, this.#language);
    if (due === Infinity) this.#set({ link: this.state.link === 'no-holder' ? 'no-holder' : 'signed-out' });
    // Timers sleep with the phone, so a long wait is taken in steps and looked at again.
    else
      this.#timer = setTimeout(
        () => (now() >= due ? void this.#renew() : this.#schedule()),
        Math.min(Math.max(due - now(), 0), 60_000),
      );
  }

  async #renew(): Promise<void> {
    const current = viewer();
    if (!current) {
      this.#set({ link: 'signed-out' });
      return;
    }
    if (this.#asking) return;
    clearTimeout(this.#timer);
    this.#asking = true;
    this.#set({ link: 'renewing' });
    const reach = currentCode(this.state.kept?.answer.strip ?? [], now()) ? REACH : FIRST_REACH;
    const result = await fetchCode(this.holder, current.token, reach);
    this.#asking = false;
    if (!this.#running) return;
    if (!result.ok) {
      this.#failed(result.problem, current.token);
      return;
    }
    const kept = result.value;
    this.#failures = 0;
    this.state = { kept, link: kept.partial ? 'renewing' : 'idle' };
    this.onChange(this.state);
    // A clock that jumped or a strip of nothing must not become a loop of requests.
    if (currentCode(kept.answer.strip, now())) this.#schedule();
    else this.#timer = setTimeout(() => this.#schedule(), delay(4));
  }

  #failed(problem: Problem, token: string): void {
    if (problem.status === 401) {
      endViewer(token);
      // A session that is over may have left a pass.
      if (viewer()) this.#schedule();
      else this.#set({ link: 'signed-out' });
    } else if (problem.status === 404) {
      this.#set({ link: 'no-holder' });
    } else {
      this.#failures++;
      this.#set({
        link: problem.kind === 'offline' ? 'offline' : 'busy',
        nextTryAt: now() + delay(this.#failures, problem.retryAfter),
      });
      this.#schedule();
    }
  }

  #set(change: Partial<KeeperState>): void {
    this.state = { ...this.state, ...change };
    this.onChange(this.state);
  }
}
