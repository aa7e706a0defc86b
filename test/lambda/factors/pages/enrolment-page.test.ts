/** The first factor of a sign-in, in a stage that requires one. */

import { createFormToken } from '../../../../lambda/pages/csrf';
import { createFlow, formatFlow } from '../../../../lambda/pages/flow';
import { createEnrolmentScene } from '../../fakes/enrolment-scene';
import { sendPassword } from '../../fakes/factor-scene';
import { createFactorPages } from '../../fakes/factors-page-scene';
import type { PasskeyDependencies } from '../../fakes/passkey-management-scene';

const PAGE = '/second-factor/enrolment';

/** A browser whose flow has a challenge. @param change Default: the challenge of the password */
async function setUp({ hasEmail = false, challenge }: { hasEmail?: boolean; challenge?: string } = {}) {
  const { deps } = await createEnrolmentScene(hasEmail);
  const given = challenge ?? (await sendPassword(deps)).challenge;
  const browser = createFactorPages(deps as unknown as PasskeyDependencies).visit();
  const flow = createFlow(given === '' ? undefined : given);
  browser.cookies.set('__Host-latchkey-flow', formatFlow(flow, deps.clock.millis));
  const begin = (form: Readonly<Record<string, string>> = {}) =>
    browser.sendAs(createFormToken(`flow:${flow.id}`), PAGE, { action: 'begin-enrolment', ...form });
  return { deps, browser, begin, given };
}

test('the secret is shown to a browser without a session, and the challenge is not', async () => {
  const { begin, given } = await setUp();
  const { status, text } = await begin({ return_to: '/account/factors' });
  expect(status).toBe(200);
  expect(text).toContain('<form method="post" action="/second-factor">');
  expect(text).toContain('value="confirm-enrolment"');
  expect(text).toContain('name="return_to" value="/account/factors"');
  expect(text).toMatch(/<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}<\/code>/);
  expect(text).not.toContain('name="email_code"');
  expect(text).not.toContain(given);
});

test('the page asks for the code of the mail if one was sent', async () => {
  const { begin } = await setUp({ hasEmail: true });
  expect((await begin()).text).toContain('name="email_code"');
});

test('a path that is not ours becomes the account', async () => {
  const { begin } = await setUp();
  expect((await begin({ return_to: '//evil.example' })).text).not.toContain('evil');
});

test.each(['', 'unknown'])('the challenge %j leads to the sign-in', async (challenge) => {
  const { begin } = await setUp({ challenge });
  const { status, text } = await begin();
  expect(status).toBe(401);
  expect(text).toContain('Sign in again.');
  expect(text).toContain('href="/sign-in"');
});

test('a flow that has expired takes its challenge along', async () => {
  const { deps, begin } = await setUp();
  deps.clock.millis += 600_000;
  expect(await begin()).toMatchObject({ status: 403 });
});

test('a form without the token of the flow is refused', async () => {
  const { browser } = await setUp();
  const token = createFormToken('flow:of another browser');
  expect(await browser.sendAs(token, PAGE, { action: 'begin-enrolment' })).toMatchObject({ status: 403 });
});

test('a browser that opens the page is sent to the one with its form', async () => {
  const { browser } = await setUp();
  expect(await browser.open(PAGE)).toMatchObject({ status: 303, location: '/second-factor' });
  browser.cookies.clear();
  expect(await browser.open(PAGE)).toMatchObject({ status: 303, location: '/sign-in' });
});
