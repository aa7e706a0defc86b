/** Lets a deployment make a function check its own permissions, before any request reaches the version. */

/** Whether each kind of call works, by its name. It holds only booleans. */
export type SelfCheckAnswers = Readonly<Record<string, boolean>>;

/** The exports of the file next to a bundle. */
export interface SelfCheckModule {
  selfCheck(): Promise<SelfCheckAnswers>;
}

type Handler = (event: never, context?: never) => unknown;

/**
 * Wraps a handler: the event `{"selfCheck": true}`, with no other member, runs the check. API Gateway cannot
 * send it, because its events always have other members.
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
