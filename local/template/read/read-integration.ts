/** Reads the integration of a method. */

import type { Integration, MappedIntegration } from '../model';
import { listOf, numberOf, objectOf, type Properties, textOf, textsOf } from '../resolve/property';
import { functionArnOf } from './integration-uri';

/**
 * The default timeout of an integration, in milliseconds:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const defaultTimeoutMs = 29_000;

function passthroughOf(integration: Properties): MappedIntegration['passthrough'] {
  const behavior = textOf(integration, 'PassthroughBehavior')?.toUpperCase();
  return behavior === 'NEVER' || behavior === 'WHEN_NO_TEMPLATES' ? behavior : 'WHEN_NO_MATCH';
}

function readMapping(integration: Properties): MappedIntegration {
  return {
    passthrough: passthroughOf(integration),
    requestTemplates: textsOf(integration, 'RequestTemplates'),
    responses: listOf<Properties>(integration, 'IntegrationResponses').map((response) => {
      const selectionPattern = textOf(response, 'SelectionPattern');
      return {
        statusCode: textOf(response, 'StatusCode') ?? '200',
        ...(selectionPattern !== undefined && selectionPattern !== '' && { selectionPattern }),
        responseParameters: textsOf(response, 'ResponseParameters'),
        responseTemplates: textsOf(response, 'ResponseTemplates'),
      };
    }),
  };
}

const refuse = (reason: string): Integration => ({ kind: 'unsupported', reason });

/** Reads the integration of a method. An integration that is not run contains the reason. */
export function readIntegration(method: Properties): Integration {
  const integration = objectOf(method, 'Integration');
  const type = textOf(integration, 'Type') ?? '(none)';
  if (type === 'MOCK') return { kind: 'mock', ...readMapping(integration) };
  if (type !== 'AWS_PROXY' && type !== 'AWS') return refuse(`integrations of type ${type} are not run`);
  if (integration.Credentials !== undefined) {
    return refuse('integrations that call under a role of their own are not run');
  }
  const functionArn = functionArnOf(textOf(integration, 'Uri'));
  if (functionArn === undefined) return refuse(`only Lambda functions are run behind an ${type} integration`);
  const timeoutMs = numberOf(integration, 'TimeoutInMillis', defaultTimeoutMs);
  if (type === 'AWS_PROXY') return { kind: 'lambda-proxy', functionArn, timeoutMs };
  const converts = [integration, ...listOf<Properties>(integration, 'IntegrationResponses')].some(
    ({ ContentHandling }) => ContentHandling !== undefined,
  );
  if (converts) return refuse('contentHandling of integrations without proxy is not run');
  return {
    kind: 'lambda-custom',
    functionArn,
    timeoutMs,
    requestParameters: textsOf(integration, 'RequestParameters'),
    ...readMapping(integration),
  };
}
