/** A user, an API and its clients. */
import { type Client, type ClientOptions, createClient } from '../../../client/src/create-client';
import { createFakeApi, type FakeApi } from './fake-api';

export const baseUrl = 'https://api.example.com';
export const ada = { username: 'ada', password: 'a phrase that passes the rules' };
export const REFRESH = 'POST /sessions/refresh';

/** The start of a test. */
export interface Scene {
  readonly api: FakeApi;
  /** The argument of each call of `onSignedOut`: the problem's code, or `untold` if there is none. */
  readonly signedOut: string[];
  create(more?: Partial<ClientOptions>): Client;
  createSignedIn(more?: Partial<ClientOptions>): Promise<Client>;
}

/** Creates a scene in which no user is signed in. */
export function createScene(): Scene {
  const api = createFakeApi();
  const signedOut: string[] = [];
  const create = (more: Partial<ClientOptions> = {}) =>
    createClient({
      baseUrl,
      fetch: api.fetch,
      onSignedOut: (reason) => signedOut.push(reason?.code ?? 'untold'),
      ...more,
    });
  return {
    api,
    signedOut,
    create,
    createSignedIn: async (more) => {
      const client = create(more);
      await client.signIn(ada);
      return client;
    },
  };
}
