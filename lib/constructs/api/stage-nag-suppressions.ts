/** The cdk-nag rules that an API's stage breaks on purpose, each with its reason. */
import { Validations } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';

/** Acknowledges the rules on a stage. */
export function acknowledgeStageRules(
  stage: apigateway.Stage,
  { webAcl }: { readonly webAcl?: boolean },
): void {
  const execution =
    'The execution log contains rejected bodies, including passwords. The access log is used instead.';
  const firewall =
    'A web application firewall has a monthly price. It is on for prod, and the setting webAcl adds it to other stages.';
  const rules = Validations.of(stage);
  rules.acknowledge(
    { id: 'AwsSolutions-APIG6', reason: execution },
    { id: 'NIST.800.53.R5-APIGWExecutionLoggingEnabled', reason: execution },
    {
      id: 'NIST.800.53.R5-APIGWCacheEnabledAndEncrypted',
      reason: 'A response is for one caller and must not be returned to another from a cache.',
    },
    {
      id: 'NIST.800.53.R5-APIGWSSLEnabled',
      reason:
        'A client certificate authenticates API Gateway to HTTP backends. Functions restrict callers by their permissions.',
    },
  );
  // the association is a separate resource, which the rule of the first pack cannot see from the stage
  if (!webAcl) {
    rules.acknowledge(
      { id: 'AwsSolutions-APIG3', reason: firewall },
      { id: 'NIST.800.53.R5-APIGWAssociatedWithWAF', reason: firewall },
    );
  }
}
