/** Creates the code of the routes of `auth` from its stores. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Environment } from '../../environment';
import type * as DeleteAccount from '../../identity/accounts/delete-account';
import type * as ExportAccount from '../../identity/accounts/export-account';
import { getProfile } from '../../identity/accounts/get-profile';
import { createDynamoIdentifierPointers } from '../../identity/accounts/identifiers/identifier-pointers';
import { createAccountUpdate } from '../../identity/accounts/update-account';
import type * as ChangeUsername from '../../identity/accounts/usernames/change-username';
import { createAttemptGuard } from '../../identity/authentication/attempt-guard';
import type * as ChangePassword from '../../identity/authentication/change-password';
import { padFailureTime } from '../../identity/authentication/pad-failure-time';
import { register } from '../../identity/authentication/register';
import { signIn } from '../../identity/authentication/sign-in';
import type { VerifyElsewhere } from '../../identity/passwords/migration-hook';
import { endSession } from '../../identity/sessions/end-session';
import { listSessions } from '../../identity/sessions/list-sessions';
import { refreshSession } from '../../identity/sessions/refresh-session';
import { signOut } from '../../identity/sessions/sign-out';
import { signOutEverywhere } from '../../identity/sessions/sign-out-everywhere';
import { startSession } from '../../identity/sessions/start-session';
import type { AwsClient } from '../../shared/aws/aws-client';
import type { JsonService } from '../../shared/aws/aws-services';
import { type Answer, created, noContent, ok } from '../../shared/http/answer';
import type { ClientInfo, ClientRequest } from '../../shared/http/client-info';
import type { Operations } from '../../shared/route-code';
import { createTable } from '../../shared/table/table';
import { coreBodies, schemaKit } from '../core-bodies';
import { createEmailBodies } from '../email-bodies';
import type { FactorContext } from '../factors/second-factor';
import { onDemand } from '../on-demand';
import type { PasskeyContext } from '../passkeys/passkeys';
import { createStageBodies, isByPassword } from '../stage-bodies';
import { timeLeft } from '../time-left';
import type { AuthStores } from './create-auth-stores';

/** What the code takes over besides the stores. */
export interface AuthCodeParts {
  readonly environment: Environment<'auth'>;
  readonly dynamo: DynamoDBClient;
  readonly kms: AwsClient;
  /** Creates the client of another service. */
  readonly createClient: (service: JsonService) => AwsClient;
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

/** The code of the routes, and what files on demand take over. */
export type AuthCode = ReturnType<typeof createAuthCode>;

/** Creates the code. The pages create it once more, with stores that start sessions of the pages. */
export function createAuthCode(
  stores: AuthStores,
  { environment, dynamo, kms, createClient, readClientInfo }: AuthCodeParts,
) {
  const bodies = createStageBodies(environment);
  const verifyElsewhere = createMigration();
  const dependencies = {
    ...stores,
    guard: createAttemptGuard({ ...stores, limits: environment }),
    verifyElsewhere,
    eraseAccount: ((...input) =>
      onDemand.deleteAccount().eraseAccount(...input)) satisfies DeleteAccount.EraseAccount,
    ...onDemand.secondFactors(environment.secondFactor, (): FactorContext => context),
  };

  const listTrustedDevices = environment.trustedDevices
    ? (sub: string) => onDemand.secondFactor().listTrustedDevices(context)(sub)
    : undefined;

  const calls = {
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

  const context = {
    ...dependencies,
    ...{ emails: createDynamoIdentifierPointers(dynamo, environment.tableName, 'email') },
    ...{ kms, createClient, readClientInfo },
    table: createTable(dynamo, environment.tableName),
    updateAccount: createAccountUpdate(dynamo, environment.tableName),
    startSession: startSession(dependencies),
    credentials: createDynamoIdentifierPointers(dynamo, environment.tableName, 'credential'),
    ...onDemand.passkeyParts(stores.hasPasskeys, (): PasskeyContext => context),
  };

  const features = {
    email: () => onDemand.emailAddress().createEmailRoutes(context, createEmailBodies()),
    'passkey-sign-up': () => onDemand.passkeySignUp().createPasskeySignUpRoutes(context, coreBodies),
    factors: () => onDemand.secondFactor().createFactorRoutes(context, schemaKit),
    passkeys: () => onDemand.passkeys().createPasskeyRoutes(context, schemaKit),
  };

  const operations: Operations<'auth', typeof bodies, 'core'> = {
    'POST /users': async ({ body: { email: typed, ...credentials }, ...request }) => {
      const email =
        typed === undefined
          ? undefined
          : onDemand.emailAddress().createSignUpAddress(context)(typed, request);
      const signUp = { ...credentials, email, source: readClientInfo(request) };
      return created(
        isByPassword(signUp)
          ? await calls.register(signUp)
          : await onDemand.passkeySignUp().createPasskeySignUp(context)(signUp),
      );
    },
    'GET /users/me': async ({ caller }) => ok(await calls.getProfile(caller)),
    'DELETE /users/me': async ({ caller, ...request }) =>
      toAnswer(
        await calls.deleteAccount({
          caller,
          source: readClientInfo(request),
          hasTime: timeLeft(request),
        }),
      ),
    'GET /users/me/export': async ({ caller, query, ...request }) =>
      ok(await calls.exportAccount({ caller, cursor: query('cursor'), source: readClientInfo(request) })),
    'PUT /users/me/username': async ({ body, caller, ...request }) =>
      ok(await calls.changeUsername({ ...body, caller, source: readClientInfo(request) })),
    'PUT /users/me/password': async ({ body, caller, ...request }) => {
      const { current_password: currentPassword, new_password: newPassword } = body;
      await calls.changePassword({
        caller,
        currentPassword,
        newPassword,
        source: readClientInfo(request),
      });
      return noContent;
    },
    'POST /sessions/create': async ({ body, ...request }) =>
      created(
        await calls.signIn({
          ...body,
          newPassword: body.new_password,
          deviceToken: body.device_token,
          trustedDeviceToken: body.trusted_device_token,
          source: readClientInfo(request),
          hasTime: timeLeft(request),
        }),
      ),
    'POST /sessions/refresh': async ({ body, ...request }) =>
      ok(await calls.refresh({ refreshToken: body.refresh_token, source: readClientInfo(request) })),
    'GET /sessions': async ({ caller }) => ok(await calls.listSessions(caller)),
    'DELETE /sessions': async ({ caller, ...request }) => {
      await calls.signOutEverywhere({ caller, source: readClientInfo(request) });
      return noContent;
    },
    'DELETE /sessions/current': async ({ caller, ...request }) => {
      await calls.signOut({ caller, source: readClientInfo(request) });
      return noContent;
    },
    'DELETE /sessions/{id}': async ({ caller, pathParameter, ...request }) => {
      await calls.endSession({ caller, sid: pathParameter('id'), source: readClientInfo(request) });
      return noContent;
    },
  };

  return { bodies, operations, features, calls, context };

  function createMigration(): VerifyElsewhere | undefined {
    const [userPoolId, clientId] = environment.cognitoMigration;
    if (userPoolId === undefined || clientId === undefined) return undefined;
    return onDemand.cognitoVerifier().createCognitoMigration({
      userPoolId,
      clientId,
      source: process.env,
      log: stores.log,
      onSignedIn: stores.hasEmail
        ? (settings, signIn) => onDemand.emailAddress().createEmailMigration({ ...context, settings })(signIn)
        : undefined,
    });
  }
}

function toAnswer(progress: DeleteAccount.DeletionProgress): Answer {
  return progress === 'done' ? noContent : { status: 202, headers: { 'Retry-After': '1' } };
}
