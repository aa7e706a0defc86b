/** The runbooks of docs/how-to whose deploys two releases must survive, and what a user may see in the middle of one. */
import type { Tolerated } from './call-by-turns';
import { type Deploy, readDeploys } from './read-deploys';

/** Deploys, one after the other. */
export interface Runbook {
  /** The heading in docs/how-to. */
  readonly heading: string;
  /** What the stage has before, and keeps unless a deploy says otherwise. */
  readonly base: Deploy;
  /** Where it begins. @default {} - the base alone */
  readonly start?: Deploy;
  /** @default - those of the page */
  readonly deploys?: readonly Deploy[];
  /** Answers that depend on which release is asked. @default {} - no answer does */
  readonly tolerated?: Tolerated;
  /** A function that only some of the releases have. @default - all have the same */
  readonly optionalFunction?: RegExp;
}

const revocable: Tolerated = {
  'profile after the sign-out': [200],
  'profile after the deletion': [200],
};

/** Where the example is not served; `404` is also the answer to a foo whose creation met such a release. */
const withoutFoos: Tolerated = Object.fromEntries(
  [
    'create a foo',
    'create a foo once',
    'create a foo again',
    'list the foos',
    'read a foo',
    'replace a foo',
    'delete a foo',
  ].map((name) => [name, [404]]),
);

const domain = {
  region: 'eu-central-1',
  customDomain: {
    name: 'auth.example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
  },
};
const withStandby: Deploy = {
  ...domain,
  signingKeys: [{ id: 'SigningKeyA', status: 'signing', multiRegion: true }],
  customerManagedKey: true,
  monitoring: true,
  alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms',
};

const trustedProxy = (digits: readonly string[]): Deploy['trustedProxy'] => ({
  header: 'X-Forwarded-For',
  secretHeader: 'X-Origin-Verify',
  secretDigests: digits.map((digit) => digit.repeat(64)),
});

export const runbooks: readonly Runbook[] = [
  // its date is long past
  { heading: 'Revoke everyone', base: {} },
  { heading: 'Rotate the signing key', base: {} },
  { heading: 'Trust tokens until they expire', base: {}, tolerated: revocable },
  {
    heading: 'Revoke tokens immediately',
    base: {},
    start: { revocation: 'on-expiry' },
    tolerated: revocable,
  },
  {
    heading: 'Serve the example',
    base: {},
    start: { exampleRoutes: false },
    tolerated: withoutFoos,
    optionalFunction: /^FooHandler/,
  },
  {
    heading: 'Stop serving the example',
    base: {},
    tolerated: withoutFoos,
    optionalFunction: /^FooHandler/,
  },
  {
    heading: 'From Amazon Cognito',
    base: {},
    tolerated: { 'sign in of a user of Cognito': [401] },
  },
  {
    heading: 'Serve behind a proxy',
    base: {},
    deploys: [
      { trustedProxy: trustedProxy(['a']) },
      { trustedProxy: trustedProxy(['a', 'b']) },
      { trustedProxy: trustedProxy(['b']) },
      { trustedProxy: undefined },
    ],
  },
  { heading: 'Move to another domain', base: domain },
  { heading: 'Move to another audience', base: {} },
  { heading: 'Set it up', base: withStandby },
  { heading: 'Give it up', base: withStandby, start: readDeploys('Set it up').at(-1) ?? {} },
];
