/** The auth function: users and their sessions. */
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { authEvents } from '../events';
import { collectNotices } from '../identity/email/notices/collect-notices';
import type { LimitTokens } from '../identity/tokens/access-token';
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { createClientInfoReader } from '../shared/http/client-info';
import { createDispatcher } from '../shared/http/dispatcher';
import { createLog } from '../shared/log';
import { clientOptions } from '../shared/sdk/client-options';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { authVariables } from '../variables/auth';
import { onDemand } from './on-demand';
import type * as Pages from './pages/pages';
import type * as SelfCheck from './self-check';
import { createAuthCode } from './wiring/create-auth-code';
import { type AuthStores, createAuthStores } from './wiring/create-auth-stores';

/** Loads a file next to the bundle: see `onDemand` of the function's construct. */
const load = (name: string) => require(join(__dirname, `${name}.js`));
const loadPages = (): typeof Pages => load('pages');
const loadSelfCheck = (): typeof SelfCheck => load('self-check');

const environment = parseEnvironment(authVariables, process.env);
const log = createLog(authEvents);
const readClientInfo = createClientInfoReader(
  environment.trustedProxy.length === 0
    ? undefined
    : onDemand.clientAddress().createClientAddressReader(environment.trustedProxy),
);
const dynamo = new DynamoDBClient(clientOptions);
/** Files on demand take it over, so that they need no copy of the client. */
const createClient = (service: awsServices.JsonService) =>
  createAwsClient(readAwsSettings(service, process.env));
const kms = createClient(awsServices.kms);

const notices = collectNotices(environment.notices);

const { emailPolicy } = environment;
/** A session may have begun under a policy that the stage has dropped since, also together with e-mail. */
const limitTokens: LimitTokens = async (session, account) =>
  emailPolicy || session.accountEnds
    ? onDemand.limitTokens().createLimitTokens(code.context)(session, account)
    : session;
const stores = createAuthStores({ environment, dynamo, kms, limitTokens, notify: notices.notify, log });
const createCode = (parts: AuthStores) =>
  createAuthCode(parts, { environment, dynamo, kms, createClient, readClientInfo });
const code = createCode(stores);

const dispatch = createDispatcher('auth', code.operations, {
  bodies: code.bodies,
  corsOrigins: environment.corsOrigins,
  basePath: environment.basePath,
  features: {
    ...code.features,
    pages: () => loadPages().createPageRoutes({ environment, stores, createCode, table: code.context.table }),
  },
});

/** Sends the notices once the response is certain, also after a failure. */
const dispatchAndNotify: typeof dispatch = async (event, context) => {
  const answer = await dispatch(event, context);
  const due = notices.take();
  if (due.length > 0) {
    await onDemand.notices().createNotices(code.context)(due, event, context);
  }
  return answer;
};

export const handler = withSelfCheck(dispatchAndNotify, loadSelfCheck);
