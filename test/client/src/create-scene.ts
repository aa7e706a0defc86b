/** A user, an API and clients of it. */
import { type Client, type ClientOptions, createClient } from '../../../client/src/create-client';
import { createFakeApi, type FakeApi } from './fake-api';

export const baseUrl = 'https://api.example.com';
export const ada = { username: 'ada', password: 'a phrase that passes the rules' };
export const REFRESH = 'POST /sessions/refresh';

/** What a test begins with. */
export interface Scene {
  readonly api: FakeApi;
  /** What each call of `onSignedOut` was told: the code of the problem, or `untold`. */
  readonly signedOut: string[];
  create(more?: Partial<ClientOptions>): Client;
  createSignedIn(more?: Partial<ClientOptions>): Promise<Client>;
}

/** Makes one, in which nobody is signed in. */
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
