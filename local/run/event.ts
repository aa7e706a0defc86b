/** The events of a local run, for display and for assertions. */
import type { AwsCall } from '../aws/call';
import type { DeadLetter } from '../aws/sqs/queues';
import type { FunctionLog } from '../functions/function-log';
import type { InvocationTrace } from '../functions/invocation-trace';
import type { RequestTrace } from '../gateway/http/messages';
import type { Refusal } from '../gateway/http/refuse-connection';
import type { Mail } from '../mail/mail';

/** One event. */
export type LocalEvent =
  /** An operation that takes time begins. */
  | { readonly kind: 'progress'; readonly text: string }
  /** A detail about normal operation, for verbose output. */
  | { readonly kind: 'detail'; readonly text: string }
  | { readonly kind: 'warning'; readonly text: string }
  /** The clock was turned. `now` is in epoch milliseconds. */
  | { readonly kind: 'clock'; readonly now: number; readonly aheadSeconds: number }
  /** A change is served. */
  | {
      readonly kind: 'reloaded';
      readonly what: string;
      readonly milliseconds: number;
      /** New parts, `+ …`, and removed ones, `- …`. @default - neither exists */
      readonly changes?: readonly string[];
    }
  /** A change is not served because of an error. The previous version keeps running. */
  | { readonly kind: 'kept'; readonly what: readonly string[]; readonly message: string }
  | { readonly kind: 'request'; readonly trace: RequestTrace }
  /** A queue or a rule has invoked a function. */
  | { readonly kind: 'invocation'; readonly trace: InvocationTrace }
  /** A message moved to a dead-letter queue. */
  | { readonly kind: 'dead-letter'; readonly letter: DeadLetter }
  /** A connection was refused before it became a request. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'function-log'; readonly log: FunctionLog }
  /** A function sent a mail. */
  | { readonly kind: 'mail'; readonly mail: Mail }
  | {
      readonly kind: 'aws-call';
      readonly call: AwsCall;
      /** Why the call was denied, one entry for each line. @default - it was not denied */
      readonly explanation?: readonly string[];
    };
