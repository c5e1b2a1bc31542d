import { useEffect, useRef } from 'preact/hooks';
import { translate } from '../i18n/i18n';
import { isSecret } from './draft';
import { machineReadable } from './machineReadable';
import { PassportPicture } from './PassportPicture';

/** What was typed, by the words that asked for it. */
export interface Answers {
  rows: { name: string; label: string; value: string }[];
  /** The name as the lines for machines at the bottom of a passport have it, where the document is one. */
  lines: string;
}

type Control = HTMLInputElement | HTMLSelectElement;

/** In the order of the form, without what is secret, what was left empty, and what is ticked. */
export function answersOf(form: HTMLFormElement): Answers {
  const controls = ([...form.elements] as Control[]).filter(
    (control) =>
      control.name &&
      control.value &&
      control.type !== 'checkbox' &&
      control.labels?.length &&
      !isSecret(control as HTMLInputElement),
  );
  const valueBy = (name: string) => controls.find((control) => control.name === name)?.value ?? '';
  return {
    rows: controls
      .filter(({ name }) => !name.endsWith('.areaCode'))
      .map((control) => ({
        name: control.name,
        label: control.labels?.[0]?.textContent ?? '',
        value: control.name.endsWith('.number')
          ? `+${valueBy(control.name.replace(/number$/, 'areaCode'))} ${control.value}`
          : 'selectedOptions' in control
            ? (control.selectedOptions[0]?.text ?? '')
            : control.value,
      })),
    lines: valueBy('idType') === 'passport' ? machineReadable(valueBy('fullName')) : '',
  };
}

/** The answers once more, before they are sent. */
export function Review({ answers: { rows, lines }, onChange }: { answers: Answers; onChange: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    scrollTo(0, 0);
  }, []);
  return (
    <section class="panel review">
      <h2 ref={heading} tabIndex={-1}>
        {translate('review.title')}
      </h2>
      <dl>
        {rows.map(({ name, label, value }) => (
          <div key={name} data-answer={name}>
            <dt>{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {lines && (
        <div class="lines">
          <p>{translate('review.lines')}</p>
          <PassportPicture name={lines} />
        </div>
      )}
      <button type="button" class="text" onClick={onChange}>
        {translate('review.change')}
      </button>
    </section>
  );
}
