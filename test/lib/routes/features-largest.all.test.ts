/**
 * The stage `all-features` without each feature. It has everything that belongs to a function: alarms, metrics, a
 * dashboard, queries, canary, reserved instances and a standby. features.test.ts tries the other stages.
 */
import { stageSettings } from '../../../lib/stages/stages';
import { stageToCreate, synthStacks } from '../../support/synth-stack';
import {
  testWithoutEmail,
  testWithoutExample,
  testWithoutFactors,
  testWithoutPages,
  testWithoutPasskeys,
} from './absent-features';

const { standby } = stageSettings('all-features');
if (!standby) throw new Error('The stage all-features has a standby');
const { emailIdentityArn: _, ...withoutIdentity } = standby;

const [example, exampleStandby] = synthStacks(
  stageToCreate('all-features', {
    exampleRoutes: false,
    reservedConcurrency: { authorizer: 100, auth: 100, discovery: 20, mail: 10, factors: 20 },
  }),
);
const email = synthStacks(
  stageToCreate('all-features', {
    email: undefined,
    standby: withoutIdentity,
    reservedConcurrency: { authorizer: 100, auth: 100, foo: 50, discovery: 20 },
  }),
);
const factors = synthStacks(
  stageToCreate('all-features', {
    secondFactor: 'off',
    trustedDevices: 'off',
    passkeys: undefined,
    // a page of sign-ins has the name
    pages: undefined,
    reservedConcurrency: { authorizer: 100, auth: 100, foo: 50, discovery: 20, mail: 10 },
  }),
);
const passkeys = synthStacks(stageToCreate('all-features', { corsOrigins: [], passkeys: undefined }));
const pages = synthStacks(stageToCreate('all-features', { pages: undefined }));
if (!example || !exampleStandby) throw new Error('The stage all-features has two stacks');

testWithoutExample([
  ['all-features', example, 'email,factors,passkeys,passkey-sign-up,related-origins,pages'],
]);
const named = (templates: typeof email) =>
  templates.map(
    (template, index) => [index === 0 ? 'all-features' : 'the standby of all-features', template] as const,
  );
testWithoutEmail(named(email));
testWithoutFactors(named(factors));
testWithoutPasskeys(named(passkeys));
testWithoutPages(named(pages));

test('a standby has the features of its stage', () => {
  expect(JSON.stringify(exampleStandby.toJSON()).match(/.{0,40}foo.{0,40}/gi)).toBeNull();
  expect([email.length, factors.length]).toEqual([2, 2]);
});
