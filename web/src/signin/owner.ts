import type { Answer } from '../api/call';
import { keepsCode, type Owner, rememberOwner, signIn } from '../session/session';

/** By what this phone knows whose things it keeps: the phone of an account, or the address of one without a phone. */
export function ownerOf({ phone, email }: Answer<'/api/account', 'get'>): Owner {
  if (!phone) return email?.address ?? '';
  const { areaCode = '86', number } = phone;
  return { areaCode, number };
}

/** The account has another phone or address from now on, with a new session; what this phone keeps stays its owner's. */
export function goOn(
  answer: { accessToken: string; expiresAt: string },
  serverTime: number | undefined,
  owner: Owner,
): void {
  const keeps = keepsCode();
  rememberOwner(owner);
  signIn(answer, serverTime, owner, keeps);
}
