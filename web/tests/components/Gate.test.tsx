// @vitest-environment happy-dom
import { render, screen, waitFor } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Gate } from '../../src/inspector/Gate';
import { NOTHING, type Shift } from '../../src/inspector/shift';
import { useStaffTexts } from '../../src/staff/texts';
import { serve } from './setup';

const SHIFT: Shift = {
  token: 'shift',
  placeId: 'luohu',
  placeName: 'Luohu Port',
  expiresAt: Date.now() + 3_600_000,
  offset: 0,
  counts: { ...NOTHING },
};
const verdict = (name: string, color = 'green') => ({
  verdict: { green: 'admit', yellow: 'restrict', red: 'refuse' }[color],
  color,
  name,
  idType: 'passport',
  idNumber: 'X1*****67',
  reasons: [],
  testAge: '24h',
  tests: [],
  scannedAt: new Date().toISOString(),
  codeIssuedAt: new Date().toISOString(),
});

// The decoder is WebAssembly, which only a browser loads; codes are typed here.
vi.mock('../../src/inspector/detector', () => ({ openDetector: () => Promise.reject(new Error('no decoder')) }));

function AtWork({ onCount, onStop }: { onCount: (shift: Shift) => void; onStop: (why?: unknown) => void }) {
  return useStaffTexts() ? <Gate shift={SHIFT} onCount={onCount} onStop={onStop} /> : null;
}

async function work(answers: unknown[]) {
  const asked = serve({ '/api/scan': answers, '/api/keys': [{ keys: [] }] });
  const [onCount, onStop] = [vi.fn(), vi.fn()];
  render(<AtWork onCount={onCount} onStop={onStop} />);
  const input = (await waitFor(
    () => document.querySelector('[name=typedCode]') ?? Promise.reject(),
  )) as HTMLInputElement;
  const scans = () => asked.filter((call) => call === 'POST /api/scan').length;
  return { input, onCount, onStop, scans };
}

const shown = () => document.querySelector('dialog.verdict .compare bdi')?.textContent;

test('one verdict after another: the next code waits until the inspector went on', async () => {
  const { input, onCount, scans } = await work([verdict('A***'), verdict('B***', 'red')]);
  await userEvent.type(input, 'GHC1:AAA{Enter}');
  await waitFor(() => expect(shown()).toBe('A***'));
  // A scanner in the hand types on behind the verdict.
  await userEvent.keyboard('GHC1:BBB{Enter}');
  expect(shown()).toBe('A***');
  expect(scans()).toBe(1);
  await userEvent.click(screen.getByText('Next'));
  await waitFor(() => expect(shown()).toBe('B***'));
  expect(document.querySelector('dialog.verdict')?.getAttribute('data-verdict')).toBe('refuse');
  expect(onCount).toHaveBeenCalledTimes(2);
});

test('one code read twice is one person', async () => {
  const { input, onCount, scans } = await work([verdict('A***')]);
  await userEvent.type(input, 'GHC1:AAA{Enter}GHC1:AAA{Enter}');
  await waitFor(() => expect(shown()).toBe('A***'));
  expect(scans()).toBe(1);
  expect(onCount).toHaveBeenCalledOnce();
});

test('what is no health code is not sent anywhere', async () => {
  const { input, scans } = await work([verdict('A***')]);
  await userEvent.type(input, 'https://pay.example/1{Enter}');
  await waitFor(() => expect(document.querySelector('dialog.verdict')?.getAttribute('data-verdict')).toBe('invalid'));
  expect(scans()).toBe(0);
});

test('a shift that was taken back ends, and counts nothing more', async () => {
  const { input, onCount, onStop } = await work([{ status: 403, code: 'not-an-inspector', title: 'Not here' }]);
  await userEvent.type(input, 'GHC1:AAA{Enter}');
  await waitFor(() => expect(onStop).toHaveBeenCalledOnce());
  expect(onCount).not.toHaveBeenCalled();
});
