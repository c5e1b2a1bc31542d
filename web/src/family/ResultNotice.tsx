import type { Problem } from '../api/call';
import { useWords } from '../api/words';
import { Link } from '../app/router';
import { language, pair, translate } from '../i18n/i18n';
import { Notice } from '../ui/Notice';
import { titleOf } from '../ui/ProblemText';
import { type Member, nameOf } from './members';
import { translateFamily } from './texts';

/** What became of the form: who is registered, or why nobody is. */
export interface Result {
  registered: string[];
  problem?: Problem;
}

/** Said at the top of the page, with a way to each card that has to be mended. */
export function ResultNotice({
  result,
  members,
  onGo,
}: {
  result: Result;
  members: Member[];
  onGo: (id: number) => void;
}) {
  useWords();
  const { registered, problem } = result;
  const refused = members.filter((member) => member.problem);
  const title =
    registered.length > 0
      ? translateFamily('registered', { names: new Intl.ListFormat(language()).format(registered) })
      : problem
        ? titleOf(problem)
        : '';
  return (
    <Notice kind={registered.length > 0 ? 'done' : 'error'} live title={title}>
      {refused.length > 0 && (
        <>
          <p>{translateFamily('rest')}</p>
          <ul>
            {refused.map((member) => (
              <li key={member.id}>
                <a
                  href={`#member-${member.id}`}
                  onClick={(event) => {
                    event.preventDefault();
                    onGo(member.id);
                    document.getElementById(`member-${member.id}-name`)?.focus();
                  }}
                >
                  {pair(nameOf(member), member.problem ? titleOf(member.problem) : '')}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {registered.length > 0 && (
        <p class="actions">
          <Link class="button plain" href="/code">
            {translate('home.open')}
          </Link>
        </p>
      )}
    </Notice>
  );
}
