/** The contract of a custom resource with CloudFormation: every request is answered, also when it fails. */

/** What CloudFormation asks: the members of its event that count. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** A pre-signed URL that takes the answer. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** Attributes of the resource by name, for `Fn::GetAtt`. */
export type Attributes = Readonly<Record<string, string>>;

/** What CloudFormation is answered. */
export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  /** Why it failed; CloudFormation shows it among the events of the stack. */
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Attributes;
}

/** What the handler needs. */
export interface CustomResourceDependencies {
  /** Finds the attributes; what it rejects with fails the deployment. */
  readonly provide: (properties: Readonly<Record<string, unknown>>) => Promise<Attributes>;
  readonly send: (url: string, answer: CustomResourceAnswer) => Promise<void>;
}

/** Nothing is made, so nothing is replaced: with another id CloudFormation would delete the resource before. */
const PHYSICAL_ID = 'public-keys';

/**
 * The most that CloudFormation takes, in bytes.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
const MAX_ANSWER_BYTES = 4_096;

/**
 * Makes the handler of a resource that only reads: deleting it does nothing. It rejects only when the answer cannot be sent, and
 * Lambda then invokes it again.
 */
export function answerCustomResource({ provide, send }: CustomResourceDependencies) {
  return async (event: CustomResourceEvent): Promise<void> => {
    const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties } = event;
    const about = { PhysicalResourceId: PHYSICAL_ID, StackId, RequestId, LogicalResourceId };
    // without an answer CloudFormation would wait for the whole time-out of the resource
    let answer: CustomResourceAnswer = { ...about, Status: 'FAILED', Reason: 'The function ended early.' };
    try {
      const data = RequestType === 'Delete' ? {} : await provide(ResourceProperties);
      answer = checkSize({ ...about, Status: 'SUCCESS', Data: data });
    } catch (error) {
      answer = { ...answer, Reason: error instanceof Error ? error.message : 'The function failed.' };
    } finally {
      await send(ResponseURL, answer);
    }
  };
}

function checkSize(answer: CustomResourceAnswer): CustomResourceAnswer {
  const bytes = Buffer.byteLength(JSON.stringify(answer));
  if (bytes <= MAX_ANSWER_BYTES) return answer;
  throw new Error(
    `The response has ${bytes} bytes, and CloudFormation accepts ${MAX_ANSWER_BYTES}: accept fewer keys`,
  );
}
