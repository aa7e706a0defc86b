/** The checks of second factors, and the enrolment at a sign-in. A file on demand, next to the bundle. */

import { factorEvents, secondFactorEvents } from '../../event-lists/factor-events';
import { passkeyProofEvents } from '../../event-lists/passkey-events';
import { authEvents, emailEvents } from '../../events';
import type { AccountAttempts } from '../../identity/accounts/account-attempts';
import type { Accounts } from '../../identity/accounts/accounts';
import type { UpdateAccount } from '../../identity/accounts/update-account';
import type { StartFirst } from '../../identity/authentication/open-account';
import { createMailCodes } from '../../identity/email/mail-code';
import { createSqsMailQueue } from '../../identity/email/mail-queue';
import { createDynamoAccountFactors } from '../../identity/factors/account-factors';
import { type ConfirmTotpDependencies, confirmTotp } from '../../identity/factors/confirm-totp';
import {
  type AnswerEnrolmentDependencies,
  answerEnrolment,
} from '../../identity/factors/enrolment/answer-enrolment';
import { enrolAfterReset } from '../../identity/factors/enrolment/enrol-after-reset';
import { ENROLMENT } from '../../identity/factors/enrolment/enrolment-challenge';
import { createEnrolmentMail, type EnrolmentMail } from '../../identity/factors/enrolment/enrolment-mail';
import { type EnrolmentRequired, startEnrolment } from '../../identity/factors/enrolment/start-enrolment';
import { createDynamoFactorAttempts } from '../../identity/factors/factor-attempts';
import { createFactorCipher } from '../../identity/factors/factor-cipher';
import { createDynamoFactorSecrets } from '../../identity/factors/factor-secrets';
import {
  type AnswerByPasskeyDependencies,
  answerByPasskey,
} from '../../identity/factors/proofs/answer-by-passkey';
import {
  type AnswerChallengeDependencies,
  answerChallenge,
} from '../../identity/factors/proofs/answer-challenge';
import {
  type RequireSecondFactor,
  requireSecondFactor,
} from '../../identity/factors/proofs/require-second-factor';
import { signInAfterReset } from '../../identity/factors/proofs/sign-in-after-reset';
import { createDynamoSecondFactorChallenges } from '../../identity/factors/second-factor-challenges';
import { createDynamoSessionStepUps } from '../../identity/factors/session-step-ups';
import { type StepUpDependencies, stepUp } from '../../identity/factors/step-up';
import {
  createDynamoTrustedDevices,
  type TrustedDevices,
} from '../../identity/factors/trusted-devices/trusted-devices';
import type { AwsClient } from '../../shared/aws/aws-client';
import * as awsServices from '../../shared/aws/aws-services';
import { created, ok } from '../../shared/http/answer';
import type { ClientInfo, ClientRequest } from '../../shared/http/client-info';
import { createLog } from '../../shared/log';
import type { LoadedRoutes } from '../../shared/route-code';
import type { Table } from '../../shared/table/table';
import { createFactorBodies, type FactorBodies, type SchemaKit } from '../factor-bodies';
import { type AnswerBody, readAnswer, readStepUp, type StepUpBody } from './read-proof';

/** What is made here and not by the bundle. */
type OwnStores =
  | 'accountFactors'
  | 'challenges'
  | 'cipher'
  | 'enrolmentMail'
  | 'factorAttempts'
  | 'factorSecrets'
  | 'log'
  | 'sessionStepUps'
  | 'trustedDevices';

/** What the checks take over from the bundle: its settings, clients and stores. */
export interface FactorContext
  extends Omit<
    AnswerByPasskeyDependencies &
      AnswerChallengeDependencies &
      AnswerEnrolmentDependencies &
      ConfirmTotpDependencies &
      StepUpDependencies,
    OwnStores
  > {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly accountAttempts: Pick<AccountAttempts, 'forgive'>;
  readonly table: Table;
  readonly updateAccount: UpdateAccount;
  readonly kms: AwsClient;
  /** The KMS key of the secrets. */
  readonly factorKey: string;
  /** `on` in a stage with trusted devices. Empty in any other one. */
  readonly trustedDevices: string;
  /** `required`: an account without a second factor must add one to sign in. */
  readonly secondFactor: string;
  /** Whether the stage has e-mail. Without it, the three members below are not used. */
  readonly hasEmail: boolean;
  /** Creates the client of another service. */
  readonly createClient: (service: awsServices.JsonService) => AwsClient;
  readonly mailQueueUrl: string;
  readonly mailKey: string;
  readonly readClientInfo: (request: ClientRequest) => ClientInfo;
}

