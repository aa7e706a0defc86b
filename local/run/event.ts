/** What happens during a local run, for whoever shows it or asserts on it. */
import type { AwsCall } from '../aws/call';
import type { FunctionLog } from '../functions/function-log';
import type { RequestTrace } from '../gateway/http/messages';
import type { Refusal } from '../gateway/http/refuse-connection';

/** One event. */
export type LocalEvent =
  /** What takes a while and begins now. */
  | { readonly kind: 'progress'; readonly text: string }
  /** What is as it should be, for those who ask for every line. */
  | { readonly kind: 'detail'; readonly text: string }
  | { readonly kind: 'warning'; readonly text: string }
  /** The clock was turned. `now` is in epoch milliseconds. */
  | { readonly kind: 'clock'; readonly now: number; readonly aheadSeconds: number }
  /** A change is being served. */
  | {
      readonly kind: 'reloaded';
      readonly what: string;
      readonly milliseconds: number;
      /** What is served that was not, `+ …`, and what no more, `- …`. @default - there is no such thing */
      readonly changes?: readonly string[];
    }
  /** A change is not served, because of an error; the version before it goes on. */
  | { readonly kind: 'kept'; readonly what: readonly string[]; readonly message: string }
  | { readonly kind: 'request'; readonly trace: RequestTrace }
  /** A connection brought something that is no request. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'function-log'; readonly log: FunctionLog }
  | {
      readonly kind: 'aws-call';
      readonly call: AwsCall;
      /** Why it was denied, a line each. @default - it was not */
      readonly explanation?: readonly string[];
    };
