import { useEffect, useState } from 'preact/hooks';
import { type Answer, call, type Result } from '../api/call';
import { Page } from '../app/Page';
import { Link } from '../app/router';
import { pageFor } from '../code/holder';
import { translate } from '../i18n/i18n';
import { readOwn, session } from '../session/session';
import { Notice } from '../ui/Notice';
import { ProblemText } from '../ui/ProblemText';

const QUESTIONS = ['q1', 'q2', 'q3', 'q4', 'q5'] as const;

/** The five questions of the guide. The fourth is answered for the one who asks. */
export default function Help() {
  const [open] = useState(location.hash.slice(1));
  useEffect(() => {
    if (open) document.getElementById(open)?.scrollIntoView();
  }, [open]);
  return (
    <Page title={translate('help.title')} back="/">
      {QUESTIONS.map((question, index) => (
        <details class="panel question" key={question} id={question} open={open === question}>
          <summary>
            <h2>
              {index + 1}. {translate(`help.${question}`)}
            </h2>
          </summary>
          {translate(`help.${question}.a`)
            .split('\n')
            .map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          {question === 'q3' && (
            <p>
              <Link href="/password">{translate('password.title')}</Link>
            </p>
          )}
          {question === 'q4' && <MissingTests />}
        </details>
      ))}
      <section class="panel">
        <h2>{translate('help.scan')}</h2>
        <p>{translate('help.scan.a')}</p>
      </section>
    </Page>
  );
}

/** Whose code the traveler looked at last. */
const shown = (): string => readOwn<string>('shown') ?? 'self';

/** Looks through the records for the reason why a test does not show. */
function MissingTests() {
  const [result, setResult] = useState<Result<Answer<'/api/tests/missing', 'get'>>>();
  const [busy, setBusy] = useState(false);
  const token = session()?.token;
  if (!token)
    return (
      <p>
        {translate('help.q4.signIn')} <Link href="/login?next=/help">{translate('login.title')}</Link>
      </p>
    );

  const ask = async () => {
    setBusy(true);
    setResult(
      await call('get', '/api/tests/missing', { token, query: { holder: shown() === 'self' ? undefined : shown() } }),
    );
    setBusy(false);
  };
  return (
    <>
      <button
        type="button"
        class="plain"
        disabled={busy}
        onClick={() => {
          void ask();
        }}
      >
        {translate(busy ? 'app.loading' : 'help.q4.check')}
      </button>
      <div role="status">
        {result &&
          (result.ok ? (
            <Notice kind="info" title={translate('help.q4.found', { count: result.value.findings.length })}>
              <ul>
                {result.value.findings.map((finding) => (
                  <li key={finding.code} dir="auto">
                    {finding.text}
                    {finding.code === 'other-issuance' && (
                      <>
                        {' '}
                        <Link href={pageFor('/renew', shown())}>{translate('renew.title')}</Link>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </Notice>
          ) : (
            <Notice kind="error">
              <ProblemText problem={result.problem} />
            </Notice>
          ))}
      </div>
    </>
  );
}
