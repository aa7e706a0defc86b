/**
 * The handler of the function that forwards security events. It creates everything once, when Lambda loads
 * it.
 */
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { forwardEvents } from './forward-events';

const eventBusArn = process.env.EVENT_BUS_ARN;
if (!eventBusArn) throw new Error('Missing or malformed environment variables: EVENT_BUS_ARN');

export const handler = forwardEvents({
  // No client waits for it.
  events: createAwsClient(readAwsSettings(awsServices.events, process.env), {
    budgetMs: 5_000,
    attemptMs: 2_000,
  }),
  eventBusArn,
});
