import { translate } from '../i18n/i18n';

const LENGTH = 30;

/** The data page of a passport, with a name in the two lines at its bottom. */
export function PassportPicture({ name }: { name: string }) {
  const line = `P<${name}`.padEnd(LENGTH, '<').slice(0, LENGTH);
  return (
    <svg class="permit" viewBox="0 0 320 200" role="img" aria-label={translate('review.picture', { name })}>
      <rect class="card" x="2" y="2" width="316" height="196" rx="10" />
      <rect class="photo" x="18" y="20" width="76" height="96" rx="4" />
      <circle class="face" cx="56" cy="56" r="17" />
      <path class="face" d="M26 114c4-22 16-30 30-30s26 8 30 30z" />
      <path class="line" d="M114 32h110M114 56h150M114 80h86M114 104h128" />
      <rect class="mark" x="10" y="132" width="300" height="56" rx="6" />
      <text class="zone" x="18" y="155" textLength="284">
        {line}
      </text>
      <text class="zone" x="18" y="179" textLength="284">
        {'X00000000<0'.padEnd(LENGTH, '<')}
      </text>
    </svg>
  );
}
