/** Describes the function that calls the local AWS services in tests. */
import type { Statement } from '../../../local/iam/policy';
import type { FunctionDefinition } from '../../../local/template/model';

/** The role of the function. */
export const roleArn = 'arn:aws:iam::123456789012:role/worker-role';

/** @param statements what its role allows and denies */
export function describeWorker(statements: readonly Statement[]): FunctionDefinition {
  return {
    logicalId: 'Worker',
    name: 'worker',
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:worker',
    codePath: '/nowhere',
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 3,
    memoryMb: 128,
    rolePolicies: [{ Statement: statements }],
    roleArn,
    permissions: [],
  };
}
