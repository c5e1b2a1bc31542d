import type { HealthCode } from '../api/types';
import { maskName } from '../code/mask';
import { Qr } from '../code/Qr';
import './paper.css';

interface Props { person: HealthCode; printed: { printId: string; healthCode: string; expiresAt: string; at: number } }

const TYPES = {
  passport: ['护照', 'Passport'], 'taiwan-permit': ['台湾居民来往大陆通行证', 'Taiwan permit'], 'hong-kong-macao-permit': ['港澳居民来往内地通行证', 'HK/Macao permit'],
} as const;

/**
 * One page of A6 in Chinese and English, whatever the language of the pages: the inspector reads one, the traveler perhaps the other. It is what the
 * service prints for clients without pages (PrintedPage.html).
 */
export function Paper({ person, printed }: Props) {
  const [chineseType, type] = TYPES[person.idType];
  return (
    <article class="sheet" dir="ltr">
      <p class="sheet-title"><span lang="zh-Hans">粤康码</span> <span lang="en">Guangdong Health Code</span></p>
      <p><span lang="zh-Hans">无手机人员纸质码</span> <span lang="en">Printed, for a person without a phone</span></p>
      <Qr text={printed.healthCode} label="粤康码 Guangdong Health Code" />
      <p class="sheet-name">{maskName(person.name)}</p>
      <dl>
        <Line zh="证件" en="Document"><span lang="zh-Hans">{chineseType}</span> <span lang="en">{type}</span> {person.idNumber}</Line>
        <Line zh="打印日期" en="Printed on">{day(printed.at)}</Line>
        <Line zh="有效期至" en="Valid through">{day(lastDay(printed.expiresAt))}</Line>
        <Line zh="编号" en="Number">{numberOf(printed.printId)}</Line>
      </dl>
      <p class="sheet-what" lang="zh-Hans">本纸不显示颜色；工作人员扫码后可见当时的颜色。请与上述证件一并出示。如遗失，请在打印页面按编号撤销。</p>
      <p class="sheet-what" lang="en">This paper shows no color: staff who scan it see the color of that moment. Show it together with the document named above. If it is lost, withdraw it by its number on the page where it was made.</p>
    </article>
  );
}

function Line({ zh, en, children }: { zh: string; en: string; children: preact.ComponentChildren }) {
  return <div><dt><span lang="zh-Hans">{zh}</span> <span lang="en">{en}</span></dt><dd>{children}</dd></div>;
}

/** A code ends with a day, so the last day on which it counts is the one before its end. */
export const lastDay = (expiresAt: string): number => Date.parse(expiresAt) - 1;

/** In groups, as people read it from paper. */
export const numberOf = (printId: string): string => printId.toUpperCase().match(/.{1,4}/g)?.join(' ') ?? printId;

/** As both readers write it and neither can mistake, in Guangdong: 2022-08-12. */
const day = (instant: number): string => new Date(instant + 8 * 60 * 60_000).toISOString().slice(0, 10);
