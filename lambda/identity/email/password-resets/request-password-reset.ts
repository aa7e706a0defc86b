/** Asks for a reset of a forgotten password. */

import type { MailLanguage } from '../../../mail-templates/mail-template';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import {
  type FindByTypedNameDependencies,
  findByTypedName,
  normaliseTypedName,
} from '../../accounts/identifiers/find-by-typed-name';
import type { IdentifierPointers } from '../../accounts/identifiers/identifier-pointers';
import {
  createSourceClaims,
  type SourceClaim,
  type SourceClaimDependencies,
} from '../../throttling/source-claims';
import { mailLimits } from '../mail-limits';
import type { MailQueue } from '../mail-queue';
import { findResetTarget, type ResetTarget } from './find-reset-target';
import type { OpenReset, OpenResets } from './open-resets';
import {
  createResetId,
  digestAddress,
  digestResetId,
  NO_ADDRESS,
  RESET_MS,
  RESET_PURPOSE,
} from './reset-challenge';
import type { ResetChallenges } from './reset-challenges';
import { claimResetMail } from './reset-limits';

/** The dependencies of a request. */
export interface RequestPasswordResetDependencies
  extends FindByTypedNameDependencies<Pick<IdentifierPointers, 'find'>>,
    Omit<SourceClaimDependencies, 'log'> {
  readonly resetChallenges: Pick<ResetChallenges, 'create' | 'delete'>;
  readonly openResets: Pick<OpenResets, 'open' | 'close'>;
  readonly mailQueue: MailQueue;
  readonly log: Log<'password_reset_requested' | 'mail_throttled' | 'attempt_not_refunded'>;
}

/** A request. */
export interface RequestPasswordResetCommand {
  /** The username or the address as the user typed it. */
  readonly username: string;
  /** The language of the mail. */
  readonly language: MailLanguage;
  readonly source: ClientInfo;
}

/** The response to a request. */
export interface RequestedPasswordReset {
  /** Names the reset together with its code. */
  readonly resetId: string;
}

/**
 * Returns the operation. The response, the calls and their order are the same for every name: whether or not an
 * account has it, has a verified address, is disabled, or has as many resets or mails as the limits allow. A
 * challenge is stored and a message is queued in every case. The mail function drops those of which no mail
 * may be sent, because their address matches no account.
 *
 * Only a source above its limit causes no further calls. That depends only on the source.
 *
 * @throws DependencyUnavailableError when the mail cannot be requested; the reset is not open then
 */
export function requestPasswordReset(
  deps: RequestPasswordResetDependencies,
): (command: RequestPasswordResetCommand) => Promise<RequestedPasswordReset> {
  const { resetChallenges, openResets, mailQueue, hashName, now, log } = deps;
  const sources = createSourceClaims(deps);
  const claimMail = claimResetMail(deps);

  /** Drops a reset whose mail cannot be requested. Best effort: without its mail it is of no use, and expires. */
  async function drop(
    owner: string,
    reset: OpenReset,
    claim: SourceClaim,
    source: ClientInfo,
  ): Promise<void> {
    await resetChallenges.delete(reset.digest).catch(() => {});
    await openResets.close(owner, [reset]).catch(() => {});
    await sources.release(claim, source);
  }

  /** Opens a reset. Returns the limit by which it sends no mail, if any. */
  async function open(
    resetId: string,
    target: ResetTarget,
    sourceClaim: SourceClaim,
    { language, source }: RequestPasswordResetCommand,
  ): Promise<'account' | 'address' | undefined> {
    const { sub, address, securityVersion } = target;
    const owner = await hashName(`resets/open/${sub}`);
    const at = now();
    const expiresAt = at + RESET_MS;
    const reset = { digest: digestResetId(resetId), validUntil: expiresAt };
    const isOpen = await openResets.open(owner, reset, at);
    let claim = sourceClaim;
    try {
      const { windows, refusedBy } = await claimMail(target, isOpen);
      claim = [...sourceClaim, ...windows];
      const isMailed = isOpen && refusedBy === undefined;
      await resetChallenges.create(reset.digest, {
        sub,
        addressDigest: digestAddress(resetId, isMailed ? address : NO_ADDRESS),
        securityVersion,
        generation: 1,
        validUntil: expiresAt,
      });
      await mailQueue.enqueue({
        kind: RESET_PURPOSE,
        sub,
        challenge: resetId,
        generation: 1,
        language,
        expiresAt,
      });
      return isOpen ? refusedBy : 'account';
    } catch (error) {
      await drop(owner, reset, claim, source);
      throw error;
    }
  }

  return async (command) => {
    const { username, source } = command;
    const resetId = createResetId();
    const { ip: sourceIp, requestId } = source;
    const counted = await sources.claim('mail', source, mailLimits.sourcePerHour);
    if (!('claim' in counted)) {
      log('mail_throttled', { by: 'source', sourceIp, requestId });
      return { resetId };
    }
    const name = normaliseTypedName(deps, username);
    const usernameHash = await hashName(name);
    const account = (await findByTypedName(deps, username))?.account;
    const target = await findResetTarget(hashName, account, name);
    const refusedBy = await open(resetId, target, counted.claim, command);
    const fields = { sub: account?.sub, usernameHash, sourceIp, requestId };
    if (refusedBy) log('mail_throttled', { by: refusedBy, ...fields });
    log('password_reset_requested', fields);
    return { resetId };
  };
}
