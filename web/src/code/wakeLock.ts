/** Keeps the screen awake while the code shows. A browser that cannot, or a battery that is low, refuses: then the screen dims as ever. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let wanted = true;
  const ask = async () => {
    if (!wanted || document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock?.request('screen');
      if (!wanted) await lock?.release();
    } catch {
      /* refused */
    }
  };
  const onVisible = () => void ask();
  void ask();
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    wanted = false;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}
