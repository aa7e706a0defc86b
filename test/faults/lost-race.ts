/** The refusal of a conditional write, as when another request was faster. */
import type { AwsCall } from '../../local/aws/call';
import type { Fault } from './fault';

/** Another request was faster: the condition does not hold. */
export const lost: Fault = {
  name: 'a lost race',
  isSlow: false,
  isApplied: false,
  bringAbout: async () => ({
    status: 400,
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
      message: 'The conditional request failed',
    }),
  }),
};

/** Whether a call can be refused so. */
export const isConditional = ({ input }: AwsCall) => input.ConditionExpression !== undefined;
