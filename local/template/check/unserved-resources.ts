/** Lists the resources that are not run, except those that do not matter on a developer's machine. */
import type { AssemblyView } from '../assembly-view';
import { isCustomType } from '../custom/attribute-reads';
import type { NotRun } from '../model';

/** Types that the local run reads. */
const served =
  /^AWS::(ApiGateway::(RestApi|Resource|Method|Authorizer|RequestValidator|Model|GatewayResponse|Stage|Deployment|ApiKey|UsagePlan|UsagePlanKey)|Lambda::(Function|Permission|Version|Alias|EventSourceMapping)|SQS::(Queue|QueuePolicy)|DynamoDB::(Table|GlobalTable)|KMS::(Key|Alias)|IAM::(Role|Policy|ManagedPolicy|RolePolicy)|SES::(EmailIdentity|ConfigurationSet|ConfigurationSetEventDestination)|Events::Rule)$/;

/** Types that do not affect requests. */
const plumbing =
  /^AWS::(CDK::Metadata|Lambda::EventInvokeConfig|Logs::|CloudWatch::|IAM::|WAFv2::|ApiGateway::Account|CloudFormation::WaitCondition|SSM::Parameter|SNS::|CodeDeploy::|ApplicationInsights::|Synthetics::)/;

/** Returns the resources that are not run, except custom resources. */
export function listUnserved(view: AssemblyView): readonly NotRun[] {
  return view.resources
    .filter(({ type }) => !served.test(type) && !plumbing.test(type) && !isCustomType(type))
    .map(({ logicalId, type }) => ({
      logicalId,
      type,
      reason:
        type === 'AWS::CloudFormation::Stack'
          ? "its template is not among the assembly's assets"
          : 'the local run does not know this type',
    }));
}
