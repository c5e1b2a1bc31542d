import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';

/** A development aid (`npm run demo`): answers like the contract's examples, so that pages can be drawn without the function app. No part of any build. */
export const demoApi = (): Plugin => ({
  name: 'ghc-demo-api',
  configureServer: (server) => {
    server.middlewares.use('/api', (request, response) => answer(request, response));
  },
});

const companions = [
  { holderId: '9c27e0d1b4f84a63ae1572c8d90b36f4', name: 'Chan Siu Ming', relationship: 'child', color: 'green' },
  { holderId: '7d27e0d1b4f84a63ae1572c8d90b36f4', name: 'Chan Mei', relationship: 'mother', color: 'red' },
];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://demo');
  const send = (status: number, body?: unknown) => {
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  };
  const expiresAt = new Date(Date.now() + 1_800_000).toISOString();
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /sms-codes':
      return send(202, { expiresAt, resendAfterSeconds: 60 });
    case 'POST /apply':
      return send(422, {
        type: 'x',
        title: 'Your identity could not be verified',
        status: 422,
        detail:
          'Identity verification failed, please check the accuracy of the declared ID type, name and the latest year of entry and exit.',
        code: 'identity-verification-failed',
        number: 1590650023,
      });
    case 'POST /login':
      return send(200, { accessToken: 'demo', expiresAt, roles: [] });
    case 'GET /companions':
      return send(200, companions);
    case 'GET /visits':
      return send(200, [
        { placeName: 'Luohu Port', area: 'Luohu, Shenzhen', scannedAt: new Date().toISOString(), verdict: 'restrict' },
      ]);
    case 'GET /tests/missing':
      return send(200, {
        findings: [{ code: 'other-issuance', text: 'A result was reported for an earlier issuance of this permit.' }],
      });
    case 'GET /code':
      return send(200, code(url.searchParams.get('holder'), Number(url.searchParams.get('minutes') ?? 1)));
    default:
      return send(204);
  }
}

function code(holder: string | null, minutes: number) {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const known = companions.find((companion) => companion.holderId === holder);
  const strip = Array.from({ length: minutes }, (_, minute) => ({
    healthCode: `GHC1:${createHash('sha512')
      .update(`${holder}${now + minute}`)
      .digest('hex')
      .toUpperCase()
      .repeat(2)
      .slice(0, 250)}`,
    notBefore: new Date(now + minute * 60_000).toISOString(),
    expiresAt: new Date(now + (minute + 1) * 60_000).toISOString(),
  }));
  return {
    holderId: holder ?? '3f9a1c0be27d48569b01d4c7aa62e815',
    name: known?.name ?? 'Anna Smith',
    idType: known ? 'hong-kong-macao-permit' : 'passport',
    idNumber: 'X1*****67',
    color: known?.color ?? 'yellow',
    reasons:
      known?.color === 'green'
        ? []
        : [
            {
              code: 'inbound-home-monitoring',
              text: 'You entered Guangdong 8 days ago and are in home monitoring.',
              guidance: 'Take a nucleic acid test on day 10 or later. The code turns green when it is negative.',
              until: new Date(now + 20 * 86_400_000).toISOString(),
            },
          ],
    tests: [
      {
        sampledAt: new Date(now - 20 * 3_600_000).toISOString(),
        reportedAt: new Date(now).toISOString(),
        result: 'negative',
        laboratory: 'gz-kingmed',
        assay: 'nucleic-acid',
      },
    ],
    testAge: known ? 'none' : '24h',
    assessedAt: new Date().toISOString(),
    policyVersion: '7+3',
    healthCode: strip[0]?.healthCode,
    healthCodeExpiresAt: strip[0]?.expiresAt,
    strip,
  };
}
