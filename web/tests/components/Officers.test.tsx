// @vitest-environment happy-dom
import { render, screen } from '@testing-library/preact';
import { userEvent } from '@testing-library/user-event';
import type { ComponentChildren } from 'preact';
import { beforeAll, expect, test, vi } from 'vitest';
import { Form } from '../../src/forms/Form';
import { LookUps } from '../../src/officers/LookUps';
import { MeasureCard } from '../../src/officers/MeasureCard';
import { PlaceField } from '../../src/officers/PlaceField';
import { portName } from '../../src/officers/ports';
import { trialText } from '../../src/officers/TrialCount';
import { useOfficerTexts } from '../../src/officers/texts';
import type { Measure } from '../../src/officers/types';
import { enter, serve } from './setup';

const MEASURE: Measure = {
  measureId: '20220712-8f3a1c0be27d4856',
  state: 'pending',
  kind: 'close-contact',
  from: '2022-07-12T02:00:00Z',
  until: '2022-07-19T16:00:00Z',
  legalReason: { code: 'contact-observation', text: 'Law, articles 39 and 40.' },
  proposedAt: '2022-07-12T02:00:00Z',
  proposedByYou: false,
  approvableUntil: '2022-07-13T02:00:00Z',
  idType: 'passport',
  idNumber: 'X****567',
  proposedBy: { name: 'Chen Wei', phone: '+86 ****0003' },
  person: {
    holderId: '0f8fad5bd9cb469fa165708674f1a2c9',
    name: 'A**A S***H',
    color: 'green',
    colorAfter: 'red',
    reasons: [],
    latestCrossing: { port: 'Luohu', direction: 'entry', crossedAt: '2022-06-02T02:00:00Z' },
  },
};
const HOTEL = { placeId: 'hotel', name: 'Garden Hotel', area: 'Guangzhou', address: '368 Huanshi', type: 'hotel' };
const SHOP = { placeId: 'shop', name: 'Garden Shop', area: 'Foshan', address: '1 Zumiao', type: 'shop' };
const nothing = () => undefined;

/** Draws its children once the officers' texts are there. */
function Desk({ children }: { children: ComponentChildren }) {
  return useOfficerTexts() && children;
}

beforeAll(() => {
  // happy-dom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false;
  };
});

const card = (measure: Measure) =>
  render(
    <Desk>
      <MeasureCard
        measure={measure}
        alone={false}
        watched={false}
        onFail={nothing}
        onDone={nothing}
        onBegun={nothing}
      />
    </Desk>,
  );

test('a measure says of whom, from which color to which, by whom, and leads to the person', async () => {
  card(MEASURE);
  expect(await screen.findAllByText('Green now, Red once approved')).toHaveLength(2);
  expect(screen.getAllByText('A**A S***H').length).toBeGreaterThan(0);
  expect(document.body.textContent).toContain('Chen Wei (+86 ****0003)');
  expect(screen.getByText('Open this person’s page').getAttribute('href')).toBe(
    '/officer?view=find&holder=0f8fad5bd9cb469fa165708674f1a2c9',
  );
  expect(document.body.textContent).not.toMatch(/20220712-|contact-observation/);
});

test('the question before the signature repeats all of it', async () => {
  card({ ...MEASURE, note: 'Seat 12 A' });
  await userEvent.click(await screen.findByText('Approve', { selector: '.actions > button.plain' }));
  const asked = document.querySelector('dialog[open]')?.textContent ?? '';
  for (const part of [
    'Close contact',
    'A**A S***H',
    'X****567',
    'Green now, Red once approved',
    'Entry, Luohu Port',
    'Law, articles 39',
    'Seat 12 A',
    'Chen Wei',
  ])
    expect(asked).toContain(part);
});

