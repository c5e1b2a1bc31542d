import { useEffect, useState } from 'preact/hooks';
import { date, seconds } from '../i18n/format';
import { translate } from '../i18n/i18n';
import { now } from './clock';
import { everySecond } from './ticks';

/** The one thing on the code page that is drawn anew each second: no screenshot has it. */
export function Clock() {
  const [moment, setMoment] = useState(now);
  useEffect(() => everySecond(() => setMoment(now())), []);
  return (
    <div class="clock">
      <time class="seconds" dir="ltr">
        {seconds(moment)}
      </time>
      <span class="date">
        <bdi>{date(moment)}</bdi>
        <br />
        {translate('time.zone')}
      </span>
    </div>
  );
}
