// An authorizer in middy with the logger, tracer and metrics of Powertools, combined as documented. It makes
// no calls.

import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import { importSPKI, jwtVerify } from 'jose';

const { ACCEPTED_AUDIENCES: AUDIENCE, ACCEPTED_ISSUERS, PUBLIC_KEY } = process.env;
const logger = new Logger({ serviceName: 'authorizer' });
const tracer = new Tracer({ serviceName: 'authorizer' });
const metrics = new Metrics({ namespace: 'bench', serviceName: 'authorizer' });
const key = importSPKI(PUBLIC_KEY, 'RS256');

async function authorize({ authorizationToken, methodArn }) {
  const { payload } = await jwtVerify(authorizationToken.slice('Bearer '.length), await key, {
    algorithms: ['RS256'],
    issuer: ACCEPTED_ISSUERS.split(','),
    audience: AUDIENCE,
  });
  logger.info('authorized');
  return {
    principalId: payload.sub,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }],
    },
  };
}

export const handler = middy(authorize)
  .use(captureLambdaHandler(tracer))
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics));
