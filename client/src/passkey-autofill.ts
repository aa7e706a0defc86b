/**
 * Waits for a passkey that the user picks in the autofill of the sign-in page. The page may stay open for hours, and a
 * ceremony is valid for 5 minutes: a new one takes its place in time.
 */
import { getCredentialByAutofill } from './passkey-ceremony';
import type { Ceremony, PasskeyAssertion, PasskeyRequestOptions } from './passkey-types';

/** The parts of the page that are used. Neither resolves once the signal is aborted. */
export interface Page {
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Waits until the user sees the page. */
  untilVisible(signal: AbortSignal): Promise<void>;
}

/** Begins a ceremony. */
export type Begin = (signal: AbortSignal) => Promise<Ceremony<PasskeyRequestOptions>>;

/** A ceremony, and what the browser answered. */
export interface AnsweredCeremony extends Ceremony<PasskeyRequestOptions> {
  readonly credential: PasskeyAssertion;
}

/** The age at which a ceremony is replaced. A user who has picked a passkey by then has a minute to confirm it. */
const RENEW_AFTER_MS = 4 * 60_000;
/** The wait after a failure to begin a ceremony. */
const RETRY_AFTER_MS = 30_000;

/**
 * Waits for the passkey.
 * @throws PasskeyError, or the error of the first `begin`
 */
export async function waitForAutofill(
  begin: Begin,
  signal: AbortSignal,
  page: Page,
): Promise<AnsweredCeremony> {
  let ceremony = await begin(signal);
  for (;;) {
    const answered = answer(ceremony, signal);
    const end = new AbortController();
    // the browser ends the former request when the next one begins
    const first = await Promise.race([answered, renew(begin, end.signal, page)]).finally(() => end.abort());
    if ('credential' in first) return first;
    answered.catch(() => undefined);
    ceremony = first;
  }
}

async function answer(
  ceremony: Ceremony<PasskeyRequestOptions>,
  signal: AbortSignal,
): Promise<AnsweredCeremony> {
  return { ...ceremony, credential: await getCredentialByAutofill(ceremony.options, signal) };
}

/** Begins the next ceremony when it is time. A hidden page needs none until it is shown. */
async function renew(
  begin: Begin,
  signal: AbortSignal,
  page: Page,
): Promise<Ceremony<PasskeyRequestOptions>> {
  await page.wait(RENEW_AFTER_MS, signal);
  for (;;) {
    await page.untilVisible(signal);
    try {
      return await begin(signal);
    } catch {
      // the network may be back later, and the limit of requests, too
      await page.wait(RETRY_AFTER_MS, signal);
    }
  }
}
