// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Problem } from '../src/api/call';
import { loadWords, retell } from '../src/api/words';
import { codeOf, sorted } from '../src/forms/countries';
import { dropDraft, keepDraft, readDraft } from '../src/forms/draft';
import { inOrder } from '../src/forms/formErrors';
import { machineReadable } from '../src/forms/machineReadable';
import { splitPrefix } from '../src/forms/phonePrefix';
import { errorsOfPhone } from '../src/forms/SmsCodeField';
import { setLanguage } from '../src/i18n/i18n';
import { forgetEverything, rememberOwner } from '../src/session/session';

const ANNA = { areaCode: '852', number: '51000001' };
const controls = [
  { name: 'fullName', type: 'text', autocomplete: 'name', value: 'LITTLE SMITH' },
  { name: 'password', type: 'password', autocomplete: '', value: 'Kapok#2022' },
  { name: 'smsCode', type: 'text', autocomplete: 'one-time-code', value: '123456' },
  { name: '', type: 'submit', autocomplete: '', value: 'Send' },
] as unknown as Element[];

beforeEach(forgetEverything);
beforeAll(() => setLanguage('en', false));

test('what was typed comes back until it is sent, without what is secret', () => {
  rememberOwner(ANNA);
  keepDraft('companion', controls);
  expect(readDraft('another')).toEqual({});
  expect(readDraft('companion')).toEqual({ fullName: 'LITTLE SMITH' });
  expect(readDraft('companion')).toEqual({ fullName: 'LITTLE SMITH' });
  dropDraft('companion');
  expect(readDraft('companion')).toEqual({});
});

test('a password that is looked at is secret still', () => {
  keepDraft('login', [
    { name: 'password', type: 'text', autocomplete: 'current-password', value: 'Kapok#2022' },
  ] as never);
  expect(readDraft('login')).toEqual({});
});

test('who leaves takes what they typed along', () => {
  rememberOwner(ANNA);
  keepDraft('companion', controls);
  forgetEverything();
  rememberOwner(ANNA);
  expect(readDraft('companion')).toEqual({});
});

test('what was typed is not for the next traveler on the same phone', () => {
  rememberOwner(ANNA);
  keepDraft('companion', controls);
  rememberOwner({ areaCode: '86', number: '13800000000' });
  expect(readDraft('companion')).toEqual({});
});

test.each([
  ['ANNA SMITH', 'ANNA<SMITH'],
  ['Smith, Anna Maria', 'SMITH<<ANNA<MARIA'],
  ['Jürgen Großmann', 'JUERGEN<GROSSMANN'],
  ["Aoife O'Brien-Ní", 'AOIFE<OBRIEN<NI'],
  ['Łukasz Dvořák', 'LUKASZ<DVORAK'],
  ['Søren Ærø', 'SOEREN<AEROE'],
  ['陈小明', ''],
  ['Иван', ''],
  ['', ''],
])('%s is %s in the lines for machines', (name, lines) => {
  expect(machineReadable(name)).toBe(lines);
});

test.each([
  ['+852 5123 4567', { areaCode: '852', number: '51234567' }],
  ['0085251234567', { areaCode: '852', number: '51234567' }],
  ['＋８６ 138-0013-8000', { areaCode: '86', number: '13800138000' }],
  ['+1 (242) 555 1234', { areaCode: '1', number: '2425551234' }],
  ['51234567', undefined],
  ['+999 1234567', undefined],
  ['+852 12', undefined],
])('a phone typed as %s has its area code', (typed, expected) => {
  expect(splitPrefix(typed)).toEqual(expected);
});

test.each([
  ['zh-Hans', ['中国香港', '中国澳门', '中国台湾'], '中国内地'],
  ['zh-Hant', ['中國香港', '中國澳門', '中國台灣'], '中國內地'],
  ['en', ['Hong Kong, China', 'Macao, China', 'Taiwan, China'], 'Chinese Mainland'],
] as const)('%s names the regions of China as China does', async (tag, regions, mainland) => {
  await setLanguage(tag, false);
  expect(
    sorted()
      .slice(0, 3)
      .map(({ name }) => name),
  ).toEqual(regions);
  expect(sorted().find(({ code }) => code === 'CN')?.name).toBe(mainland);
  for (const name of [...regions, 'Hong Kong', 'macao', 'Taiwan', 'HK']) expect(codeOf(name)).toMatch(/^(HK|MO|TW)$/);
  await setLanguage('en', false);
});

test('what is wrong is told in the order of the form, what it does not ask for last', () => {
  const form = { elements: [{ name: 'idType' }, { name: 'idNumber' }, { name: 'phone.number' }] } as never;
  const errors = { language: ['c'], 'phone.number': ['b'], idNumber: ['a'], idType: [] };
  expect(inOrder(form, errors).map(([name]) => name)).toEqual(['idNumber', 'phone.number', 'language']);
});

test('what the service refused in one language is told in the other after a change', async () => {
  await loadWords('en');
  await loadWords('ja');
  const said = 'A passport number has 5 to 9 letters and digits.';
  await setLanguage('en', false);
  expect(retell(said)).toBe(said);
  await setLanguage('ja', false);
  expect(retell(said)).toMatch(/[ぁ-ん]/);
  expect(retell('Something of tomorrow')).toBe('Something of tomorrow');
  await setLanguage('en', false);
});

test.each([
  [
    { code: 'invalid-phone', errors: { 'phone.areaCode': ['Unknown'] } },
    { 'newPhone.areaCode': ['Unknown'], 'newPhone.number': [] },
  ],
  [
    { code: 'invalid-phone', errors: {}, title: 'No phone', detail: '' },
    { 'newPhone.areaCode': [], 'newPhone.number': ['No phone'] },
  ],
  [
    { code: 'invalid-request', errors: { 'phone.number': ['Missing'], language: ['Unknown'] } },
    { 'newPhone.areaCode': [], 'newPhone.number': ['Missing'] },
  ],
  [
    { code: 'too-many-requests', errors: {} },
    { 'newPhone.areaCode': [], 'newPhone.number': [] },
  ],
  [undefined, { 'newPhone.areaCode': [], 'newPhone.number': [] }],
])('what is wrong with a phone, %j, is told at its fields', (problem, errors) => {
  expect(errorsOfPhone('newPhone', problem as Problem | undefined)).toEqual(errors);
});
