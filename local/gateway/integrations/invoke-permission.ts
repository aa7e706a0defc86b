/** Decides whether a service can invoke a function, by the function's `AWS::Lambda::Permission`s. */
import { evaluate } from '../../iam/evaluate';
import type { PolicyDocument } from '../../iam/policy';
import type { FunctionDefinition } from '../../template/model';

/** Whether the service can invoke the function on behalf of a source ARN. */
export type InvokePermissionCheck = (sourceArn: string) => boolean;

/**
 * Compiles the permissions of a function into the resource-based policy that they form on AWS.
 * @param service the principal that invokes the function
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export function compileInvokePermission(
  fn: FunctionDefinition | undefined,
  service = 'apigateway.amazonaws.com',
): InvokePermissionCheck {
  if (fn === undefined) return () => false;
  const policy: PolicyDocument = {
    Statement: fn.permissions.map(({ principal, action, sourceArn }) => ({
      Effect: 'Allow',
      Action: action,
      Resource: fn.arn,
      Principal: principal === '*' ? '*' : { Service: principal },
      ...(sourceArn !== undefined && { Condition: { ArnLike: { 'aws:SourceArn': sourceArn } } }),
    })),
  };
  return (sourceArn) => {
    const { decision } = evaluate([policy], {
      action: 'lambda:InvokeFunction',
      resource: fn.arn,
      principal: service,
      context: { 'aws:SourceArn': [sourceArn] },
    });
    return decision === 'allow';
  };
}
