/** The handler of the discovery function. It creates everything once, when Lambda loads it. */
import { join } from 'node:path';
import { parseEnvironment } from '../parse-environment';
import { ok } from '../shared/http/answer';
import { createDispatcher } from '../shared/http/dispatcher';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { createVerificationKeys } from '../shared/tokens/verification-keys';
import { discoveryVariables } from '../variables/discovery';
import { cacheFor } from './cache-for';
import type * as ApiDocument from './create-api-document';
import { getIssuerMetadata } from './get-issuer-metadata';
import { getKeySet } from './get-key-set';
import { getRelatedOrigins } from './get-related-origins';
import type * as LinkPages from './link-pages/link-pages';
import { redirectToAccount } from './redirect-to-account';
import type * as SelfCheck from './self-check';

/** A separate file next to the bundle: see `onDemand` of the function's construct. */
const loadSelfCheck = (): typeof SelfCheck => require(join(__dirname, 'self-check.js'));

const environment = parseEnvironment(discoveryVariables, process.env);
const keys = createVerificationKeys(environment);
const cached = cacheFor(environment.jwksMaxAgeSeconds);

const keySet = getKeySet({ keys });
const issuerMetadata = getIssuerMetadata(environment);
const relatedOrigins = getRelatedOrigins(environment);

/** A separate file next to the bundle: see `onDemand` of the function's construct. */
const loadApiDocument = (): typeof ApiDocument => require(join(__dirname, 'api-document.js'));
let apiDocument: ReturnType<typeof ApiDocument.createApiDocument> | undefined;

/** A separate file next to the bundle, in stages with e-mail: see `onDemand` of the function's construct. */
const loadLinkPages = (): typeof LinkPages => require(join(__dirname, 'link-pages.js'));

const dispatch = createDispatcher(
  'discovery',
  {
    'GET /.well-known/jwks.json': async () => ok(await keySet(), cached),
    'GET /.well-known/oauth-authorization-server': () => ok(issuerMetadata(), cached),
    'GET /.well-known/openid-configuration': () => ok(issuerMetadata(), cached),
    'GET /.well-known/webauthn': () => ok(relatedOrigins(), cached),
    'GET /.well-known/change-password': redirectToAccount,
    'GET /openapi.json': () => {
      apiDocument ??= loadApiDocument().createApiDocument(environment);
      return ok(apiDocument(), cached);
    },
  },
  {
    corsOrigins: environment.corsOrigins,
    basePath: environment.basePath,
    features: { email: () => loadLinkPages().createLinkPages(environment.features.includes('pages')) },
    // a text is a page, and no JSON body of this function is a text
    write: (body) => (typeof body === 'string' ? body : JSON.stringify(body)),
  },
);

export const handler = withSelfCheck(dispatch, loadSelfCheck);
