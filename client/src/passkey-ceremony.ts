/** Asks the browser to create or to use a passkey. Only one request is open at a time: a new one ends the one before. */
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { PasskeyError, toPasskeyError } from './passkey-error';
import type {
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyCredential,
  PasskeyRequestOptions,
} from './passkey-types';

type OptionsOf<Start extends (input: never) => unknown> = Parameters<Start>[0] extends {
  optionsJSON: infer Options;
}
  ? Options
  : never;

/** How many requests with a dialog are open. */
let dialogs = 0;

/** Creates a passkey. @throws PasskeyError */
export function createCredential(
  options: PasskeyCreationOptions,
  signal: AbortSignal | undefined,
): Promise<PasskeyCredential> {
  const optionsJSON = options as unknown as OptionsOf<typeof startRegistration>;
  return withDialog(signal, () => startRegistration({ optionsJSON }));
}

/** Uses a passkey that the user picks in a dialog. @throws PasskeyError */
export function getCredential(
  options: PasskeyRequestOptions,
  signal: AbortSignal | undefined,
): Promise<PasskeyAssertion> {
  const optionsJSON = options as unknown as OptionsOf<typeof startAuthentication>;
  return withDialog(signal, () => startAuthentication({ optionsJSON }));
}

/**
 * Uses a passkey that the user picks in the autofill of an input field. Waits until then.
 * @throws PasskeyError with `aborted` also if a dialog is open, which this request would close
 */
export async function getCredentialByAutofill(
  options: PasskeyRequestOptions,
  signal: AbortSignal,
): Promise<PasskeyAssertion> {
  if (dialogs > 0) throw new PasskeyError('aborted');
  const optionsJSON = options as unknown as OptionsOf<typeof startAuthentication>;
  const start = () =>
    startAuthentication({ optionsJSON, useBrowserAutofill: true, verifyBrowserAutofillInput: false });
  // SimpleWebAuthn asks this before it begins. An abort meanwhile has nothing to end, so it is repeated.
  const begun = () => browserSupportsWebAuthnAutofill();
  return run(signal, start, begun);
}

/** @throws PasskeyError for a browser or a page in which autofill cannot offer passkeys */
export async function requireAutofill(): Promise<void> {
  if (!(await browserSupportsWebAuthnAutofill())) throw new PasskeyError('not-supported');
  const { document } = globalThis as unknown as { document: { querySelector(selector: string): unknown } };
  if (!document.querySelector('input[autocomplete$="webauthn"]')) throw new PasskeyError('no-input');
}

/** @throws PasskeyError for a browser without passkeys */
export function requirePasskeys(): void {
  if (!browserSupportsWebAuthn()) throw new PasskeyError('not-supported');
}

async function withDialog<Result>(
  signal: AbortSignal | undefined,
  start: () => Promise<Result>,
): Promise<Result> {
  dialogs++;
  try {
    return await run(signal, start);
  } finally {
    dialogs--;
  }
}

/**
 * Runs a request until it ends, or until the signal is aborted: extensions that take the place of the browser may ignore
 * an abort.
 */
async function run<Result>(
  signal: AbortSignal | undefined,
  start: () => Promise<Result>,
  begun?: () => Promise<unknown>,
): Promise<Result> {
  if (signal?.aborted) throw new PasskeyError('aborted', signal.reason);
  const running = start();
  const cancel = () => void (signal?.aborted && WebAuthnAbortService.cancelCeremony());
  void begun?.().then(cancel);
  return new Promise((resolve, reject) => {
    const abort = () => {
      cancel();
      reject(new PasskeyError('aborted', signal?.reason));
    };
    signal?.addEventListener('abort', abort);
    const end = () => signal?.removeEventListener('abort', abort);
    void running.finally(end).then(resolve, (error: unknown) => reject(toPasskeyError(error)));
  });
}
