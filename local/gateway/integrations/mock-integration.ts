/** Answers MOCK integrations, which CORS preflights use. */
import type { ApiMethod, MockIntegration } from '../../template/model';
import { GatewayFault } from '../http/gateway-fault';
import { createOverrides } from '../mapping/mapping-overrides';
import type { MappingScope } from '../mapping/mapping-scope';
import type { PlainReply } from '../responses/gateway-responses';
import { compileIntegrationRequest } from './integration-request';
import { compileIntegrationResponse } from './integration-response';

/** Answers a request. */
export type AnswerMock = (scope: MappingScope) => PlainReply;

/**
 * Reads the status from the output of a request template. It parses leniently: CDK writes `{ statusCode: 200
 * }`, which is not JSON.
 */
function readStatus(text: string): string | undefined {
  return /["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(text)?.[1];
}

/**
 * Compiles a MOCK integration. Its result has the status of the request template and no body.
 * @throws Error when a template or a pattern is malformed
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function compileMock(integration: MockIntegration, method: ApiMethod): AnswerMock {
  const mapRequest = compileIntegrationRequest(integration);
  const mapResponse = compileIntegrationResponse(integration.responses, method);
  return (scope) => {
    const overrides = createOverrides();
    const status = readStatus(mapRequest(scope, overrides));
    if (status === undefined) {
      throw new GatewayFault('API_CONFIGURATION_ERROR', 'the MOCK integration yields no status');
    }
    return mapResponse({ selector: status, body: '' }, scope, overrides);
  };
}
