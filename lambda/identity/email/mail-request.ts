/**
 * The messages in the queue of mails. They hold no address and no secret: the mail function reads the address
 * from the account, and derives the code. An address that the account has no longer is sealed.
 */
import { type MailLanguage, mailLanguages } from '../../mail-templates/mail-template';
import { type NoticeKind, noticeKinds } from '../../notice-kinds';
import { InternalError } from '../../shared/errors';
import type { MailCodePurpose } from './mail-code';
import { isRoughDevice, type RoughDevice } from './notices/rough-device';

/** What every request names. */
interface CommonRequest {
  /** The account's id. */
  readonly sub: string;
  readonly language: MailLanguage;
}

/** A mail with a code. */
export interface CodeMailRequest<Kind extends MailCodePurpose = MailCodePurpose> extends CommonRequest {
  readonly kind: Kind;
  /** The random id of the request, from which the code is derived. */
  readonly challenge: string;
  /** Which of the request's codes is sent, from 1. */
  readonly generation: number;
  /** When the code expires, in epoch milliseconds. */
  readonly expiresAt: number;
}

/** A mail that informs a user of a change of their account. */
export interface NoticeRequest extends CommonRequest {
  readonly kind: 'notice';
  readonly notice: NoticeKind;
  /** When it happened, in epoch milliseconds. */
  readonly at: number;
  /** The device that caused it. @default - one that is not known */
  readonly device?: RoughDevice | undefined;
  /** The sealed address: see `AddressSeal`. @default - the mail goes to the address in use */
  readonly sealed?: string | undefined;
}

/** A mail to send. */
export type MailRequest =
  | CodeMailRequest<'verify-email'>
  | CodeMailRequest<'reset-password'>
  | CodeMailRequest<'confirm-enrolment'>
  | NoticeRequest;

/** What a mail is about. */
export type MailRequestKind = MailRequest['kind'];

/** A request of one kind. */
export type MailRequestOf<Kind extends MailRequestKind> = Extract<MailRequest, { readonly kind: Kind }>;

/** The version of the format. */
const VERSION = 1;

/** The size of every message, in characters, all of them ASCII. So the size reveals nothing about the mail. */
export const MESSAGE_SIZE = 1_024;

/** The members of each kind, in the order in which they are written, and what each must be. */
const members: { readonly [Kind in MailRequestKind]: MembersOf<MailRequestOf<Kind>> } = {
  'verify-email': codeMembers(),
  'reset-password': codeMembers(),
  'confirm-enrolment': codeMembers(),
  notice: {
    sub: isFilled,
    notice: isNotice,
    at: isCount,
    language: isLanguage,
    device: isAbsentOr(isRoughDevice),
    sealed: isAbsentOr(isFilled),
  },
};

const mailRequestKinds = Object.keys(members) as MailRequestKind[];

type MembersOf<Request> = Readonly<Record<Exclude<keyof Request, 'kind'>, Check>>;

type Check = (value: unknown) => boolean;

/**
 * Formats a message: JSON with blanks after it. It holds the members of the request's kind, and no others.
 * @throws InternalError when the request does not fit
 */
export function formatMailRequest(request: MailRequest): string {
  const { kind } = request;
  const text = JSON.stringify({ v: VERSION, kind, ...pick(request, Object.keys(members[kind])) });
  if (text.length > MESSAGE_SIZE) throw new InternalError('A request for a mail is too long');
  return text.padEnd(MESSAGE_SIZE);
}

/** Parses a message; returns undefined for any text that `formatMailRequest` does not write. */
export function parseMailRequest(text: string): MailRequest | undefined {
  const parsed = parseObject(text);
  const kind = mailRequestKinds.find((candidate) => candidate === parsed.kind);
  if (parsed.v !== VERSION || kind === undefined) return undefined;
  const checks = Object.entries(members[kind]);
  if (!checks.every(([name, isValid]) => isValid(parsed[name]))) return undefined;
  return { kind, ...pick(parsed, Object.keys(members[kind])) } as unknown as MailRequest;
}

/** Returns the members of a mail with a code. */
function codeMembers(): MembersOf<CodeMailRequest> {
  return {
    sub: isFilled,
    challenge: isFilled,
    generation: isCount,
    language: isLanguage,
    expiresAt: isCount,
  };
}

function pick(source: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  const values = new Map(Object.entries(source));
  return Object.fromEntries(
    names.filter((name) => values.get(name) !== undefined).map((name) => [name, values.get(name)]),
  );
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

function isLanguage(value: unknown): value is MailLanguage {
  return mailLanguages.some((language) => language === value);
}

function isNotice(value: unknown): value is NoticeKind {
  return noticeKinds.some((kind) => kind === value);
}

function isAbsentOr(check: Check): Check {
  return (value) => value === undefined || check(value);
}
