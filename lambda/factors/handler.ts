/** The factors function: the second factors of accounts. It encrypts their secrets, and cannot decrypt them. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { factorEvents } from '../event-lists/factor-events';
import { createDynamoAccounts } from '../identity/accounts/accounts';
import { createDynamoIdentifierPointers } from '../identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../identity/accounts/update-account';
import { collectNotices } from '../identity/email/notices/collect-notices';
import { createDynamoAccountFactors } from '../identity/factors/account-factors';
import { enrolByChallenge } from '../identity/factors/enrolment/enrol-by-challenge';
import { createDynamoEnrolmentChallenges } from '../identity/factors/enrolment/enrolment-challenges';
import { createFactorCipher } from '../identity/factors/factor-cipher';
import { createDynamoFactorSecrets } from '../identity/factors/factor-secrets';
import { cancelFactorsReset } from '../identity/factors/management/cancel-factors-reset';
import { enrolTotp } from '../identity/factors/management/enrol-totp';
import { listFactors } from '../identity/factors/management/list-factors';
import { removeFactor } from '../identity/factors/management/remove-factor';
import { replaceRecoveryCodes } from '../identity/factors/management/replace-recovery-codes';
import { createDynamoSessions } from '../identity/sessions/sessions';
import { createDynamoSourceRateLimits } from '../identity/throttling/source-rate-limits';
import { parseEnvironment } from '../parse-environment';
import type { Feature } from '../routes';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { InvalidChallengeError } from '../shared/factor-errors';
import { created, noContent, ok } from '../shared/http/answer';
import type * as ClientAddress from '../shared/http/client-address';
import { createClientInfoReader } from '../shared/http/client-info';
import { createDispatcher } from '../shared/http/dispatcher';
import { createLog } from '../shared/log';
import type { Operations } from '../shared/route-code';
import { clientOptions } from '../shared/sdk/client-options';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { createTable } from '../shared/table/table';
import { factorVariables } from '../variables/factors';
import { coreBodies, passkeyKit } from './core-bodies';
import type * as Notices from './notices';
import type * as Pages from './pages/pages';
import type * as PasskeyRoutes from './passkeys';
import type * as SelfCheck from './self-check';

/** Loads a file next to the bundle: see `onDemand` of the function's construct. */
const load = (name: string) => require(join(__dirname, `${name}.js`));
const loadSelfCheck = (): typeof SelfCheck => load('self-check');
const loadClientAddress = (): typeof ClientAddress => load('client-address');
const loadNotices = (): typeof Notices => load('notices');
const loadPages = (): typeof Pages => load('pages');
const loadPasskeys = (): typeof PasskeyRoutes => load('passkeys');

const environment = parseEnvironment(factorVariables, process.env);
const { tableName, trustedProxy, mailQueueUrl } = environment;
const readClientInfo = createClientInfoReader(
  trustedProxy.length === 0 ? undefined : loadClientAddress().createClientAddressReader(trustedProxy),
);
const dynamo = new DynamoDBClient(clientOptions);
const createClient = (service: awsServices.JsonService) =>
  createAwsClient(readAwsSettings(service, process.env));

const notices = collectNotices(environment.notices);

const accounts = createDynamoAccounts(dynamo, tableName);
const table = createTable(dynamo, tableName);
const updateAccount = createAccountUpdate(dynamo, tableName);
const hasPasskeys = environment.passkeyRpId !== '';
const dependencies = {
  ...environment,
  // the function exists only in stages with second factors
  hasFactors: true,
  hasPasskeys,
  trustsDevices: environment.trustedDevices !== '',
  tokens: environment,
  accounts,
  accountFactors: createDynamoAccountFactors(updateAccount, accounts, { hasPasskeys }),
  factorSecrets: createDynamoFactorSecrets(table),
  enrolmentChallenges: createDynamoEnrolmentChallenges(table),
  hasEmail: mailQueueUrl !== '',
  sessions: createDynamoSessions(dynamo, tableName),
  cipher: createFactorCipher(createClient(awsServices.kms), environment.factorKey),
  now: Date.now,
  newId: randomUUID,
  notify: notices.notify,
  log: createLog(factorEvents),
};

const list = listFactors(dependencies);
const enrol = enrolTotp(dependencies);
const remove = removeFactor(dependencies);
const cancelReset = cancelFactorsReset(dependencies);
const enrolFirst = enrolByChallenge(dependencies);
const replaceCodes = replaceRecoveryCodes(dependencies);

const operations: Operations<'factors', typeof coreBodies, Exclude<Feature, 'passkeys' | 'pages'>> = {
  'GET /users/me/factors': async ({ caller }) => ok(await list(caller)),
  'POST /users/me/factors/totp': async ({ body, caller, ...request }) =>
    created(await enrol({ ...body, caller, source: readClientInfo(request) })),
  'DELETE /users/me/factors/reset': async ({ caller, ...request }) => {
    await cancelReset({ caller, source: readClientInfo(request) });
    return noContent;
  },
  'DELETE /users/me/factors/{id}': async ({ caller, pathParameter, ...request }) => {
    await remove({ caller, id: pathParameter('id'), source: readClientInfo(request) });
    return noContent;
  },
  'POST /users/me/recovery-codes': async ({ caller, ...request }) =>
    ok(await replaceCodes({ caller, source: readClientInfo(request) })),
  'POST /sessions/challenge/totp': async ({ body: { challenge } }) => {
    // in any other stage no challenge allows it, and the role may read none
    if (environment.secondFactor !== 'required') throw new InvalidChallengeError('The stage requires none');
    return created(await enrolFirst(challenge));
  },
};

const createPasskeyCode = () =>
  loadPasskeys().createPasskeyRoutes(
    {
      ...dependencies,
      ...{ table, updateAccount, readClientInfo },
      credentials: createDynamoIdentifierPointers(dynamo, tableName, 'credential'),
    },
    passkeyKit,
  );

const dispatch = createDispatcher('factors', operations, {
  bodies: coreBodies,
  corsOrigins: environment.corsOrigins,
  basePath: environment.basePath,
  features: {
    passkeys: createPasskeyCode,
    pages: () =>
      loadPages().createPageRoutes({
        ...{ ...dependencies, environment },
        code: { bodies: coreBodies, operations },
        loadPasskeys: hasPasskeys ? createPasskeyCode : undefined,
      }),
  },
});

/** Sends the notices once the response is certain, also after a failure. */
const dispatchAndNotify: typeof dispatch = async (event, context) => {
  const answer = await dispatch(event, context);
  const due = notices.take();
  if (due.length > 0) {
    const sourceRateLimits = createDynamoSourceRateLimits(dynamo, tableName);
    const sqs = createClient(awsServices.sqs);
    const send = loadNotices().createNotices({ ...dependencies, sourceRateLimits, sqs, mailQueueUrl });
    await send(due, event, context);
  }
  return answer;
};

export const handler = withSelfCheck(dispatchAndNotify, loadSelfCheck);
