import type { Problem } from '../api/call';
import type { components } from '../api/schema';
import { missingFields } from '../forms/formErrors';

type Schemas = components['schemas'];

/** What went wrong on this device, in its own words. */
export const refusedHere = (title: string): Problem => ({ ...missingFields({}), code: 'here', title });

/** Whether this browser can make and use passkeys at all. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in window && 'credentials' in navigator;

/** A new passkey on this device; undefined if its owner called it off, or the device has none to give. */
export async function makePasskey(asked: Schemas['PasskeyCreation']): Promise<Schemas['NewPasskey'] | undefined> {
  const made = await attempt(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: bytes(asked.challenge),
        rp: { id: asked.rpId, name: 'GHC' },
        user: { id: bytes(asked.userId), name: asked.userName, displayName: asked.userName },
        pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
        excludeCredentials: asked.existing.map((id) => ({ type: 'public-key' as const, id: bytes(id) })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
        timeout: Date.parse(asked.expiresAt) - Date.now(),
      },
    }),
  );
  const answer = made?.response as AuthenticatorAttestationResponse | undefined;
  return made && answer
    ? {
        id: text(made.rawId),
        clientDataJSON: text(answer.clientDataJSON),
        attestationObject: text(answer.attestationObject),
      }
    : undefined;
}

/** What a passkey on this device says to the challenge; undefined if there is none, or its owner called it off. */
export async function answerByPasskey(
  asked: Schemas['PasskeyChallenge'],
): Promise<Schemas['PasskeyAnswer'] | undefined> {
  const given = await attempt(() =>
    navigator.credentials.get({
      publicKey: { challenge: bytes(asked.challenge), rpId: asked.rpId, userVerification: 'required' },
    }),
  );
  const answer = given?.response as AuthenticatorAssertionResponse | undefined;
  return given && answer
    ? {
        id: text(given.rawId),
        clientDataJSON: text(answer.clientDataJSON),
        authenticatorData: text(answer.authenticatorData),
        signature: text(answer.signature),
        ...(answer.userHandle ? { userHandle: text(answer.userHandle) } : {}),
      }
    : undefined;
}

/** Browsers throw for everything that is not an answer, and tell no page why. */
async function attempt(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | undefined> {
  try {
    return ((await ask()) as PublicKeyCredential | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
