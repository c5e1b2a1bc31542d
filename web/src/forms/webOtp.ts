/** Not in TypeScript's types, since not every browser has it. */
type OtpOptions = CredentialRequestOptions & { otp: { transport: string[] } };

/** The code of the next text message that names this site, where the browser hands it over (WebOTP). */
export async function codeFromText(signal: AbortSignal): Promise<string | undefined> {
  if (!('OTPCredential' in globalThis)) return undefined;
  const options: OtpOptions = { otp: { transport: ['sms'] }, signal };
  const found = (await navigator.credentials.get(options).catch(() => null)) as { code?: string } | null;
  return found?.code;
}
