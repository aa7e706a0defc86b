/**
 * The messages in the queue of mails. They hold no address and no secret: the mail function reads the address
 * from the account, and derives the code.
 */
import { InternalError } from '../../shared/errors';

/** The languages of mails. */
export const mailLanguages = ['en', 'de'] as const;

/** A language of mails. */
export type MailLanguage = (typeof mailLanguages)[number];

/** A mail to send. */
export interface MailRequest {
  readonly kind: 'verify-email';
  /** The account's id. */
  readonly sub: string;
  /** The random id of the request, from which the code is derived. */
  readonly challenge: string;
  /** Which of the request's codes is sent, from 1. */
  readonly generation: number;
  readonly language: MailLanguage;
  /** When the code expires, in epoch milliseconds. */
  readonly expiresAt: number;
}

/** The version of the format. */
const VERSION = 1;

/** The size of every message, in characters, all of them ASCII. So the size reveals nothing about the mail. */
export const MESSAGE_SIZE = 512;

/**
 * Formats a message: JSON with blanks after it.
 * @throws InternalError when the request does not fit
 */
export function formatMailRequest({
  kind,
  sub,
  challenge,
  generation,
  language,
  expiresAt,
}: MailRequest): string {
  const text = JSON.stringify({ v: VERSION, kind, sub, challenge, generation, language, expiresAt });
  if (text.length > MESSAGE_SIZE) throw new InternalError('A request for a mail is too long');
  return text.padEnd(MESSAGE_SIZE);
}

/** Parses a message; returns undefined for any text that `formatMailRequest` does not write. */
export function parseMailRequest(text: string): MailRequest | undefined {
  const { v, kind, sub, challenge, generation, language, expiresAt } = parseObject(text);
  const known = mailLanguages.find((candidate) => candidate === language);
  if (v !== VERSION || kind !== 'verify-email' || known === undefined) return undefined;
  if (!isFilled(sub) || !isFilled(challenge) || !isCount(generation) || !isCount(expiresAt)) return undefined;
  return { kind, sub, challenge, generation, language: known, expiresAt };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
