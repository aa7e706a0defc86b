/** The users of a load test, each with an account, its latest tokens, and a foo. */
import { randomUUID } from 'node:crypto';
import { type Credentials, readTokens, requests, type Tokens } from '../http/api';
import type { Answer, HttpClient, Sent } from '../http/client';
import type { Action } from './mix';

interface User {
  readonly credentials: Credentials;
  tokens: Tokens;
  fooId?: string;
  /** A concurrent refresh would send the same token again. */
  refreshing: boolean;
}

/** The outcome of a request. */
export interface Performed {
  /** The action that was performed. It differs from the requested one when no user could perform that. */
  readonly action: Action;
  readonly answer: Answer;
}

/** Performs the actions of users. */
export interface Users {
  /** Performs an action. Rejects when no response arrives. */
  perform(action: Action): Promise<Performed>;
  /** Whether the API issues refresh tokens. Without them, users make a call instead of a refresh. */
  canRefresh(): boolean;
}

/** Creates the users. The first sign-up adds the first one. */
export function createUsers(client: HttpClient): Users {
  const users: User[] = [];
  const choose = () => users[Math.floor(Math.random() * users.length)];

  async function signUp(): Promise<Performed> {
    const credentials = { username: `load-${randomUUID()}`, password: `a phrase of ${randomUUID()}` };
    const answer = await client.send(requests.signUp(credentials));
    if (answer.status === 201) {
      users.push({ credentials, tokens: readTokens(answer), refreshing: false });
    }
    return { action: 'sign up', answer };
  }

  async function renew(user: User, action: Action, sent: Sent): Promise<Performed> {
    const answer = await client.send(sent);
    if (answer.status === 200 || answer.status === 201) user.tokens = readTokens(answer);
    return { action, answer };
  }

  async function refresh(user: User): Promise<Performed> {
    user.refreshing = true;
    try {
      return await renew(user, 'refresh', requests.refresh(user.tokens));
    } finally {
      user.refreshing = false;
    }
  }

  async function createFoo(user: User): Promise<Performed> {
    const answer = await client.send(requests.createFoo(user.tokens));
    if (answer.status === 201) user.fooId = JSON.parse(answer.text).id;
    return { action: 'create a foo', answer };
  }

  async function call(user: User, action: Action): Promise<Performed> {
    if (action === 'get profile')
      return { action, answer: await client.send(requests.getProfile(user.tokens)) };
    if (action === 'list foos') return { action, answer: await client.send(requests.listFoos(user.tokens)) };
    if (action === 'create a foo' || user.fooId === undefined) return createFoo(user);
    return { action: 'get a foo', answer: await client.send(requests.getFoo(user.tokens, user.fooId)) };
  }

  const canRefresh = () => users.every(({ tokens }) => tokens.refreshToken !== undefined);

  return {
    canRefresh,
    async perform(action) {
      const user = choose();
      if (user === undefined || action === 'sign up') return signUp();
      if (action === 'sign in') return renew(user, action, requests.signIn(user.credentials));
      if (action === 'refresh' && !user.refreshing && canRefresh()) return refresh(user);
      return call(user, action);
    },
  };
}
