/** Simulates a bounce or a complaint: publishes the event that SES would publish, if the template asks for it. */
import { type Delivery, type EventBus, publishEvent } from '../events/publish-event';
import type { LocalApp } from '../template/model';
import { createFeedbackEvent, type Feedback } from './feedback-event';
import type { Mail } from './mail';

/** What happened. */
export type FeedbackOutcome =
  /** SES would not publish the event, or no function would receive it. */
  | { readonly kind: 'missing'; readonly reason: string }
  /** Every function has run, or was not permitted to. */
  | { readonly kind: 'published'; readonly deliveries: readonly Delivery[] };

/** An app with running functions and a clock. */
export interface FeedbackContext extends EventBus {
  readonly app: LocalApp;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Publishes the event, and waits for the functions that receive it. SES publishes it only if the configuration
 * set of the mail has an enabled destination with EventBridge and the type of the event.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-eventbridge.html
 */
export async function simulateFeedback(
  mail: Mail,
  feedback: Feedback,
  { app, now, ...bus }: FeedbackContext,
): Promise<FeedbackOutcome> {
  const reason = findMissing(mail, feedback, app);
  if (reason !== undefined) return { kind: 'missing', reason };
  const event = createFeedbackEvent(mail, feedback, { ...app, now: now() });
  try {
    const deliveries = await publishEvent(event, { app, ...bus });
    if (deliveries.length > 0) return { kind: 'published', deliveries };
    const rule = `an AWS::Events::Rule with a function whose pattern matches "${event['detail-type']}" of aws.ses`;
    return { kind: 'missing', reason: `The template has no target for the event: ${rule}` };
  } catch (error) {
    return { kind: 'missing', reason: `A rule's pattern is not supported: ${(error as Error).message}` };
  }
}

function findMissing(mail: Mail, feedback: Feedback, { mail: resources }: LocalApp): string | undefined {
  const { configurationSet } = mail;
  if (configurationSet === undefined) {
    return 'The mail was sent without a configuration set, so SES publishes no event for it';
  }
  const set = resources?.configurationSets.find(({ name }) => name === configurationSet);
  if (set?.destinations === undefined) {
    return `The template does not contain the configuration set ${configurationSet}, so its event destinations are unknown`;
  }
  const publishes = set.destinations.some(
    ({ isEventBridge, eventTypes }) => isEventBridge && eventTypes.includes(feedback),
  );
  if (publishes) return undefined;
  return `The configuration set ${configurationSet} has no enabled AWS::SES::ConfigurationSetEventDestination with an EventBridgeDestination and the event type ${feedback}`;
}
