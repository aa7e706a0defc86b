/** The log events: level, fields, whether an event is audited, and its metric. Pure data, like routes.ts. */
import type { EventField, EventFields } from './event-fields';
import { factorEvents, secondFactorEvents } from './event-lists/factor-events';
import { mailFeedbackEvents } from './event-lists/mail-feedback-events';
import { operatorEvents } from './event-lists/operator-events';
import { pageEvents } from './event-lists/page-events';
import { passkeyEvents, passkeyProofEvents } from './event-lists/passkey-events';
import { caller, maybeSession } from './event-lists/subjects';

/** Lambda's own level names, which its log-level filter reads. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** The definition of one event. */
export interface EventDefinition {
  /** `BY_STATUS`: ERROR from status 500, otherwise INFO. */
  readonly level: LogLevel | 'BY_STATUS';
  /** In the order of the line. `?` marks optional fields. */
  readonly fields: readonly (EventField | `${EventField}?`)[];
  /** Whether it records an action on an account, or a failed decision. The event bus receives such events. */
  readonly audited: boolean;
  /** Whether a metric counts it, and by which field. A metric is billed for each month that has values. */
  readonly metric: boolean | { readonly dimension: EventField };
}

/** Events by name. */
export type EventList = Readonly<Record<string, EventDefinition>>;

// One constant per function, without spreads: a bundle then holds only the events of its own function.
/** The events of every service. */
export const serviceEvents = {
  request: {
    level: 'BY_STATUS',
    fields: ['service', 'route', 'status', 'durationMs', 'requestId', 'code?', 'error?'],
    audited: false,
    metric: false,
  },
} as const satisfies EventList;

