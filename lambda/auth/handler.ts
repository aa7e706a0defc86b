/** The auth function: users and their sessions. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { authEvents } from '../events';
import { createDynamoAccountAttempts } from '../identity/accounts/account-attempts';
import { createDynamoAccountData } from '../identity/accounts/account-data';
import { createDynamoAccounts } from '../identity/accounts/accounts';
import type * as DeleteAccount from '../identity/accounts/delete-account';
import type * as ExportAccount from '../identity/accounts/export-account';
import { getProfile } from '../identity/accounts/get-profile';
import { createDynamoIdentifierPointers } from '../identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../identity/accounts/update-account';
import { createDynamoAccountUsernames } from '../identity/accounts/usernames/account-usernames';
import type * as ChangeUsername from '../identity/accounts/usernames/change-username';
import { createAttemptGuard } from '../identity/authentication/attempt-guard';
import type * as ChangePassword from '../identity/authentication/change-password';
import { padFailureTime } from '../identity/authentication/pad-failure-time';
import { register } from '../identity/authentication/register';
import { signIn } from '../identity/authentication/sign-in';
import { collectNotices } from '../identity/email/notices/collect-notices';
import { UNVERIFIED_SECONDS } from '../identity/email/policy/account-expiry';
import type * as CheckNewPassword from '../identity/passwords/check-new-password';
import type { VerifyElsewhere } from '../identity/passwords/migration-hook';
import { createPasswordHasher } from '../identity/passwords/password-hasher';
import { createBreachedPasswordRejection } from '../identity/passwords/reject-breached-password';
import { endSession } from '../identity/sessions/end-session';
import { listSessions } from '../identity/sessions/list-sessions';
import { refreshSession } from '../identity/sessions/refresh-session';
import { createDynamoSessions } from '../identity/sessions/sessions';
import { signOut } from '../identity/sessions/sign-out';
import { signOutEverywhere } from '../identity/sessions/sign-out-everywhere';
import { startSession } from '../identity/sessions/start-session';
import { createKmsKeyedHasher } from '../identity/throttling/keyed-hasher';
import { createDynamoSourceRateLimits } from '../identity/throttling/source-rate-limits';
import { createDynamoUnknownUsernameAttempts } from '../identity/throttling/unknown-username-attempts';
import type { LimitTokens } from '../identity/tokens/access-token';
import { createKmsTokenSigner } from '../identity/tokens/token-signer';
import { parseEnvironment } from '../parse-environment';
import { createAwsClient } from '../shared/aws/aws-client';
import * as awsServices from '../shared/aws/aws-services';
import { readAwsSettings } from '../shared/aws/aws-settings';
import { type Answer, created, noContent, ok } from '../shared/http/answer';
import { createClientInfoReader } from '../shared/http/client-info';
import { createDispatcher } from '../shared/http/dispatcher';
import { createLog } from '../shared/log';
import { clientOptions } from '../shared/sdk/client-options';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { selectOwnedData } from '../shared/table/owned-data';
import { createTable } from '../shared/table/table';
import { authVariables } from '../variables/auth';
import { coreBodies, schemaKit } from './core-bodies';
import { createEmailBodies } from './email-bodies';
import type { FactorContext } from './factors/second-factor';
import { onDemand } from './on-demand';
import type { PasskeyContext } from './passkeys/passkeys';
import type * as SelfCheck from './self-check';
import { createStageBodies, isByPassword } from './stage-bodies';
import { timeLeft } from './time-left';

/** A separate file next to the bundle, see `onDemand` of the function's construct. */
const loadSelfCheck = (): typeof SelfCheck => require(join(__dirname, 'self-check.js'));

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
const hasEmail = environment.features.includes('email');
const hasFactors = environment.features.includes('factors');
/** A session may have begun under a policy that the stage has dropped since, also together with e-mail. */
const limitTokens: LimitTokens = async (session, account) =>
  emailPolicy || session.accountEnds
    ? onDemand.limitTokens().createLimitTokens(onDemandContext)(session, account)
    : session;
