import { signInWithPasskey } from '../../../client/src/passkeys';
import { problem } from './fake-api';
import {
  challengeOf,
  createFakePage,
  createPasskeyScene,
  errorOf,
  type FakePage,
  type PasskeyScene,
  SIGN_IN,
  SIGN_IN_OPTIONS,
} from './passkey-scene';

const MINUTE = 60_000;

let scene: PasskeyScene;
let page: FakePage;
beforeEach(() => {
  scene = createPasskeyScene();
  page = createFakePage();
});

const waitForUser = (signal?: AbortSignal) =>
  signInWithPasskey(scene.create(), { conditional: true, signal }, page);
const ceremonies = () => scene.bodies(SIGN_IN).map((body) => Object(body).ceremony_id);

test('the browser offers all passkeys in the autofill, and the one that is picked signs in', async () => {
  scene.planOptions(SIGN_IN_OPTIONS);
  scene.planTokens(SIGN_IN);
  const signedIn = waitForUser();
  const request = await scene.browser.request(0);
  expect(request).toMatchObject({ mediation: 'conditional', allowed: [] });
  request.answer();
  await signedIn;
  expect(ceremonies()).toEqual(['ceremony-1']);
  expect(page.running()).toBe(0);
});

test('a ceremony is replaced before it expires, as often as the page stays open', async () => {
  scene.planOptions(SIGN_IN_OPTIONS, 3);
  scene.planTokens(SIGN_IN);
  const signedIn = waitForUser();
  await scene.browser.request(0);
  expect(await page.pass()).toBe(4 * MINUTE);
  await scene.browser.request(1);
  expect(await page.pass()).toBe(4 * MINUTE);
  (await scene.browser.request(2)).answer();
  await signedIn;
  expect(scene.browser.requests.map(({ challenge }) => challenge)).toEqual([1, 2, 3].map(challengeOf));
  expect(ceremonies()).toEqual(['ceremony-3']);
});

test('a passkey that is picked while the next ceremony begins answers the one before', async () => {
  scene.planOptions(SIGN_IN_OPTIONS, 2);
  scene.planTokens(SIGN_IN);
  const signedIn = waitForUser();
  const request = await scene.browser.request(0);
  scene.api.hold(SIGN_IN_OPTIONS);
  await page.pass();
  request.answer();
  await signedIn;
  expect(ceremonies()).toEqual(['ceremony-1']);
  expect(scene.browser.requests).toHaveLength(1);
});

test('a failure to begin the next ceremony leaves the one before, and is repeated', async () => {
  scene.planOptions(SIGN_IN_OPTIONS);
  scene.api.answerNext(SIGN_IN_OPTIONS, new TypeError('fetch failed'));
  scene.api.answerNext(SIGN_IN_OPTIONS, problem(429, 'TOO_MANY_ATTEMPTS'));
  scene.planOptions(SIGN_IN_OPTIONS);
  scene.planTokens(SIGN_IN);
  const signedIn = waitForUser();
  await scene.browser.request(0);
  expect(await page.pass()).toBe(4 * MINUTE);
  expect(await page.pass()).toBe(MINUTE / 2);
  expect(await page.pass()).toBe(MINUTE / 2);
  (await scene.browser.request(1)).answer();
  await signedIn;
  expect(ceremonies()).toEqual(['ceremony-2']);
});

test('a page that the user does not see asks for no ceremony until it is shown', async () => {
  scene.planOptions(SIGN_IN_OPTIONS, 2);
  scene.planTokens(SIGN_IN);
  const signedIn = waitForUser();
  await scene.browser.request(0);
  const show = page.hide();
  await page.pass();
  await new Promise((resolve) => setImmediate(resolve));
  expect(scene.api.count(SIGN_IN_OPTIONS)).toBe(1);
  show();
  (await scene.browser.request(1)).answer();
  await signedIn;
  expect(ceremonies()).toEqual(['ceremony-2']);
});

test('the first ceremony must begin', async () => {
  scene.api.answerNext(SIGN_IN_OPTIONS, problem(429, 'TOO_MANY_ATTEMPTS'));
  expect(await errorOf(waitForUser())).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
});

test('a dialog ends the wait', async () => {
  scene.planOptions(SIGN_IN_OPTIONS, 2);
  scene.planTokens(SIGN_IN);
  const waited = errorOf(waitForUser());
  await scene.browser.request(0);
  const client = scene.create();
  const signedIn = signInWithPasskey(client);
  (await scene.browser.request(1)).answer();
  await signedIn;
  expect(await waited).toMatchObject({ name: 'PasskeyError', reason: 'aborted' });
  expect(await client.isSignedIn()).toBe(true);
  expect(scene.api.count(SIGN_IN)).toBe(1);
});

test('a wait that begins while a dialog is open does not close it', async () => {
  scene.planOptions(SIGN_IN_OPTIONS, 2);
  scene.planTokens(SIGN_IN);
  const signedIn = signInWithPasskey(scene.create());
  const dialog = await scene.browser.request(0);
  expect(await errorOf(waitForUser())).toMatchObject({ reason: 'aborted' });
  dialog.answer();
  await signedIn;
  expect(ceremonies()).toEqual(['ceremony-1']);
});

describe('a signal', () => {
  test('ends the wait, and no further ceremony begins', async () => {
    const controller = new AbortController();
    scene.planOptions(SIGN_IN_OPTIONS);
    const waited = errorOf(waitForUser(controller.signal));
    await scene.browser.request(0);
    controller.abort();
    expect(await waited).toMatchObject({ reason: 'aborted', cause: controller.signal.reason });
    expect(page.running()).toBe(0);
  });

  test.each([true, false])('ends the call while the API is asked; conditional: %s', async (conditional) => {
    const controller = new AbortController();
    const { signal } = controller;
    scene.api.hold(SIGN_IN_OPTIONS);
    const waited = errorOf(signInWithPasskey(scene.create(), { conditional, signal }, page));
    while (scene.api.count(SIGN_IN_OPTIONS) === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect(await waited).toMatchObject({ name: 'PasskeyError', reason: 'aborted', cause: signal.reason });
    expect(scene.browser.requests).toEqual([]);
  });

  test('that is aborted before, ends the call at once', async () => {
    expect(await errorOf(waitForUser(AbortSignal.abort()))).toMatchObject({ reason: 'aborted' });
    expect(scene.browser.requests).toEqual([]);
  });

  test('ends the wait for an extension that ignores it', async () => {
    scene = createPasskeyScene({ without: ['abort'] });
    const controller = new AbortController();
    scene.planOptions(SIGN_IN_OPTIONS);
    const waited = errorOf(waitForUser(controller.signal));
    await scene.browser.request(0);
    controller.abort();
    expect(await waited).toMatchObject({ reason: 'aborted' });
  });

  test('has no effect once the authenticator has answered', async () => {
    const controller = new AbortController();
    const client = scene.create();
    scene.planOptions(SIGN_IN_OPTIONS);
    scene.planTokens(SIGN_IN);
    const release = scene.api.hold(SIGN_IN);
    const signedIn = signInWithPasskey(client, { conditional: true, signal: controller.signal }, page);
    (await scene.browser.request(0)).answer();
    while (scene.api.count(SIGN_IN) === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    release();
    await signedIn;
    expect(await client.isSignedIn()).toBe(true);
  });
});
