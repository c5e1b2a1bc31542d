import { useEffect, useId, useState } from 'preact/hooks';
import { type Body, call, type Problem } from '../api/call';
import { LANGUAGES, type Language, language, setLanguage, translate } from '../i18n/i18n';
import { session } from '../session/session';

/** The language, which text messages follow, and whether a change of color is told by one. */
export function Texts({ onProblem }: { onProblem: (problem: Problem | undefined) => void }) {
  const [told, setTold] = useState<boolean>();
  const id = useId();
  const token = session()?.token;
  useEffect(() => {
    if (token)
      void call('get', '/api/account', { token }).then((result) => {
        if (result.ok) setTold(result.value.colorTexts);
      });
  }, [token]);

  const change = async (body: Body<'/api/account', 'patch'>) => {
    if (!token) return;
    const result = await call('patch', '/api/account', { token, body });
    if (result.ok) setTold(result.value.colorTexts);
    onProblem(result.ok ? undefined : result.problem);
  };
  const choose = (tag: Language) => {
    void setLanguage(tag);
    void change({ language: tag });
  };

  return (
    <section class="panel">
      <h2>
        <label for={id}>{translate('account.language')}</label>
      </h2>
      <select id={id} value={language()} onChange={(event) => choose(event.currentTarget.value as Language)}>
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <label class="check">
        <input
          type="checkbox"
          checked={told ?? false}
          disabled={told === undefined}
          onChange={(event) => {
            void change({ colorTexts: event.currentTarget.checked });
          }}
        />
        {translate('account.colorTexts')}
      </label>
    </section>
  );
}