/** The events of the function `auth`. Their names are in the past tense: each is logged after it happened. */
export const authEvents = {
  account_registered: { level: 'INFO', fields: maybeSession, audited: true, metric: true },
  signed_in: { level: 'INFO', fields: caller, audited: true, metric: true },
  sign_in_failed: {
    level: 'WARN',
    fields: ['sub?', 'usernameHash', 'sourceIp', 'requestId'],
    audited: true,
    metric: true,
  },
  sign_in_stopped: {
    level: 'INFO',
    fields: ['sub', 'code', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
  attempt_throttled: {
    level: 'WARN',
    fields: ['by', 'sub?', 'sid?', 'usernameHash?', 'kind?', 'sourceIp', 'requestId'],
    audited: true,
    metric: true,
  },
  attempt_not_refunded: { level: 'WARN', fields: ['requestId'], audited: false, metric: false },
  breach_check_failed: { level: 'WARN', fields: [], audited: false, metric: false },
  migration_refused: { level: 'WARN', fields: ['reason', 'requestId'], audited: false, metric: true },
  refresh_token_reused: { level: 'WARN', fields: caller, audited: true, metric: true },
  signed_out: { level: 'INFO', fields: caller, audited: true, metric: false },
  signed_out_everywhere: { level: 'INFO', fields: caller, audited: true, metric: false },
  session_ended: {
    level: 'INFO',
    fields: ['sub', 'sid', 'sourceIp', 'requestId', 'endedSid'],
    audited: true,
    metric: false,
  },
  password_changed: { level: 'INFO', fields: caller, audited: true, metric: true },
  password_change_failed: { level: 'WARN', fields: caller, audited: true, metric: true },
  username_changed: { level: 'INFO', fields: caller, audited: true, metric: false },
  account_exported: {
    level: 'INFO',
    fields: ['sub', 'sid', 'sourceIp', 'requestId', 'continued'],
    audited: true,
    metric: false,
  },
  account_deleted: {
    level: 'INFO',
    fields: ['sub', 'sid?', 'sourceIp', 'requestId'],
    audited: true,
    metric: true,
  },
} as const satisfies EventList;

/** The events of `auth` about e-mail addresses, resets and notices, which only stages with e-mail log. */
export const emailEvents = {
  email_change_requested: { level: 'INFO', fields: caller, audited: true, metric: false },
  email_change_cancelled: { level: 'INFO', fields: caller, audited: true, metric: false },
  email_verified: { level: 'INFO', fields: caller, audited: true, metric: false },
  email_verification_failed: { level: 'WARN', fields: caller, audited: true, metric: false },
  email_removed: { level: 'INFO', fields: caller, audited: true, metric: false },
  email_migrated: { level: 'INFO', fields: ['sub', 'requestId'], audited: true, metric: false },
  email_not_migrated: {
    level: 'WARN',
    fields: ['reason', 'sub', 'error?', 'requestId'],
    audited: false,
    metric: false,
  },
  sign_up_email_failed: { level: 'WARN', fields: ['requestId', 'error'], audited: false, metric: false },
  mail_throttled: {
    level: 'WARN',
    fields: ['by', 'sub?', 'sid?', 'usernameHash?', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
  notice_requested: { level: 'INFO', fields: ['kind', 'sub', 'requestId'], audited: false, metric: false },
  notice_failed: { level: 'WARN', fields: ['kind', 'sub', 'error'], audited: false, metric: false },
  activity_failed: { level: 'WARN', fields: ['kind', 'sub', 'error'], audited: false, metric: false },
  password_reset_requested: {
    level: 'INFO',
    fields: ['sub?', 'usernameHash', 'sourceIp', 'requestId'],
    audited: true,
    metric: false,
  },
  password_reset: { level: 'INFO', fields: ['sub', 'sourceIp', 'requestId'], audited: true, metric: false },
  password_reset_failed: {
    level: 'WARN',
    fields: ['sub?', 'sourceIp', 'requestId'],
    audited: true,
    metric: true,
  },
} as const satisfies EventList;

/** The events of the function `mail`. */
export const mailEvents = {
  mail_sent: { level: 'INFO', fields: ['kind', 'sub', 'messageId'], audited: false, metric: false },
  mail_discarded: { level: 'WARN', fields: ['reason', 'kind?', 'sub?'], audited: false, metric: true },
  mail_refused: { level: 'ERROR', fields: ['kind', 'sub', 'error'], audited: false, metric: true },
  mail_failed: { level: 'WARN', fields: ['error', 'kind', 'sub'], audited: false, metric: false },
} as const satisfies EventList;

/** The events of the authorizer. */
export const authorizerEvents = {
  token_rejected: {
    level: 'INFO',
    fields: ['reason', 'kid?', 'sub?', 'sid?', 'requestId?'],
    // Anonymous clients can cause thousands of these, so they are counted instead.
    audited: false,
    // The reasons are few and fixed: clients cannot create metrics.
    metric: { dimension: 'reason' },
  },
  authorizer_failed: {
    level: 'ERROR',
    fields: ['error', 'operation?', 'kind?', 'reason?', 'requestId?'],
    audited: true,
    metric: true,
  },
} as const satisfies EventList;

/** The events of a function's self-check. */
export const selfCheckEvents = {
  self_check_failed: { level: 'ERROR', fields: ['operation', 'error'], audited: false, metric: false },
} as const satisfies EventList;

/** The events of the function that checks a new version before it receives requests. */
export const deploymentCheckEvents = {
  version_accepted: { level: 'INFO', fields: ['version'], audited: false, metric: false },
  version_refused: { level: 'ERROR', fields: ['version', 'failed', 'error?'], audited: false, metric: false },
} as const satisfies EventList;

/** All events, grouped by the source that logs them. */
export const eventLists = {
  services: serviceEvents,
  auth: authEvents,
  email: emailEvents,
  secondFactors: secondFactorEvents,
  factors: factorEvents,
  passkeyProofs: passkeyProofEvents,
  passkeys: passkeyEvents,
  pages: pageEvents,
  mail: mailEvents,
  mailFeedback: mailFeedbackEvents,
  authorizer: authorizerEvents,
  selfChecks: selfCheckEvents,
  deploymentChecks: deploymentCheckEvents,
  operators: operatorEvents,
} as const satisfies Readonly<Record<string, EventList>>;

type Merged<List> = (List extends unknown ? (list: List) => void : never) extends (list: infer All) => void
  ? All
  : never;
type Events = Merged<(typeof eventLists)[keyof typeof eventLists]>;

/** The name of an event. */
export type EventName = keyof Events;

/** The name of an event of an operator's command. */
export type OperatorEventName = keyof typeof operatorEvents;

type MarkOf<Name extends EventName> = Events[Name]['fields'][number];

/** The fields of one event's line. */
export type FieldsOf<Name extends EventName> = {
  readonly [Mark in MarkOf<Name> as Mark extends EventField ? Mark : never]: Mark extends EventField
    ? EventFields[Mark]
    : never;
} & {
  readonly [Mark in MarkOf<Name> as Mark extends `${infer Field}?` ? Field : never]?:
    | (Mark extends `${infer Field extends EventField}?` ? EventFields[Field] : never)
    | undefined;
};

/** The events that have a metric. */
export type CountedEventName = {
  [Name in EventName]: Events[Name]['metric'] extends false ? never : Name;
}[EventName];

/** The field of audited lines that the event bus's subscription filters on. */
export const AUDITED = 'audited';
