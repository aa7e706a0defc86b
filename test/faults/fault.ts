/** The ways in which an AWS service can fail, produced at the local AWS endpoint. */
import type { AwsAnswer } from '../../local/aws/answer';
import type { AwsCall, Intercept } from '../../local/aws/call';

/** One way to fail. */
export interface Fault {
  /** The name, for the names of cases. */
  readonly name: string;
  /** Whether the caller waits for its timeouts. */
  readonly isSlow: boolean;
  /** Whether the call takes effect and only its response is lost. */
  readonly isApplied: boolean;
  /** The only action that can fail like this. @default - every action */
  readonly action?: string;
  bringAbout: Intercept;
}

const answer = (status: number, body: object): AwsAnswer => ({ status, body: JSON.stringify(body) });
const isKms = ({ action }: AwsCall) => action.startsWith('kms:');

/** Under load DynamoDB may process none of a batch, and still return 200. */
const leavesUndone: Fault = {
  name: 'left undone',
  isSlow: false,
  isApplied: false,
  action: 'dynamodb:BatchWriteItem',
  bringAbout: async ({ input }) => answer(200, { UnprocessedItems: input.RequestItems }),
};

/** The call takes effect, and its response is lost. */
export const lostAnswer: Fault = {
  name: 'applied, then a hang-up',
  isSlow: false,
  isApplied: true,
  bringAbout: async (_call, perform) => {
    await perform();
    return 'hang-up';
  },
};

/** All faults. */
export const faults: readonly Fault[] = [
  lostAnswer,
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
    name: 'a 503 without JSON',
    isSlow: false,
    isApplied: false,
    bringAbout: async () => ({ status: 503, body: '<html><body>Service Unavailable</body></html>' }),
  },
  leavesUndone,
];
