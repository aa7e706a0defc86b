/** The access log of an API: one line of JSON for each request, without tokens, bodies or queries. */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { createLogGroup, type LogStorage } from '../logging/log-group';

/**
 * Omits `$context.path`: API Gateway inserts it unescaped, so a caller could forge members of the line with a quotation mark.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const format = apigateway.AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    extendedRequestId: '$context.extendedRequestId',
    time: '$context.requestTime',
    sourceIp: '$context.identity.sourceIp',
    tlsVersion: '$context.tlsVersion',
    cipherSuite: '$context.cipherSuite',
    method: '$context.httpMethod',
    resourcePath: '$context.resourcePath',
    status: '$context.status',
    responseLength: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    errorType: '$context.error.responseType',
    authorizerRequestId: '$context.authorizer.requestId',
    authorizerError: '$context.authorizer.error',
    authorizerStatus: '$context.authorizer.status',
    authorizerLatencyMs: '$context.authorizer.latency',
    sub: '$context.authorizer.sub',
    sid: '$context.authorizer.sid',
    functionRequestId: '$context.integration.requestId',
    functionStatus: '$context.integration.status',
    functionLatencyMs: '$context.integration.latency',
  }),
);

/** A log group, and the format of its lines. */
export class AccessLog extends Construct {
  readonly logGroup: logs.ILogGroup;
  /** The stage options that enable the log. */
  readonly stageOptions: Pick<apigateway.StageOptions, 'accessLogDestination' | 'accessLogFormat'>;

  constructor(scope: Construct, id: string, storage: LogStorage) {
    super(scope, id);
    const logGroup = createLogGroup(this, 'Resource', storage);
    this.logGroup = logGroup;
    this.stageOptions = {
      accessLogDestination: new apigateway.LogGroupLogDestination(logGroup),
      accessLogFormat: format,
    };
  }
}
