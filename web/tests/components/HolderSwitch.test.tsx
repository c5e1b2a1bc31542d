// @vitest-environment happy-dom
import { render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { HolderSwitch, rememberCompanions } from '../../src/code/HolderSwitch';
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
  expect(screen.getByText('LITTLE SMITH').closest('button')?.getAttribute('aria-current')).toBe('true');
  await userEvent.keyboard('{Escape}');
  expect(document.querySelector('details')?.open).toBe(false);
  expect(onChange.mock.calls).toEqual([['little']]);
});
