/** Ceremonies that were recorded once, with the relying party and the challenge of passkey-ceremony.ts. See record.ts. */
import type { AssertionJson, RegistrationJson } from './ceremony-json';
import type { CoseAlgorithm } from './credential-key';
import recorded from './recordings.json';

/** The creation of a passkey, and an assertion with it. */
export interface Recording {
  /** The authenticator: this project's own, or the version of a browser. */
  readonly by: string;
  readonly algorithm: CoseAlgorithm;
  readonly challenge: string;
  readonly registration: RegistrationJson;
  readonly assertion: AssertionJson;
}

export const recordings = recorded as readonly Recording[];
