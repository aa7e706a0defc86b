/**
 * The contract of a custom resource with CloudFormation: every request gets a response, even when it fails.
 */

/** The members of CloudFormation's event that the handler uses. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** A pre-signed URL that accepts the response. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** Attributes of the resource by name, for `Fn::GetAtt`. */
export type Attributes = Readonly<Record<string, string>>;

/** The response to CloudFormation. */
export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  /** Why it failed. CloudFormation shows it among the stack's events. */
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Attributes;
}

/** The dependencies of the handler. */
export interface CustomResourceDependencies {
  /** Returns the attributes. If it rejects, the deployment fails. */
  readonly provide: (properties: Readonly<Record<string, unknown>>) => Promise<Attributes>;
  readonly send: (url: string, answer: CustomResourceAnswer) => Promise<void>;
}

/**
 * Constant, because nothing is created or replaced. With a new id CloudFormation would delete the former
 * resource.
 */
const PHYSICAL_ID = 'public-keys';

/**
 * The largest response that CloudFormation accepts, in bytes.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
const MAX_ANSWER_BYTES = 4_096;

/**
 * Creates the handler of a read-only resource: deleting it does nothing. It rejects only when the response
 * cannot be sent, and Lambda then invokes it again.
 */
export function answerCustomResource({ provide, send }: CustomResourceDependencies) {
  return async (event: CustomResourceEvent): Promise<void> => {
    const { RequestType, ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties } = event;
    const about = { PhysicalResourceId: PHYSICAL_ID, StackId, RequestId, LogicalResourceId };
    // Without a response CloudFormation would wait for the resource's whole timeout.
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
