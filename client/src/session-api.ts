/** Calls the routes that start, refresh and end sessions. */
import createOpenapiClient from 'openapi-fetch';
import type { Credentials, NewAccount, User } from './account';
import type { paths } from './api-types';
import type { PasskeyStepUpProof } from './passkey-types';
import { hasCode, ProblemError, unwrap } from './problem-error';
import type {
  ChallengeAnswer,
  EnrolmentProof,
  SignInChallenge,
  StepUpProof,
  TotpEnrolment,
} from './second-factor';

/** An access token. */
export interface AccessToken {
  readonly accessToken: string;
  /** Seconds for which it is valid. */
  readonly expiresInSeconds: number;
}

/** The tokens of a session. */
export interface Tokens extends AccessToken {
  readonly refreshToken: string;
  /** @default - the API sent none */
  readonly deviceToken?: string;
  /** @default - the device is not trusted by this sign-in */
  readonly trustedDeviceToken?: string;
}

/** The values that a sign-in sends. */
export interface SignInAttempt extends Credentials {
  /** Replaces a temporary password. @default - none */
  readonly newPassword?: string | undefined;
  /** @default - none: the user has not signed in on this device before */
  readonly deviceToken?: string | undefined;
  /** @default - none: the device is not trusted */
  readonly trustedDeviceToken?: string | undefined;
}

/**
 * The calls. Each throws ProblemError for an unsuccessful response, and the error of `fetch` when no response
 * arrives.
 */
export interface SessionApi {
  /** Returns a challenge in place of tokens when the account must add a second factor first. */
  signUp(account: NewAccount): Promise<{ readonly user: User } & (Tokens | SignInChallenge)>;
  /** Returns a challenge when a second factor is missing. */
  signIn(attempt: SignInAttempt): Promise<Tokens | SignInChallenge>;
  answerChallenge(challenge: string, answer: ChallengeAnswer): Promise<Tokens>;
  enrolFirstTotp(challenge: string): Promise<TotpEnrolment>;
  confirmFirstTotp(
    challenge: string,
    proof: EnrolmentProof,
  ): Promise<Tokens & { readonly recoveryCodes: readonly string[] }>;
  /** @param accessToken undefined if no user is signed in */
  stepUp(accessToken: string | undefined, proof: StepUpProof | PasskeyStepUpProof): Promise<AccessToken>;
  refresh(refreshToken: string): Promise<Tokens>;
  signOut(accessToken: string, everywhere: boolean): Promise<void>;
}

/** Sends a request. */
export type Send = (request: Request) => Promise<Response>;

/**
 * The timeout of one attempt, in milliseconds. A lost response costs a second attempt. Both must fit into the
 * 10 seconds for which the API accepts a replaced refresh token: see `refreshGrace` of its stage.
 */
const TIMEOUT_MS = 4_500;

