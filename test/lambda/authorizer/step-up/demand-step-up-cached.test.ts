/** What the local gateway makes of a policy with a step-up that it has cached, as its clock moves. */
import { startGateway } from './step-up-scene';

const PAYMENT = 'POST/payments';
const SECOND = 1_000;

test('one cached policy serves the route until its time, to the millisecond, and never after', async () => {
  const { clock, ask, invoked } = startGateway({ amr: ['pwd'] });
  expect(await ask('GET/foo')).toBe('served');
  clock.millis += 300 * SECOND - 1;
  expect(await ask(PAYMENT)).toBe('served');
  clock.millis += 1;
  expect(await ask(PAYMENT)).toBe('STEP_UP_REQUIRED');
  expect(await ask(`${PAYMENT}/`)).toBe('STEP_UP_REQUIRED');
  clock.millis += 2_000 * SECOND;
  expect(await ask(PAYMENT)).toBe('STEP_UP_REQUIRED');
  expect(await ask('GET/foo/7')).toBe('served');
  expect(invoked()).toBe(1);
});

test('a route that requires a second factor is denied to a password at once', async () => {
  const { ask } = startGateway({ amr: ['pwd'] });
  expect(await ask('DELETE/vault/7')).toBe('STEP_UP_REQUIRED');
  expect(await ask('DELETE/vault/7/')).toBe('STEP_UP_REQUIRED');
});

test('it is served after a second factor, for its own time', async () => {
  const { clock, ask } = startGateway({ amr: ['pwd', 'otp', 'mfa'] });
  clock.millis += 60 * SECOND - 1;
  expect(await ask('DELETE/vault/7')).toBe('served');
  clock.millis += 1;
  expect(await ask('DELETE/vault/7')).toBe('STEP_UP_REQUIRED');
  expect(await ask(PAYMENT)).toBe('served');
});

test('a step-up does not replace a scope, nor a scope a step-up', async () => {
  const without = startGateway({ amr: ['pwd'] });
  expect(await without.ask('POST/payments/7/refund')).toBe('INSUFFICIENT_SCOPE');
  const clerk = startGateway({ amr: ['pwd'], scope: 'clerk' });
  expect(await clerk.ask('POST/payments/7/refund')).toBe('served');
  clerk.clock.millis += 300 * SECOND;
  expect(await clerk.ask('POST/payments/7/refund')).toBe('STEP_UP_REQUIRED');
});

test('a reason that is cached for another route asks for a step-up, whose token then names the true one', async () => {
  const { ask } = startGateway({ amr: ['pwd'] });
  expect(await ask('GET/foo')).toBe('served');
  expect(await ask('GET/reports')).toBe('STEP_UP_REQUIRED');
  const stepped = startGateway({ amr: ['pwd'] });
  expect(await stepped.ask('GET/reports')).toBe('INSUFFICIENT_SCOPE');
});