const accounts = createDynamoAccounts(dynamo, environment.tableName);
const emails = createDynamoIdentifierPointers(dynamo, environment.tableName, 'email');
const stores = {
  ...environment,
  hasEmail,
  hasFactors,
  hasPasskeys: environment.features.includes('passkeys'),
  trustsDevices: environment.trustedDevices !== '',
  accounts,
  usernames: createDynamoAccountUsernames(dynamo, environment.tableName, accounts),
  names: createDynamoIdentifierPointers(dynamo, environment.tableName, 'name'),
  // without the feature, the role may not access addresses
  ...(hasEmail && {
    emails,
    parseEmailAddress: (text: string) => onDemand.parseEmailAddress().parseEmailAddress(text),
  }),
  sessions: createDynamoSessions(dynamo, environment.tableName),
  data: createDynamoAccountData(dynamo, environment.tableName),
  owned: selectOwnedData(environment.features),
  accountAttempts: createDynamoAccountAttempts(dynamo, environment.tableName),
  unknownUsernameAttempts: createDynamoUnknownUsernameAttempts(dynamo, environment.tableName, {
    quietPeriodMs: environment.failureDecaySeconds * 1000,
  }),
  sourceRateLimits: createDynamoSourceRateLimits(dynamo, environment.tableName),
  passwords: createPasswordHasher({
    current: {
      memoryKib: environment.argon2MemoryKib,
      iterations: environment.argon2Iterations,
      parallelism: environment.argon2Parallelism,
    },
    former: environment.formerArgon2,
    verifyImportedHash: (hash, forms) => onDemand.importedHashes().verifyImportedHash(hash, forms),
  }),
  checkNewPassword: ((password, context) =>
    onDemand.checkNewPassword().createNewPasswordCheck({
      passwordPolicy: { minLength: environment.passwordMinLength, maxLength: environment.passwordMaxLength },
      serviceName: environment.serviceName,
    })(password, context)) satisfies CheckNewPassword.CheckNewPassword,
  rejectBreachedPassword: createBreachedPasswordRejection({
    isBreached:
      environment.breachedPasswordCheck === 'on'
        ? (password) => onDemand.breachedPasswords().createBreachCheck()(password)
        : undefined,
    log,
  }),
  hashName: createKmsKeyedHasher(kms, environment.keyedHashKey),
  signToken: createKmsTokenSigner(kms, environment.signingKey),
  tokens: environment,
  limitTokens,
  ...(emailPolicy === 'required' && { unverifiedSeconds: UNVERIFIED_SECONDS }),
  now: Date.now,
  newId: randomUUID,
  notify: notices.notify,
  log,
};
const verifyElsewhere = createMigration();
const dependencies = {
  ...stores,
  guard: createAttemptGuard({ ...stores, limits: environment }),
  verifyElsewhere,
  eraseAccount: ((...input) =>
    onDemand.deleteAccount().eraseAccount(...input)) satisfies DeleteAccount.EraseAccount,
  ...onDemand.secondFactors(environment.secondFactor, (): FactorContext => onDemandContext),
};

const listTrustedDevices = environment.trustedDevices
  ? (sub: string) => onDemand.secondFactor().listTrustedDevices(onDemandContext)(sub)
  : undefined;

const operations = {
  register: register(dependencies),
  signIn: verifyElsewhere
    ? padFailureTime(signIn(dependencies), { now: () => performance.now(), sleep })
    : signIn(dependencies),
  refresh: refreshSession(dependencies),
  listSessions: listSessions(dependencies),
  endSession: endSession(dependencies),
  signOut: signOut(dependencies),
  signOutEverywhere: signOutEverywhere(dependencies),
  getProfile: getProfile(dependencies),
  changeUsername: (command: ChangeUsername.ChangeUsernameCommand) =>
    onDemand.changeUsername().changeUsername(dependencies)(command),
  changePassword: (command: ChangePassword.ChangePasswordCommand) =>
    onDemand.changePassword().changePassword(dependencies)(command),
  deleteAccount: (command: DeleteAccount.DeleteAccountCommand) =>
    onDemand.deleteAccount().deleteAccount(dependencies)(command),
  exportAccount: (command: ExportAccount.ExportCommand) =>
    onDemand.exportAccount().exportAccount({ ...dependencies, listTrustedDevices })(command),
};

const onDemandContext = {
  ...dependencies,
  ...{ emails, kms, createClient, readClientInfo },
  table: createTable(dynamo, environment.tableName),
  updateAccount: createAccountUpdate(dynamo, environment.tableName),
  startSession: startSession(dependencies),
  credentials: createDynamoIdentifierPointers(dynamo, environment.tableName, 'credential'),
  ...onDemand.passkeyParts(stores.hasPasskeys, (): PasskeyContext => onDemandContext),
};

