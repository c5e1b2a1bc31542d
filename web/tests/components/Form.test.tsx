// @vitest-environment happy-dom
import { render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { Problem, Result } from '../../src/api/call';
import { TextField } from '../../src/forms/Field';
import { Form } from '../../src/forms/Form';
import { textOf } from '../../src/forms/FormContext';
import { session } from '../../src/session/session';
import { enter } from './setup';

const refusal = (problem: Partial<Problem>): Result<never> => ({
  ok: false,
  problem: { kind: 'refused', status: 422, code: 'x', title: '', detail: '', errors: {}, unmet: [], ...problem },
});

function Example({ send, onDone = () => undefined, ...rest }: Partial<Parameters<typeof Form>[0]>) {
  return (
    <Form submit="Send" send={send ?? (async () => ({ ok: true, value: undefined }))} onDone={onDone} {...rest}>
      <TextField name="fullName" label="Full name" hint="As printed" />
      <TextField name="nick" label="Nickname" required={false} />
      <TextField name="password" type="password" label="Password" />
    </Form>
  );
}

test('fields left empty are listed in the order of the form, and the list leads to each', async () => {
  const send = vi.fn();
  render(<Example send={send} />);
  await userEvent.click(screen.getByText('Send'));
  const summary = screen.getByRole('alert');
  await vi.waitFor(() => expect(document.activeElement).toBe(summary));
  expect([...summary.querySelectorAll('a')].map((link) => link.textContent)).toEqual([
    'Full name: Please fill this in.',
    'Password: Please fill this in.',
  ]);
  expect(send).not.toHaveBeenCalled();
  await userEvent.click(screen.getByText('Password: Please fill this in.'));
  expect(document.activeElement).toBe(screen.getByLabelText('Password'));
});

test('a field is described by its hint and by what is wrong with it', async () => {
  render(<Example send={async () => refusal({ errors: { fullName: ['Too long.'] } })} />);
  await userEvent.type(screen.getByLabelText('Full name'), 'ANNA');
  await userEvent.type(screen.getByLabelText('Password'), 'x');
  await userEvent.click(screen.getByText('Send'));
  const field = screen.getByLabelText('Full name');
  const described = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual(['As printed', '▲ Too long.']);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBeNull();
});

test('a refusal that is about one field is shown at that field', async () => {
  render(<Example send={async () => refusal({ code: 'known', title: 'Already here' })} fields={{ known: 'nick' }} />);
  await userEvent.type(screen.getByLabelText('Full name'), 'ANNA');
  await userEvent.type(screen.getByLabelText('Password'), 'x');
  await userEvent.click(screen.getByText('Send'));
  expect(document.querySelector('[data-error=nick]')?.textContent).toContain('Already here');
});

test('what is wrong with a field is said until its value is another', async () => {
  const errors = { fullName: ['Too long.'], password: ['Too common.'] };
  const send = vi.fn(async () => refusal({ errors }));
  render(<Example send={send} />);
  await userEvent.type(screen.getByLabelText('Full name'), 'ANNA');
  await userEvent.type(screen.getByLabelText('Password'), 'x');
  await userEvent.click(screen.getByText('Send'));
  await screen.findByRole('alert');
  const said = () =>
    [...screen.getByRole('alert').querySelectorAll('li')].map((line) => [line.textContent, line.dataset.mended]);
  expect(said()).toEqual([
    ['Full name: Too long.', 'false'],
    ['Password: Too common.', 'false'],
  ]);
  await userEvent.type(screen.getByLabelText('Full name'), 'B');
  expect(document.querySelector('[data-error=fullName]')).toBeNull();
  expect(screen.getByLabelText('Full name').getAttribute('aria-invalid')).toBeNull();
  expect(said()[0]).toEqual(['Full name: Too long.', 'true']);
  expect(document.querySelector('[data-error=password]')).toBeTruthy();
  expect(screen.getByRole('alert').dataset.mended).toBe('false');
  await userEvent.type(screen.getByLabelText('Password'), 'y');
  expect(screen.getByRole('alert').dataset.mended).toBe('true');
  expect(send).toHaveBeenCalledOnce();

  // Refused again, it is said again.
  await userEvent.click(screen.getByText('Send'));
  await vi.waitFor(() => expect(document.querySelector('[data-error=fullName]')).toBeTruthy());
  expect(screen.getByRole('alert').dataset.mended).toBe('false');
});

test('answers are shown once more, the focus is on them, and changing them loses nothing', async () => {
  const send = vi.fn(async () => ({ ok: true as const, value: undefined }));
  render(<Example send={send} review />);
  await userEvent.type(screen.getByLabelText('Full name'), 'ANNA SMITH');
  await userEvent.type(screen.getByLabelText('Password'), 'secret');
  await userEvent.click(screen.getByText('Continue'));
  const review = document.querySelector('.review') as HTMLElement;
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Check your answers'));
  expect([...review.querySelectorAll('dd')].map(({ textContent }) => textContent)).toEqual(['ANNA SMITH']);
  expect(send).not.toHaveBeenCalled();
  await userEvent.click(screen.getByText('Change'));
  expect((screen.getByLabelText('Full name') as HTMLInputElement).value).toBe('ANNA SMITH');
  await userEvent.click(screen.getByText('Continue'));
  await userEvent.click(screen.getByText('Send'));
  await vi.waitFor(() => expect(send).toHaveBeenCalledOnce());
});

test('two forms on one page share no id', () => {
  const { container } = render(
    <>
      <Example />
      <Example />
    </>,
  );
  const ids = [...container.querySelectorAll('[id]')].map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(6);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what was typed behind a session that ended is there after signing in, secrets excepted', async () => {
  enter();
  const onSignedOut = vi.fn();
  const first = render(
    <Example draft="example" onSignedOut={onSignedOut} send={async () => refusal({ code: 'not-signed-in' })} />,
  );
  await userEvent.type(screen.getByLabelText('Full name'), 'ANNA SMITH');
  await userEvent.type(screen.getByLabelText('Password'), 'secret');
  await userEvent.click(screen.getByText('Send'));
  expect(onSignedOut).toHaveBeenCalledOnce();
  expect(session()).toBeUndefined();
  first.unmount();

  enter('anna again');
  const sent: string[] = [];
  render(
    <Example
      draft="example"
      send={async (form) => {
        sent.push(textOf(form, 'fullName'), textOf(form, 'password'));
        return { ok: true, value: undefined };
      }}
    />,
  );
  await userEvent.type(screen.getByLabelText('Password'), 'new');
  await userEvent.click(screen.getByText('Send'));
  expect(sent).toEqual(['ANNA SMITH', 'new']);
});

test('a form that is being sent is not sent twice', async () => {
  const answers: ((result: Result<unknown>) => void)[] = [];
  const onDone = vi.fn();
  render(<Example onDone={onDone} send={() => new Promise((resolve) => answers.push(resolve))} />);
  await userEvent.type(screen.getByLabelText('Full name'), 'ANNA');
  await userEvent.type(screen.getByLabelText('Password'), 'x');
  await userEvent.click(screen.getByText('Send'));
  await userEvent.click(screen.getByText('Sending…'));
  expect(answers.length).toBe(1);
  answers[0]?.({ ok: true, value: undefined });
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
});
