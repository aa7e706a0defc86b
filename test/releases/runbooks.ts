/** The runbooks of docs/how-to whose deployments are rehearsed, and the responses that users may see during one. */
import type { Tolerated } from './call-by-turns';
import { type Deploy, readDeploys } from './read-deploys';

/** A sequence of deployments. */
export interface Runbook {
  /** The heading in docs/how-to. */
  readonly heading: string;
  /** The stage's settings before, which it keeps unless a deployment changes them. */
  readonly base: Deploy;
  /** Further settings at the start. @default {} - only the base */
  readonly start?: Deploy;
  /** The deployments. @default - the deployments of the page */
  readonly deploys?: readonly Deploy[];
  /** Statuses that depend on the release. @default {} - none */
  readonly tolerated?: Tolerated;
  /** A function that only some releases have. @default - all releases have the same functions */
  readonly optionalFunction?: RegExp;
}

const revocable: Tolerated = {
  'profile after the sign-out': [200],
  'profile after the deletion': [200],
};

/** The statuses without the example. `404` is also the response for a foo whose creation reached a release without it. */
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
  // the standby has a replica of the key of second factors
  secondFactor: 'optional',
  trustedDevices: 'on',
  // the page's standby has no identity in SES
  email: undefined,
  signingKeys: [{ id: 'SigningKeyA', status: 'signing', multiRegion: true }],
  customerManagedKey: true,
  monitoring: true,
  alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms',
};

/** A stage with the sender of the pages: a switch of the sender takes deploys of its own. */
const withEmail = readDeploys('Switch e-mail on').at(-1) ?? {};

/** A stage with passkeys. */
const withPasskeys = readDeploys('Switch passkeys on').at(-1) ?? {};

/** Its requests take as long as all others. */
const withoutEmail: Deploy = { email: undefined };

const trustedProxy = (digits: readonly string[]): Deploy['trustedProxy'] => ({
  header: 'X-Forwarded-For',
  secretHeader: 'X-Origin-Verify',
  secretDigests: digits.map((digit) => digit.repeat(64)),
});

export const runbooks: readonly Runbook[] = [
  // the date in the page is in the past
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
  { heading: 'Switch second factors on', base: {}, optionalFunction: /^FactorsHandler/ },
  {
    heading: 'Require a second factor',
    base: { trustedDevices: 'also-when-required', email: undefined },
    start: { secondFactor: 'optional' },
  },
  {
    heading: 'Switch second factors off',
    base: { email: undefined },
    start: { secondFactor: 'optional' },
    optionalFunction: /^FactorsHandler/,
  },
  { heading: 'Switch passkeys on', base: { ...withoutEmail, secondFactor: 'optional' } },
  {
    heading: 'Sign-up without a password',
    base: { ...withoutEmail, secondFactor: 'optional' },
    start: withPasskeys,
  },
  {
    heading: 'Switch passkeys off',
    base: { ...withoutEmail, secondFactor: 'optional' },
    start: readDeploys('Sign-up without a password').at(-1) ?? {},
    // the last deploy has neither setting
    deploys: [...readDeploys('Switch passkeys off'), {}],
  },
  { heading: 'Switch the pages on', base: withoutEmail },
  { heading: 'The look', base: withoutEmail },
  { heading: 'Authenticator apps', base: { email: undefined }, start: { secondFactor: 'optional' } },
  { heading: 'Switch e-mail on', base: { email: undefined }, optionalFunction: /^Mail(?:Feedback)?Handler/ },
  {
    heading: 'Switch e-mail off',
    base: { email: undefined },
    start: withEmail,
    // the last deploy has neither setting
    deploys: [...readDeploys('Switch e-mail off'), {}],
    optionalFunction: /^Mail(?:Feedback)?Handler/,
  },
  {
    heading: 'Demand a verified address',
    base: withEmail,
    // the last release requires an address for a sign-up, so its user of the flow does not exist
    tolerated: { 'sign up': [400], 'sign in': [401] },
  },
  { heading: 'Links', base: withEmail },
  { heading: 'Notices', base: withEmail },
  { heading: 'Change texts and look', base: withEmail },
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
