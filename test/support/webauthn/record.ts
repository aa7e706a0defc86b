/**
 * Records a new credential and an assertion of each algorithm, by the software authenticator and by Chromium, into recordings.json:
 * node --import tsx test/support/webauthn/record.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from '../chromium';
import type { AssertionJson, CreationOptions, RegistrationJson, RequestOptions } from './ceremony-json';
import { COSE_ALGORITHMS, type CoseAlgorithm } from './credential-key';
import {
  challenge,
  createPageAuthenticator,
  registrationOptions,
  relyingParty,
  requestOptions,
} from './passkey-ceremony';
import type { Recording } from './recordings';

/** What answers the options: an authenticator, or a page of Chromium. */
interface Answering {
  register(options: CreationOptions): Promise<RegistrationJson>;
  assert(options: RequestOptions): Promise<AssertionJson>;
}

async function record(by: string, algorithm: CoseAlgorithm, source: Answering): Promise<Recording> {
  const only = { type: 'public-key', alg: COSE_ALGORITHMS[algorithm] } as const;
  const registration = await source.register({ ...registrationOptions, pubKeyCredParams: [only] });
  return { by, algorithm, challenge, registration, assertion: await source.assert(requestOptions) };
}

/** Opens a page of the relying party, with an authenticator of its own. No request leaves the browser. */
async function openPage(browser: Browser): Promise<Answering> {
  const page = await (await browser.newContext()).newPage();
  await page.route('**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>A page</title>' }),
  );
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(relyingParty.origins[0]);
  const call = (name: 'create' | 'get', options: object) =>
    page.evaluate(
      `(async () => {
        const type = PublicKeyCredential;
        const parse = '${name}' === 'create' ? type.parseCreationOptionsFromJSON : type.parseRequestOptionsFromJSON;
        const publicKey = parse.call(type, ${JSON.stringify(options)});
        return (await navigator.credentials.${name}({ publicKey })).toJSON();
      })()`,
    );
  return {
    register: (options) => call('create', options) as Promise<RegistrationJson>,
    assert: (options) => call('get', options) as Promise<AssertionJson>,
  };
}

async function main(): Promise<void> {
  const executable = findChromium();
  if (executable === undefined) throw new Error('The recordings need Chromium');
  const browser = await launchChromium(executable);
  const recordings: Recording[] = [];
  for (const algorithm of Object.keys(COSE_ALGORITHMS) as CoseAlgorithm[]) {
    const authenticator = createPageAuthenticator({ algorithm, backup: 'backed-up', counts: true });
    recordings.push(await record('software', algorithm, authenticator));
    recordings.push(await record(`Chromium ${browser.version()}`, algorithm, await openPage(browser)));
  }
  await browser.close();
  writeFileSync(join(__dirname, 'recordings.json'), `${JSON.stringify(recordings, undefined, 2)}\n`);
}

void main();
