/** Accounts that forget their passwords, with the dependencies in memory. */
import { createHash } from 'node:crypto';
import {
  confirmPasswordReset,
  type ResetProof,
} from '../../../lambda/identity/email/password-resets/confirm-password-reset';
import { requestPasswordReset } from '../../../lambda/identity/email/password-resets/request-password-reset';
import { createFakeDependencies, type FakeDependencies, SOURCE } from './auth-dependencies';
import { verifiedEmail } from './email-scene';
import { type SignedIn, signInAgain, signUp } from './signed-in';

/** The password after a reset. */
export const NEW_PASSWORD = 'a new phrase that passes';

/** Creates dependencies in which different names have different hashes. */
function createResetDependencies(): FakeDependencies {
  const hashName = async (name: string) => createHash('sha256').update(name).digest('base64url').slice(0, 22);
  return { ...createFakeDependencies(), hashName };
}

/** Ada, signed in twice, with a verified address. */
export interface ResetScene {
  readonly deps: FakeDependencies;
  readonly phone: SignedIn;
  readonly laptop: SignedIn;
}

/** Creates the scene. */
export async function createResetScene(): Promise<ResetScene> {
  const deps = createResetDependencies();
  const phone = await signUp(deps);
  await verifiedEmail(deps, phone);
  const laptop = await signInAgain(deps);
  deps.logged.length = 0;
  deps.mailQueue.requests.length = 0;
  return { deps, phone, laptop };
}

/** Asks for a reset, and returns its id. */
export async function askForReset(
  deps: FakeDependencies,
  username = 'Ada',
  source = SOURCE,
): Promise<string> {
  const { resetId } = await requestPasswordReset(deps)({ username, language: 'en', source });
  return resetId;
}

/** Returns what the mail of a reset holds, if one is sent. */
export async function mailedSecrets({ mailCodes }: FakeDependencies, resetId: string) {
  const { code, linkSecret } = await mailCodes.derive({
    purpose: 'reset-password',
    challenge: resetId,
    generation: 1,
  });
  return { code, token: `${resetId}.${linkSecret}` };
}

/** Returns the code of a reset with its id. */
export async function codeOf(deps: FakeDependencies, resetId: string): Promise<ResetProof> {
  return { resetId, code: (await mailedSecrets(deps, resetId)).code };
}

/** Sends what proves a reset, with the new password. */
export function confirmReset(
  deps: FakeDependencies,
  proof: ResetProof,
  newPassword = NEW_PASSWORD,
  source = SOURCE,
): Promise<void> {
  return confirmPasswordReset(deps)({ proof, newPassword, source });
}

/** Ada, who has asked for a reset, with what its mail holds. */
export async function createAskedResetScene() {
  const scene = await createResetScene();
  const resetId = await askForReset(scene.deps);
  scene.deps.logged.length = 0;
  return { ...scene, resetId, ...(await mailedSecrets(scene.deps, resetId)) };
}
