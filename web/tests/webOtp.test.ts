import { afterEach, expect, test, vi } from 'vitest';
import { codeFromText } from '../src/forms/webOtp';

afterEach(() => vi.unstubAllGlobals());

const signal = new AbortController().signal;

test('where the browser hands codes over, the one of the next text is taken', async () => {
  const get = vi.fn(async () => ({ code: '123456' }));
  vi.stubGlobal('OTPCredential', class {});
  vi.stubGlobal('navigator', { credentials: { get } });
  expect(await codeFromText(signal)).toBe('123456');
  expect(get).toHaveBeenCalledWith({ otp: { transport: ['sms'] }, signal });
});

test('a browser that does not is not asked, and one that refuses is no error', async () => {
  const get = vi.fn(() => Promise.reject(new DOMException('', 'AbortError')));
  vi.stubGlobal('navigator', { credentials: { get } });
  expect(await codeFromText(signal)).toBeUndefined();
  expect(get).not.toHaveBeenCalled();
  vi.stubGlobal('OTPCredential', class {});
  expect(await codeFromText(signal)).toBeUndefined();
});
