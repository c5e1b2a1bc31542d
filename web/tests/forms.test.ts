import { beforeEach, expect, test } from 'vitest';
import type { Problem } from '../src/api/call';
import { keepDraft, takeDraft } from '../src/forms/draft';
import { errorsOfPhone } from '../src/forms/SmsCodeField';
import { forgetEverything, rememberPhone } from '../src/session/session';

const ANNA = { areaCode: '852', number: '51000001' };
const controls = [
  { name: 'fullName', type: 'text', autocomplete: 'name', value: 'LITTLE SMITH' },
  { name: 'password', type: 'password', autocomplete: '', value: 'Kapok#2022' },
  { name: 'smsCode', type: 'text', autocomplete: 'one-time-code', value: '123456' },
  { name: '', type: 'submit', autocomplete: '', value: 'Send' },
] as unknown as Element[];

beforeEach(forgetEverything);

test('what was typed comes back once, without what is secret', () => {
  rememberPhone(ANNA);
  keepDraft('companion', controls);
  expect(takeDraft('another')).toEqual({});
  expect(takeDraft('companion')).toEqual({ fullName: 'LITTLE SMITH' });
  expect(takeDraft('companion')).toEqual({});
});

test('what was typed is not for the next traveler on the same phone', () => {
  rememberPhone(ANNA);
  keepDraft('companion', controls);
  rememberPhone({ areaCode: '86', number: '13800000000' });
  expect(takeDraft('companion')).toEqual({});
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
