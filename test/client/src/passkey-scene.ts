/** A browser, an API with passkeys, and the user of a client. */
import type { Page } from '../../../client/src/passkey-autofill';
import { createScene, type Scene } from './create-scene';
import type { Call } from './fake-api';
import {
  CREDENTIAL,
  type FakeBrowser,
  type FakeBrowserOptions,
  installFakeBrowser,
  toBase64Url,
  USER_HANDLE,
} from './fake-browser';

export const RP_ID = 'example.com';
export const SIGN_IN_OPTIONS = 'POST /sessions/passkey/options';
export const SIGN_IN = 'POST /sessions/passkey';
export const ADD_OPTIONS = 'POST /users/me/passkeys/options';
export const ADD = 'POST /users/me/passkeys';
export const LIST = 'GET /users/me/passkeys';

export const passkey = {
  ...{ id: 'passkey-1', credentialId: CREDENTIAL, name: 'Phone', addedAt: '2026-01-02T03:04:05.000Z' },
  ...{ transports: ['internal'], synced: true, syncable: true, verifiesUser: true },
};

/** The start of a test. */
export interface PasskeyScene extends Scene {
  readonly browser: FakeBrowser;
  /** Plans the options of ceremonies, which are numbered from 1. */
  planOptions(route: string, count?: number): void;
  /** Plans the tokens of a response. */
  planTokens(route: string, username?: string): void;
  /** The parsed bodies of the requests to a route. */
  bodies(route: string): readonly unknown[];
  sent(route: string): readonly Call[];
}

/** Creates the scene. */
export function createPasskeyScene(options?: FakeBrowserOptions): PasskeyScene {
  const browser = installFakeBrowser(options);
  const scene = createScene();
  const { api } = scene;
  let begun = 0;
  const sent = (route: string) => api.calls.filter((call) => call.route === route);
  return {
    ...scene,
    browser,
    sent,
    bodies: (route) => sent(route).map(({ body }) => (body === '' ? undefined : JSON.parse(body))),
    planOptions: (route, count = 1) => {
      for (let index = 0; index < count; index++) {
        begun++;
        api.answerNext(route, Response.json(createCeremony(route, `ceremony-${begun}`)));
      }
    },
    planTokens: (route, username = 'ada') => {
      const access_token = `x.${toBase64Url(JSON.stringify({ username }))}.y`;
      const tokens = { access_token, refresh_token: 'refresh-9', expires_in: 3600, device_token: 'device-9' };
      api.answerNext(route, Response.json(tokens, { status: 201 }));
    },
  };
}

/** Returns the challenge of a ceremony, in base64url. */
export function challengeOf(number: number): string {
  return toBase64Url(`ceremony-${number}`);
}

function createCeremony(route: string, id: string): object {
  const challenge = toBase64Url(id);
  const user = { id: USER_HANDLE, name: 'ada', displayName: 'ada' };
  const creation = {
    rp: { id: RP_ID, name: 'x' },
    user,
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  };
  const isCreation = route.startsWith('POST /users/');
  return { ceremony_id: id, options: { challenge, ...(isCreation ? creation : { rpId: RP_ID }) } };
}

/** A page whose time passes when a test says so. */
export interface FakePage extends Page {
  /** Ends the wait that runs, and resolves to its milliseconds. */
  pass(): Promise<number>;
  /** Returns how many waits run. */
  running(): number;
  /** Hides the page until the returned function is called. */
  hide(): () => void;
}

/** Creates a page that the user sees. */
export function createFakePage(): FakePage {
  const waits: { milliseconds: number; end: () => void }[] = [];
  const waiting: (() => void)[] = [];
  let shown: Promise<void> = Promise.resolve();
  return {
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const wait = { milliseconds, end: resolve };
        if (!signal.aborted) waits.push(wait);
        signal.addEventListener('abort', () => waits.includes(wait) && waits.splice(waits.indexOf(wait), 1));
        for (const wake of waiting.splice(0)) wake();
      }),
    untilVisible: () => shown,
    running: () => waits.length,
    pass: async () => {
      while (waits.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      const { milliseconds = 0, end } = waits.shift() ?? {};
      end?.();
      return milliseconds;
    },
    hide: () => {
      let show = () => {};
      shown = new Promise((resolve) => {
        show = resolve;
      });
      return show;
    },
  };
}

/** Returns the error of a call that must fail. */
export async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => new Error('It did not fail'),
    (error: unknown) => error,
  );
}