/** Creates the mails of enrolments. Returns undefined for a stage without e-mail, whose role may send none. */
function createMail(context: FactorContext): EnrolmentMail | undefined {
  const { hasEmail, kms, createClient, mailQueueUrl, mailKey } = context;
  if (!hasEmail) return undefined;
  const { mail_throttled } = emailEvents;
  const { attempt_not_refunded } = authEvents;
  return createEnrolmentMail({
    ...context,
    mailCodes: createMailCodes(kms, mailKey),
    log: createLog({ mail_throttled, attempt_not_refunded }),
    mailQueue: createSqsMailQueue(createClient(awsServices.sqs), mailQueueUrl),
  });
}

function createDependencies(context: FactorContext) {
  const { accounts, table, updateAccount, kms, factorKey } = context;
  const { attempt_not_refunded, attempt_throttled, password_change_failed, password_changed, signed_in } =
    authEvents;
  const { factors_reset_cancelled } = factorEvents;
  return {
    ...context,
    accountFactors: createDynamoAccountFactors(updateAccount, accounts),
    challenges: createDynamoSecondFactorChallenges(table),
    cipher: createFactorCipher(kms, factorKey),
    enrolmentMail: createMail(context),
    factorAttempts: createDynamoFactorAttempts(updateAccount),
    factorSecrets: createDynamoFactorSecrets(table),
    sessionStepUps: createDynamoSessionStepUps(table),
    trustedDevices: context.trustedDevices === '' ? undefined : createDynamoTrustedDevices(table),
    log: createLog({
      ...secondFactorEvents,
      ...passkeyProofEvents,
      ...{ attempt_not_refunded, attempt_throttled, password_change_failed, password_changed, signed_in },
      factors_reset_cancelled,
    }),
  };
}

/** Creates the function that ends a sign-in with a challenge, or completes it when a reset of the factors is due. */
export function createSecondFactorRequirement(context: FactorContext): RequireSecondFactor {
  const deps = createDependencies(context);
  const required = requireSecondFactor(deps);
  return context.secondFactor === 'required'
    ? enrolAfterReset(deps, required)
    : signInAfterReset(deps, required);
}

/** Creates the function that lists trusted devices, for an export. */
export function listTrustedDevices({ table }: Pick<FactorContext, 'table'>): TrustedDevices['list'] {
  return createDynamoTrustedDevices(table).list;
}

/** Creates the function that creates an account without a session, in a stage that requires a second factor. */
export function createEnrolmentStart(context: FactorContext): StartFirst<EnrolmentRequired> {
  return startEnrolment(createDependencies(context));
}

/** Creates the code of the routes. @param kit the bundle's functions of zod */
export function createFactorRoutes(
  context: FactorContext,
  kit: SchemaKit,
): LoadedRoutes<'auth', 'factors', FactorBodies> {
  const { readClientInfo } = context;
  const deps = createDependencies(context);
  return {
    bodies: createFactorBodies(kit, {
      hasEmail: context.hasEmail,
      trustsDevices: context.trustedDevices !== '',
      hasPasskeys: context.loadPasskeys !== undefined,
    }),
    operations: {
      'POST /users/me/factors/totp/{id}/confirm': async ({ body: { code }, caller, ...request }) =>
        ok(
          await confirmTotp(deps)({
            caller,
            id: request.pathParameter('id'),
            code,
            source: readClientInfo(request),
          }),
        ),
      'POST /sessions/challenge': async ({ body, ...request }) => {
        const { trust_device: trustsDevice, email_code: emailCode, challenge }: AnswerBody = body;
        const source = readClientInfo(request);
        const proof = readAnswer(body, context);
        if ('credential' in proof) {
          const { credential, passkeys } = proof;
          return created(
            await answerByPasskey(deps, passkeys)({ challenge, credential, trustsDevice, source }),
          );
        }
        // in any other stage it is a kind that does not exist
        const isEnrolment = proof.kind === ENROLMENT && context.secondFactor === 'required';
        return created(
          isEnrolment
            ? await answerEnrolment(deps)({ challenge, ...proof, emailCode, source })
            : await answerChallenge(deps)({ challenge, ...proof, trustsDevice, source }),
        );
      },
      'POST /sessions/current/step-up': async ({ body, caller, ...request }) => {
        const sent: StepUpBody = body;
        return ok(await stepUp(deps)({ caller, proof: readStepUp(sent), source: readClientInfo(request) }));
      },
    },
  };
}
