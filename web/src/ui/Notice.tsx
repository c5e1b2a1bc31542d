import type { ComponentChildren } from 'preact';

const SIGNS = { info: 'i', error: '!', done: '✓' };

/** Something to know; its kind is told by sign and words, color only helps. */
export function Notice({
  kind,
  title,
  children,
  live,
}: {
  kind: keyof typeof SIGNS;
  title?: string;
  children?: ComponentChildren;
  live?: boolean;
}) {
  return (
    <div class={`notice ${kind}`} role={live ? (kind === 'error' ? 'alert' : 'status') : undefined}>
      <span class="sign" aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <div>
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
