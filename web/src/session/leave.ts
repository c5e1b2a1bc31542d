import { call } from '../api/call';

/**
 * Tells the service that a session or shift is over, and with it the pass of this phone: whoever has a copy of the token can do nothing with it. Nobody waits for the answer,
 * since leaving must work without network too; then the token ends by itself.
 */
export const signOut = (token: string | undefined): void => {
  if (token !== undefined) void call('post', '/api/logout', { token });
};