test('who proposed it cannot approve it, and an unknown document has no page', async () => {
  const { person: _, ...unknown } = MEASURE;
  card({ ...unknown, proposedByYou: true });
  expect(await screen.findByText(/Nothing is known of this document yet/)).toBeTruthy();
  expect(screen.queryByText('Approve', { selector: '.actions > button.plain' })).toBeNull();
  expect(screen.queryByText('Open this person’s page')).toBeNull();
});

test('a measure in force says what lifting it brings', async () => {
  const person = { ...(MEASURE.person as NonNullable<Measure['person']>), color: 'red', colorAfter: 'red' } as const;
  card({ ...MEASURE, state: 'in-force', person });
  expect(await screen.findAllByText('Red now, and still Red once lifted')).toHaveLength(2);
});

test('a port has the name of its sign, whichever of its names the border wrote', () => {
  for (const written of ['Luohu', 'luohu port', '罗湖口岸', '羅湖']) expect(portName(written)).toBe('Luohu Port');
  expect(portName('Hong Kong–Zhuhai–Macao Bridge')).toBe('Hong Kong-Zhuhai-Macao Bridge Port');
  expect(portName('Bao’an Airport')).toBe('Baoan Airport');
  expect(portName('Nansha')).toBe('Nansha');
});

test('a count says who changes to what and who does not', async () => {
  render(
    <Desk>
      <p>ready</p>
    </Desk>,
  );
  await screen.findByText('ready');
  expect(trialText({ state: 'running', people: 7, changes: {} })).toEqual([
    'People counted so far: 7. The count goes on.',
  ]);
  expect(trialText({ state: 'done', people: 31, changes: { 'green->yellow': 28 } })).toEqual([
    'People who were there: 31',
    'Green to Yellow: 28',
    'No change of color: 3',
  ]);
  expect(trialText({ state: 'done', people: 0, changes: {} })).toEqual(['People who were there: 0']);
});

test('who looked is asked on demand', async () => {
  enter();
  const path = '/api/holders/anna/look-ups';
  const asked = serve({
    [path]: [
      {
        lookUps: [
          { at: '2022-07-12T02:00:00Z', by: { phone: '+86 ****0003' }, you: true },
          { at: '2022-07-11T02:00:00Z', you: false },
        ],
      },
    ],
  });
  render(
    <Desk>
      <LookUps holderId="anna" onFail={nothing} />
    </Desk>,
  );
  const show = await screen.findByText('Show who looked');
  expect(asked).toEqual([]);
  await userEvent.click(show);
  expect(await screen.findByText(/\+86 \*{4}0003/)).toBeTruthy();
  expect(screen.getByText('you')).toBeTruthy();
  expect(screen.getByText('an officer who has left')).toBeTruthy();
  expect(asked).toEqual([`GET ${path}`]);
});

test('a place is found while somebody types, and chosen with the keyboard', async () => {
  enter();
  const asked = serve({ '/api/places/search?text=garden': [{ places: [HOTEL, SHOP] }] });
  const onChoose = vi.fn();
  const send = vi.fn();
  render(
    <Desk>
      <Form submit="Send" send={send} onDone={nothing}>
        <PlaceField onChoose={onChoose} onFail={nothing} />
      </Form>
    </Desk>,
  );
  const box = await screen.findByRole('combobox');
  await userEvent.type(box, 'garden');
  expect(await screen.findAllByRole('option')).toHaveLength(2);
  expect(asked).toHaveLength(1);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(box.getAttribute('aria-activedescendant')).toBe(screen.getByText('Garden Shop').closest('[role=option]')?.id);
  await userEvent.keyboard('{Enter}');
  expect(onChoose).toHaveBeenLastCalledWith(SHOP);
  expect((box as HTMLInputElement).value).toBe('Garden Shop');
  expect(screen.queryAllByRole('option')).toHaveLength(0);
  expect(send).not.toHaveBeenCalled();

  // Typing on is another place, or none yet.
  await userEvent.type(box, 'x');
  expect(onChoose).toHaveBeenLastCalledWith(undefined);
});
