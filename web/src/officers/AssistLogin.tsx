import { useEffect, useRef, useState } from 'preact/hooks';
import { type Answer, type Body, call, type Problem } from '../api/call';
import { now } from '../code/clock';
import { IdentityFields, identityOf } from '../forms/DocumentFields';
import { SelectField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { dateTime } from '../i18n/format';
import { session } from '../session/session';
import { Notice } from '../ui/Notice';
import { useEffectEvent } from '../ui/useEffectEvent';
import { translateOfficer } from './texts';

type Assisted = Answer<'/api/assisted-logins', 'post'>;
type Reason = Body<'/api/assisted-logins', 'post'>['reason'];

const REASONS = [
  'text-not-received',
  'no-roaming',
  'phone-not-working',
  'needs-help-typing',
] as const satisfies readonly Reason[];

/** A code for a traveler whom no text reaches (docs/adr/0008): who they are, why, and the code to hand over. */
export function AssistLogin({ onFail }: { onFail: (why: Problem) => void }) {
  const [made, setMade] = useState<Assisted>();
  const [over, setOver] = useState(false);
  const send = async (form: HTMLFormElement) => {
    setOver(false);
    const result = await call('post', '/api/assisted-logins', {
      token: session()?.token,
      body: { ...identityOf(form), reason: textOf(form, 'reason') as Reason },
    });
    if (result.ok) setMade(result.value);
    return result;
  };
  if (made)
    return (
      <Code
        made={made}
        onHidden={() => setMade(undefined)}
        onOver={() => {
          setMade(undefined);
          setOver(true);
        }}
      />
    );
  return (
    <>
      {over && <Notice kind="info" live title={translateOfficer('assist.over')} />}
      <section class="panel">
        <h2>{translateOfficer('assist')}</h2>
        <p class="lead">{translateOfficer('assist.lead')}</p>
        <Form
          submit={translateOfficer('assist.submit')}
          send={send}
          onDone={() => undefined}
          onSignedOut={onFail}
          fields={{ 'holder-not-found': 'idNumber' }}
          confirm={{ title: translateOfficer('assist.confirm'), text: translateOfficer('assist.confirm.text') }}
        >
          <IdentityFields />
          <SelectField
            name="reason"
            label={translateOfficer('assist.reason')}
            options={REASONS.map((reason) => [reason, translateOfficer(`reason.${reason}`)])}
            open
          />
        </Form>
      </section>
    </>
  );
}

/** Shown this once, and no longer than it counts. */
function Code({
  made: { code, expiresAt },
  onHidden,
  onOver,
}: {
  made: Assisted;
  onHidden: () => void;
  onOver: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const end = useEffectEvent(onOver);
  useEffect(() => {
    heading.current?.focus();
    const timer = setTimeout(end, Date.parse(expiresAt) - now());
    return () => clearTimeout(timer);
  }, [end, expiresAt]);
  return (
    <section class="panel assisted">
      <h2 ref={heading} tabIndex={-1}>
        {translateOfficer('assist.code')}
      </h2>
      <p class="digits">
        <span class="unseen">{[...code].join(' ')}</span>
        <bdi dir="ltr" aria-hidden="true">
          {code.slice(0, 4)} {code.slice(4)}
        </bdi>
      </p>
      <p>{translateOfficer('assist.code.text', { time: dateTime(expiresAt) })}</p>
      <p class="actions">
        <button type="button" class="plain" onClick={onHidden}>
          {translateOfficer('assist.hide')}
        </button>
      </p>
    </section>
  );
}
