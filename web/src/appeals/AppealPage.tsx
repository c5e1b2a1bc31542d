import { useState } from 'preact/hooks';
import { type Answer, type Body, call } from '../api/call';
import { Page } from '../app/Page';
import { fetchCode } from '../code/fetchCode';
import { holderOfPage } from '../code/holder';
import { SelectField } from '../forms/Field';
import { Form } from '../forms/Form';
import { textOf } from '../forms/FormContext';
import { session } from '../session/session';
import { Loaded } from '../ui/Loaded';
import { Notice } from '../ui/Notice';
import { Skeleton } from '../ui/Skeleton';
import { signInFirst, useLoad } from '../ui/useLoad';
import { OwnAppeal } from './OwnAppeal';
import { TextArea } from './TextArea';
import { translateAppeal, useAppealTexts } from './texts';

type Filed = Answer<'/api/appeals', 'get'>['appeals'][number];
type Request = Body<'/api/appeals', 'post'>;

const GROUNDS = ['wrong-crossing', 'wrong-result', 'mix-up', 'recovered'] as const;

/** An objection to one reason of a color: to write it, and to see what became of it. */
export default function AppealPage() {
  const ready = useAppealTexts();
  const [holder] = useState(holderOfPage);
  const [reason] = useState(() => new URLSearchParams(location.search).get('reason') ?? '');
  const load = useLoad(async (token) => {
    const of = holder === 'self' ? undefined : holder;
    const [code, filed] = await Promise.all([
      fetchCode(holder, token),
      call('get', '/api/appeals', { token, query: { holder: of } }),
    ]);
    if (!code.ok) return code;
    if (!filed.ok) return filed;
    return { ok: true, value: { answer: code.value.answer, appeals: filed.value.appeals } } as const;
  });
  if (!ready)
    return (
      <main id="main">
        <Skeleton blocks={3} />
      </main>
    );

  const send = (form: HTMLFormElement) => {
    const body: Request = {
      reason,
      ground: textOf(form, 'ground') as Request['ground'],
      text: textOf(form, 'text'),
      ...(holder === 'self' ? {} : { holderId: holder }),
    };
    return call('post', '/api/appeals', { token: session()?.token, body });
  };
  return (
    <Page title={translateAppeal('title')} back="/code">
      <Loaded load={load}>
        {({ answer, appeals }) => {
          const held = answer.reasons.find(({ code }) => code === reason);
          return (
            <>
              {appeals.length > 0 && (
                <section aria-labelledby="mine">
                  <h2 id="mine">{translateAppeal('mine')}</h2>
                  {appeals.map((appeal) => (
                    <OwnAppeal
                      key={appeal.appealId}
                      appeal={appeal}
                      held={answer.reasons.some(({ code }) => code === appeal.reason)}
                    />
                  ))}
                </section>
              )}
              {held && mayFile(appeals, reason) && (
                <>
                  <p class="lead">{translateAppeal('lead')}</p>
                  <p class="appealed">
                    <span class="quiet">{translateAppeal('against')}</span>
                    <br />
                    <strong dir="auto">{held.text}</strong>
                    {holder !== 'self' && (
                      <>
                        <br />
                        <bdi>{answer.name}</bdi>
                      </>
                    )}
                  </p>
                  <Form
                    submit={translateAppeal('send')}
                    draft={`appeal ${reason} ${holder}`}
                    send={send}
                    onSignedOut={signInFirst}
                    onDone={() => {
                      load.retry();
                      scrollTo(0, 0);
                    }}
                  >
                    <SelectField
                      name="ground"
                      label={translateAppeal('ground')}
                      options={GROUNDS.map((ground) => [ground, translateAppeal(`ground.${ground}`)])}
                      open
                    />
                    <TextArea name="text" label={translateAppeal('text')} hint={translateAppeal('text.hint')} />
                  </Form>
                </>
              )}
              {!held && reason && appeals.every((appeal) => appeal.reason !== reason) && (
                <Notice kind="info" title={translateAppeal('gone')} />
              )}
              <p>
                <a href="tel:12345">{translateAppeal('call')}</a>
              </p>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** Whether it is too early to appeal again is the server's to say: it knows what changed since. */
const mayFile = (appeals: Filed[], reason: string): boolean =>
  appeals.every((appeal) => appeal.reason !== reason || appeal.againFrom !== undefined);
