import type { IdType } from '../api/types';
import { translate } from '../i18n/i18n';

/**
 * Where the number of issuance is printed. Taiwan permits: beside the number at the lower right of the data page (nia.gov.cn 2020-09). Hong Kong and
 * Macao permits: the last two of eleven characters.
 */
export function PermitPicture({ type }: { type: IdType }) {
  const taiwan = type === 'taiwan-permit';
  return (
    <svg
      class="permit"
      viewBox="0 0 320 190"
      role="img"
      aria-label={translate(taiwan ? 'permit.picture.taiwan' : 'permit.picture.hongKong')}
    >
      <rect class="card" x="2" y="2" width="316" height="186" rx="14" />
      <rect class="photo" x="22" y="50" width="76" height="96" rx="6" />
      <circle class="face" cx="60" cy="86" r="17" />
      <path class="face" d="M30 144c4-22 16-30 30-30s26 8 30 30z" />
      <path class="line" d="M22 26h150M118 62h110M118 84h86M118 106h128" />
      {taiwan ? (
        <>
          <text x="118" y="158">
            01234567
          </text>
          <rect class="mark" x="246" y="138" width="42" height="30" rx="6" />
          <text class="marked" x="254" y="159">
            02
          </text>
        </>
      ) : (
        <>
          <text x="118" y="158">
            H01234567
          </text>
          <rect class="mark" x="216" y="138" width="42" height="30" rx="6" />
          <text class="marked" x="223" y="159">
            02
          </text>
        </>
      )}
      <path class="pointer" d={taiwan ? 'M267 132v-22' : 'M237 132v-22'} />
    </svg>
  );
}
