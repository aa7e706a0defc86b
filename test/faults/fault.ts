/** The ways in which an AWS service can fail its caller, brought about at the local AWS endpoint. */
import type { AwsAnswer } from '../../local/aws/answer';
import type { AwsCall, Intercept } from '../../local/aws/call';

/** A way to fail. */
export interface Fault {
  /** As it stands in the name of a case. */
  readonly name: string;
  /** Whether the caller has to wait for its time-outs. */
  readonly isSlow: boolean;
  /** Whether the call takes effect, and only its answer is lost. */
  readonly isApplied: boolean;
  /** The action that alone can fail like this. @default - every one */
  readonly action?: string;
  bringAbout: Intercept;
}

const answer = (status: number, body: object): AwsAnswer => ({ status, body: JSON.stringify(body) });
const isKms = ({ action }: AwsCall) => action.startsWith('kms:');

/** DynamoDB leaves a batch undone under load, and answers 200. */
const leavesUndone: Fault = {
  name: 'left undone',
  isSlow: false,
  isApplied: false,
  action: 'dynamodb:BatchWriteItem',
  bringAbout: async ({ input }) => answer(200, { UnprocessedItems: input.RequestItems }),
};

/** All of them. */
export const faults: readonly Fault[] = [
  {
    name: 'applied, then a hang-up',
    isSlow: false,
    isApplied: true,
    bringAbout: async (_call, perform) => {
      await perform();
      return 'hang-up';
    },
  },
  {
    name: 'throttled',
    isSlow: false,
    isApplied: false,
    bringAbout: async (call) =>
      answer(400, {
        __type: isKms(call)
          ? 'ThrottlingException'
          : 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
        message: 'Too many requests',
      }),
  },
  {
    name: 'a hang-up',
    isSlow: false,
    isApplied: false,
    bringAbout: async () => 'hang-up',
  },
  {
    name: 'silence',
    isSlow: true,
    isApplied: false,
    bringAbout: async () => 'silence',
  },
  {
    name: 'a 500',
    isSlow: false,
    isApplied: false,
    bringAbout: async (call) =>
      answer(500, { __type: isKms(call) ? 'KMSInternalException' : 'InternalServerError' }),
  },
  {
    name: 'throttled by the account’s limit',
    isSlow: false,
    isApplied: false,
    bringAbout: async (call) =>
      answer(400, {
        __type: isKms(call) ? 'LimitExceededException' : 'com.amazon.coral.availability#ThrottlingException',
      }),
  },
  {
    name: 'applied, then silence',
    isSlow: true,
    isApplied: true,
    bringAbout: async (_call, perform) => {
      await perform();
      return 'silence';
    },
  },
  {
    name: 'a 503 that is no JSON',
    isSlow: false,
    isApplied: false,
    bringAbout: async () => ({ status: 503, body: '<html><body>Service Unavailable</body></html>' }),
  },
  leavesUndone,
];
