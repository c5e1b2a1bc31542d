// @vitest-environment happy-dom
import { render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { rememberCompanions } from '../../src/code/family';
import { HolderSwitch } from '../../src/code/HolderSwitch';
import { enter, serve } from './setup';

const LITTLE = { holderId: 'little', name: 'LITTLE SMITH', relationship: 'child', color: 'green' } as const;
const OLD = { holderId: 'old', name: 'OLD SMITH', relationship: 'parent', color: 'red' } as const;

test('it opens with the companions on this phone, and then has those of the service', async () => {
  enter();
  rememberCompanions('anna', [LITTLE]);
  serve({ '/api/companions': [[LITTLE, OLD]] });
  render(<HolderSwitch holder="self" onChange={() => undefined} />);
  expect(screen.queryByText('OLD SMITH')).toBeNull();
  await userEvent.click(screen.getByText('Switch to Companions'));
  expect(screen.getByText('LITTLE SMITH')).toBeTruthy();
  expect(await screen.findByText('OLD SMITH')).toBeTruthy();
});

test('choosing somebody closes it and gives the focus back', async () => {
  enter();
  rememberCompanions('anna', [LITTLE]);
  serve({ '/api/companions': [[LITTLE]] });
  const onChange = vi.fn();
  render(<HolderSwitch holder="self" onChange={onChange} />);
  await userEvent.click(screen.getByText('Switch to Companions'));
  await userEvent.click(screen.getByText('LITTLE SMITH'));
  expect(onChange).toHaveBeenCalledWith('little');
  expect(document.querySelector('details')?.open).toBe(false);
  expect(document.activeElement?.tagName).toBe('SUMMARY');
});

test('Escape closes it and changes nothing', async () => {
  enter();
  rememberCompanions('anna', [LITTLE]);
  serve({ '/api/companions': [[LITTLE]] });
  const onChange = vi.fn();
  render(<HolderSwitch holder="little" onChange={onChange} />);
  await userEvent.click(screen.getByText('Switch to Companions'));
  expect(document.querySelector('[aria-current=true]')?.textContent).toContain('LITTLE SMITH');
  await userEvent.keyboard('{Escape}');
  expect(document.querySelector('details')?.open).toBe(false);
  expect(onChange).not.toHaveBeenCalled();
});

test('a press outside closes it', async () => {
  enter();
  rememberCompanions('anna', [LITTLE]);
  serve({ '/api/companions': [[LITTLE]] });
  render(
    <>
      <HolderSwitch holder="self" onChange={() => undefined} />
      <p>Outside</p>
    </>,
  );
  await userEvent.click(screen.getByText('Switch to Companions'));
  await userEvent.click(screen.getByText('LITTLE SMITH').closest('ul') as HTMLElement);
  expect(document.querySelector('details')?.open).toBe(true);
  await userEvent.click(screen.getByText('Outside'));
  expect(document.querySelector('details')?.open).toBe(false);
});

test('it says whose code shows', () => {
  enter();
  rememberCompanions('anna', [LITTLE]);
  const { rerender } = render(<HolderSwitch holder="self" onChange={() => undefined} />);
  expect(document.querySelector('summary')?.textContent).toBe('Switch to CompanionsShown now: Myself');
  rerender(<HolderSwitch holder="little" onChange={() => undefined} />);
  expect(document.querySelector('summary')?.textContent).toBe('Switch to CompanionsShown now: LITTLE SMITH');
});
