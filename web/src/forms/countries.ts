import { language } from '../i18n/i18n';

/** ISO 3166 alpha-2 and calling code of every country and region; names come from the browser, in the reader's language. */
const CALLING =
  'AD376AE971AF93AG1AI1AL355AM374AO244AR54AS1AT43AU61AW297AX358AZ994BA387BB1BD880BE32BF226BG359BH973BI257BJ229BL590BM1BN673BO591BQ599BR55BS1BT975BW267BY375BZ501CA1CC61CD243CF236CG242CH41CI225CK682CL56CM237CN86CO57CR506CU53CV238CW599CX61CY357CZ420DE49DJ253DK45DM1DO1DZ213EC593EE372EG20EH212ER291ES34ET251FI358FJ679FK500FM691FO298FR33GA241GB44GD1GE995GF594GG44GH233GI350GL299GM220GN224GP590GQ240GR30GT502GU1GW245GY592HK852HN504HR385HT509HU36ID62IE353IL972IM44IN91IO246IQ964IR98IS354IT39JE44JM1JO962JP81KE254KG996KH855KI686KM269KN1KP850KR82KW965KY1KZ7LA856LB961LC1LI423LK94LR231LS266LT370LU352LV371LY218MA212MC377MD373ME382MF590MG261MH692MK389ML223MM95MN976MO853MP1MQ596MR222MS1MT356MU230MV960MW265MX52MY60MZ258NA264NC687NE227NF672NG234NI505NL31NO47NP977NR674NU683NZ64OM968PA507PE51PF689PG675PH63PK92PL48PM508PR1PS970PT351PW680PY595QA974RE262RO40RS381RU7RW250SA966SB677SC248SD249SE46SG65SH290SI386SJ47SK421SL232SM378SN221SO252SR597SS211ST239SV503SX1SY963SZ268TC1TD235TG228TH66TJ992TK690TL670TM993TN216TO676TR90TT1TV688TW886TZ255UA380UG256US1UY598UZ998VA39VC1VE58VG1VI1VN84VU678WF681WS685XK383YE967YT262ZA27ZM260ZW263';

export const countries: { code: string; calling: string }[] = [...CALLING.matchAll(/([A-Z]{2})(\d+)/g)].map(
  ([, code = '', calling = '']) => ({ code, calling }),
);

/** Where most travelers come from, because a list starts at its top. */
const FIRST = ['HK', 'MO', 'TW'];
/** A phone of the mainland is what most of them carry here. */
export const PHONES_FIRST = ['CN', ...FIRST];

/** `short`: "Hong Kong" for "Hong Kong SAR China", which is what people type. */
function namesIn(tag: string, style: 'long' | 'short' = 'long'): (code: string) => string {
  const names = new Intl.DisplayNames(tag, { type: 'region', style });
  return (code) => names.of(code) ?? code;
}

export function sorted(first = FIRST): { code: string; calling: string; name: string }[] {
  const collator = new Intl.Collator(language());
  const name = namesIn(language());
  const rank = (code: string) => (first.includes(code) ? first.indexOf(code) : first.length);
  return countries
    .map((country) => ({ ...country, name: name(country.code) }))
    .sort((a, b) => rank(a.code) - rank(b.code) || collator.compare(a.name, b.name));
}

/**
 * The code behind what somebody typed: the code itself, or a name in the reader's language or in English, the long ones first, since "RU" is Russia's code
 * and what Spanish calls the United Kingdom for short. Unknown text goes to the server as it is.
 */
export function codeOf(typed: string): string {
  const plain = fold(typed);
  for (const name of [
    (code: string) => code,
    namesIn(language()),
    namesIn('en'),
    namesIn(language(), 'short'),
    namesIn('en', 'short'),
  ]) {
    const found = countries.find(({ code }) => fold(name(code)) === plain);
    if (found) return found.code;
  }
  return typed;
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
