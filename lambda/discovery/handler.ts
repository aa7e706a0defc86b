/** The discovery function: wires everything once, when Lambda loads it. */
import openapi from '../../openapi.json';
import { parseEnvironment } from '../parse-environment';
import { routes } from '../routes';
import { selectRoutes } from '../select-routes';
import { createAwsClient } from '../shared/aws/aws-client';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { ok } from '../shared/http/answer';
import { createDispatcher } from '../shared/http/dispatcher';
import { createKeyFetch } from '../shared/tokens/fetch-verification-key';
import { createVerificationKeys } from '../shared/tokens/verification-keys';
import { discoveryVariables } from '../variables/discovery';
import { cacheFor } from './cache-for';
import { getApiDocument } from './get-api-document';
import { getIssuerMetadata } from './get-issuer-metadata';
import { getKeySet } from './get-key-set';
import { selectDocument } from './select-document';

const environment = parseEnvironment(discoveryVariables, process.env);
const kms = createAwsClient(readAwsSettings('kms', process.env));
const keys = createVerificationKeys(environment.verificationKeys, createKeyFetch(kms));
const cached = cacheFor(environment.jwksMaxAgeSeconds);

const keySet = getKeySet({ keys });
const issuerMetadata = getIssuerMetadata(environment);
const apiDocument = getApiDocument({
  document: selectDocument(openapi, selectRoutes(routes, environment.features)),
  apiUrl: environment.apiUrl,
});

export const handler = createDispatcher(
  'discovery',
  {
    'GET /.well-known/jwks.json': async () => ok(await keySet(), cached),
    'GET /.well-known/openid-configuration': () => ok(issuerMetadata(), cached),
    'GET /openapi.json': () => ok(apiDocument(), cached),
  },
  { corsOrigins: environment.corsOrigins, basePath: environment.basePath },
);
