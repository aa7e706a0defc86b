/** Lets a function check its own rights when a deployment asks for it, before any request reaches the version. */

/** Whether each kind of call works, by its name. Never more than yes or no. */
export type SelfCheckAnswers = Readonly<Record<string, boolean>>;

/** What the file beside a bundle exports. */
export interface SelfCheckModule {
  selfCheck(): Promise<SelfCheckAnswers>;
}

type Handler = (event: never, context?: never) => unknown;

/**
 * Wraps a handler: the event `{"selfCheck": true}`, alone in its object, runs the check. API Gateway cannot send it, since its events
 * always have other members.
 * @param load requires the check at its first use, so that requests do not pay for it
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function withSelfCheck<Wrapped extends Handler>(
  handler: Wrapped,
  load: () => SelfCheckModule,
): Wrapped {
  const wrapped = (event: never, context?: never) =>
    isSelfCheck(event) ? load().selfCheck() : handler(event, context);
  return wrapped as Wrapped;
}

function isSelfCheck(event: { readonly selfCheck?: unknown } | null): boolean {
  return event?.selfCheck === true && Object.keys(event).length === 1;
}