const dispatch = createDispatcher(
  'auth',
  {
    'POST /users': async ({ body: { email: typed, ...credentials }, ...request }) => {
      const email =
        typed === undefined
          ? undefined
          : onDemand.emailAddress().createSignUpAddress(onDemandContext)(typed, request);
      const signUp = { ...credentials, email, source: readClientInfo(request) };
      return created(
        isByPassword(signUp)
          ? await operations.register(signUp)
          : await onDemand.passkeySignUp().createPasskeySignUp(onDemandContext)(signUp),
      );
    },
    'GET /users/me': async ({ caller }) => ok(await operations.getProfile(caller)),
    'DELETE /users/me': async ({ caller, ...request }) =>
      toAnswer(
        await operations.deleteAccount({
          caller,
          source: readClientInfo(request),
          hasTime: timeLeft(request),
        }),
      ),
    'GET /users/me/export': async ({ caller, query, ...request }) =>
      ok(
        await operations.exportAccount({ caller, cursor: query('cursor'), source: readClientInfo(request) }),
      ),
    'PUT /users/me/username': async ({ body, caller, ...request }) =>
      ok(await operations.changeUsername({ ...body, caller, source: readClientInfo(request) })),
    'PUT /users/me/password': async ({ body, caller, ...request }) => {
      const { current_password: currentPassword, new_password: newPassword } = body;
      await operations.changePassword({
        caller,
        currentPassword,
        newPassword,
        source: readClientInfo(request),
      });
      return noContent;
    },
    'POST /sessions/create': async ({ body, ...request }) =>
      created(
        await operations.signIn({
          ...body,
          newPassword: body.new_password,
          deviceToken: body.device_token,
          trustedDeviceToken: body.trusted_device_token,
          source: readClientInfo(request),
          hasTime: timeLeft(request),
        }),
      ),
    'POST /sessions/refresh': async ({ body, ...request }) =>
      ok(await operations.refresh({ refreshToken: body.refresh_token, source: readClientInfo(request) })),
    'GET /sessions': async ({ caller }) => ok(await operations.listSessions(caller)),
    'DELETE /sessions': async ({ caller, ...request }) => {
      await operations.signOutEverywhere({ caller, source: readClientInfo(request) });
      return noContent;
    },
    'DELETE /sessions/current': async ({ caller, ...request }) => {
      await operations.signOut({ caller, source: readClientInfo(request) });
      return noContent;
    },
    'DELETE /sessions/{id}': async ({ caller, pathParameter, ...request }) => {
      await operations.endSession({ caller, sid: pathParameter('id'), source: readClientInfo(request) });
      return noContent;
    },
  },
  {
    bodies: createStageBodies(environment),
    corsOrigins: environment.corsOrigins,
    basePath: environment.basePath,
    features: {
      email: () => onDemand.emailAddress().createEmailRoutes(onDemandContext, createEmailBodies()),
      'passkey-sign-up': () =>
        onDemand.passkeySignUp().createPasskeySignUpRoutes(onDemandContext, coreBodies),
      factors: () => onDemand.secondFactor().createFactorRoutes(onDemandContext, schemaKit),
      passkeys: () => onDemand.passkeys().createPasskeyRoutes(onDemandContext, schemaKit),
    },
  },
);

/** Sends the notices once the response is certain, also after a failure. */
const dispatchAndNotify: typeof dispatch = async (event, context) => {
  const answer = await dispatch(event, context);
  const due = notices.take();
  if (due.length > 0) {
    await onDemand.notices().createNotices(onDemandContext)(due, event, context);
  }
  return answer;
};

export const handler = withSelfCheck(dispatchAndNotify, loadSelfCheck);

function toAnswer(progress: DeleteAccount.DeletionProgress): Answer {
  return progress === 'done' ? noContent : { status: 202, headers: { 'Retry-After': '1' } };
}

function createMigration(): VerifyElsewhere | undefined {
  const [userPoolId, clientId] = environment.cognitoMigration;
  if (userPoolId === undefined || clientId === undefined) return undefined;
  return onDemand.cognitoVerifier().createCognitoMigration({
    userPoolId,
    clientId,
    source: process.env,
    log,
    onSignedIn: hasEmail
      ? (settings, signIn) =>
          onDemand.emailAddress().createEmailMigration({ ...onDemandContext, settings })(signIn)
      : undefined,
  });
}
