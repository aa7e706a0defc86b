/** The fields of the log events. Pure data, like events.ts. */

/** Every field of the events, with one meaning in all. Never a password, a token, a hash or a request. */
export interface EventFields {
  /** The account's id. */
  readonly sub: string;
  /** The session of the request. */
  readonly sid: string;
  /** The session that was ended: the request's own, or another. */
  readonly endedSid: string;
  /** The client's address. */
  readonly sourceIp: string;
  readonly requestId: string;
  /** The id of a second factor. */
  readonly factor: string;
  /** The id of a passkey: a digest of the id of its credential. */
  readonly passkey: string;
  /** The keyed hash of the username of an attempt. */
  readonly usernameHash: string;
  readonly service: string;
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  /** The code of a problem. */
  readonly code: string;
  /** An error in the form that `describeError` returns. */
  readonly error: object;
  /** The subject of a throttle: the account, the source, or the address of a mail. */
  readonly by: 'account' | 'source' | 'address';
  /** The kind of attempt that a source is throttled for, the kind of a mail, of a proof or of a command. */
  readonly kind: string;
  /** The reason. For an operator's command, the value of `--reason`. */
  readonly reason: string;
  /** The id of the key that a token names. */
  readonly kid: string;
  /** A call of AWS, such as `kms:Sign`. */
  readonly operation: string;
  /** Whether a page of an export is a later one. */
  readonly continued: boolean;
  /** The run of an operator's command, which is also part of the name of its log stream. */
  readonly runId: string;
  /** The ARN of the operator, or `local`. */
  readonly operator: string;
  /** The table that a command changes or reads. */
  readonly table: string;
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly forgetDevices: boolean;
  readonly overwrite: boolean;
  readonly dryRun: boolean;
  /** The only account state that a list shows. */
  readonly state: string;
  /** The largest number of accounts that a list shows. */
  readonly limit: number;
  /** The ARN of a version of a function. */
  readonly version: string;
  /** The names of the version's failed checks. */
  readonly failed: readonly string[];
  /** The id that SES gave a mail. */
  readonly messageId: string;
}

/** The name of a field. */
export type EventField = keyof EventFields;
