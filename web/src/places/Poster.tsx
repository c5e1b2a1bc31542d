import type { Place } from '../api/types';
import { Page } from '../app/Page';
import { Qr } from '../code/Qr';
import { translateStaff } from '../staff/texts';

/** The poster for the entrance, for readers of Chinese and of English whatever language its printer reads. The QR code leads to this site and to nothing else. */
export function Poster({ place, onBack }: { place: Place; onBack: () => void }) {
  const address = `${location.origin}/`;
  return (
    <Page title={translateStaff('poster.title')}>
      <p class="lead">{translateStaff('poster.lead')}</p>
      <p class="actions">
        <button type="button" class="primary" onClick={() => print()}>
          {translateStaff('poster.print')}
        </button>
        <button type="button" class="plain" onClick={onBack}>
          {translateStaff('poster.back')}
        </button>
      </p>
      <article class="poster">
        <p class="poster-title">
          <span lang="zh-Hans">请出示粤康码</span>
          <span lang="en">Please show your GHC</span>
        </p>
        <Qr text={address} label={address} level="Q" />
        <p class="poster-address" dir="ltr">
          {address}
        </p>
        <p class="poster-for">
          <span lang="zh-Hans">粤康码（入境人员版）</span>
          <span lang="en">Guangdong Health Code for Inbound Travelers</span>
        </p>
        <ol>
          <li>
            <span lang="zh-Hans">扫描二维码，打开粤康码页面</span>
            <span lang="en">Scan this code to open the GHC page</span>
          </li>
          <li>
            <span lang="zh-Hans">首次使用请先申请</span>
            <span lang="en">First visit: apply with your travel document</span>
          </li>
          <li>
            <span lang="zh-Hans">向检测员出示您的粤康码和证件</span>
            <span lang="en">Show your GHC and your document to the inspector</span>
          </li>
        </ol>
        <p class="poster-place" dir="auto">
          {place.name}
          {place.nameEn && <span lang="en">{place.nameEn}</span>}
        </p>
      </article>
    </Page>
  );
}