/** @param baseUrl without a trailing slash */
export function createSessionApi(baseUrl: string, send: Send): SessionApi {
  const api = createOpenapiClient<paths>({ baseUrl, fetch: send, redirect: 'error' });
  // As text: the message of a failed JSON.parse quotes its input, which may be tokens.
  const options = () => ({ parseAs: 'text', signal: AbortSignal.timeout(TIMEOUT_MS) }) as const;

  async function postRefresh(refreshToken: string): Promise<Tokens> {
    const body = { refresh_token: refreshToken };
    return readTokens(await api.POST('/sessions/refresh', { ...options(), body }));
  }

  return {
    signUp: async (body) => {
      const result = await api.POST('/users', { body, parseAs: 'text' });
      const { user, challenge, kinds } = parseObject(result) as Record<string, unknown> & { user: User };
      const isChallenge = typeof challenge === 'string' && Array.isArray(kinds);
      if (!isChallenge) return { ...readTokens(result), user };
      return { user, username: body.username, challenge, kinds };
    },
    signIn: async ({ username, password, newPassword, deviceToken, trustedDeviceToken }) => {
      const body = {
        username,
        password,
        ...(newPassword !== undefined && { new_password: newPassword }),
        ...(deviceToken !== undefined && { device_token: deviceToken }),
        ...(trustedDeviceToken !== undefined && { trusted_device_token: trustedDeviceToken }),
      };
      const result = await api.POST('/sessions/create', { body, parseAs: 'text' });
      return readChallenge(username, result) ?? readTokens(result);
    },
    answerChallenge: async (challenge, { kind, code, trustDevice }) => {
      const body = { challenge, kind, code, ...(trustDevice && { trust_device: true }) };
      return readTokens(await api.POST('/sessions/challenge', { body, parseAs: 'text' }));
    },
    enrolFirstTotp: async (challenge) => {
      const { qr_svg: qrSvg, ...enrolment } = unwrap(
        await api.POST('/sessions/challenge/totp', { body: { challenge } }),
      );
      return { ...enrolment, qrSvg };
    },
    confirmFirstTotp: async (challenge, { code, emailCode }) => {
      const body = {
        ...{ challenge, kind: 'enrolment', code },
        ...(emailCode !== undefined && { email_code: emailCode }),
      };
      const result = await api.POST('/sessions/challenge', { body, parseAs: 'text' });
      const { recovery_codes: codes } = parseObject(result);
      return { ...readTokens(result), recoveryCodes: Array.isArray(codes) ? codes : [] };
    },
    stepUp: async (accessToken, proof) => {
      const body =
        'password' in proof
          ? { password: proof.password }
          : 'credential' in proof
            ? { ...proof, credential: { ...proof.credential } }
            : { kind: proof.kind, code: proof.code };
      const headers = { ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }) };
      return readAccessToken(await api.POST('/sessions/current/step-up', { body, headers, parseAs: 'text' }));
    },
    refresh: (refreshToken) =>
      postRefresh(refreshToken).catch((error: unknown) => {
        if (error instanceof ProblemError) throw error;
        return postRefresh(refreshToken);
      }),
    signOut: async (accessToken, everywhere) => {
      const init = { ...options(), headers: { Authorization: `Bearer ${accessToken}` } };
      unwrap(await (everywhere ? api.DELETE('/sessions', init) : api.DELETE('/sessions/current', init)));
    },
  };
}

/** Whether an error means that the session has ended. */
export function isSessionOver(error: unknown): error is ProblemError {
  return hasCode(error, 'INVALID_REFRESH_TOKEN') || hasCode(error, 'REFRESH_TOKEN_REUSED');
}

/**
 * Whether the API refuses a member of a sign-in that it does not know. In a stage without trusted devices that is their
 * token. The API names no unknown member: its error points to the whole body.
 */
export function isTrustRefused(error: unknown): boolean {
  return hasCode(error, 'VALIDATION_FAILED') && error.errors.some(({ pointer }) => pointer === '#');
}

/** A response whose body is a text, which is not part of any error. */
export interface TextResult {
  data?: string;
  error?: unknown;
  response: Response;
}

function parseObject(result: TextResult): Record<string, unknown> {
  const text = unwrap(result);
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new ProblemError(result.response, undefined);
  }
}

/** Returns the challenge of a sign-in without its second factor; undefined for any other response. */
function readChallenge(username: string, { error, response }: TextResult): SignInChallenge | undefined {
  const problem = new ProblemError(response, error);
  const { challenge, passkey } = Object(error);
  if (problem.code !== 'SECOND_FACTOR_REQUIRED' || typeof challenge !== 'string') return undefined;
  const kinds = problem.kinds as SignInChallenge['kinds'];
  return { username, challenge, kinds, ...(passkey && { passkey }) };
}

function readAccessToken(result: TextResult): AccessToken {
  const { access_token, expires_in } = parseObject(result);
  if (typeof access_token !== 'string' || typeof expires_in !== 'number') {
    throw new ProblemError(result.response, undefined);
  }
  return { accessToken: access_token, expiresInSeconds: expires_in };
}

/** @throws ProblemError for any other response, which it does not quote */
export function readTokens(result: TextResult): Tokens {
  const accessToken = readAccessToken(result);
  const { refresh_token, device_token, trusted_device_token } = parseObject(result);
  if (typeof refresh_token !== 'string') throw new ProblemError(result.response, undefined);
  return {
    ...accessToken,
    refreshToken: refresh_token,
    ...(typeof device_token === 'string' && { deviceToken: device_token }),
    ...(typeof trusted_device_token === 'string' && { trustedDeviceToken: trusted_device_token }),
  };
}
