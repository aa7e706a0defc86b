/** The parts of a client that the other modules of this package use, and its users do not. */
import type { TextResult } from './session-api';
import type { SessionStore } from './session-store';
import type { StepUps } from './step-up';

/** The parts. */
export interface ClientParts {
  /** Sends a request without the tokens of a session. @param path below the base URL */
  send(path: string, init: RequestInit): Promise<Response>;
  /** Stores the tokens of a response. @throws ProblemError for a response without tokens */
  begin(username: string, result: TextResult): Promise<void>;
  readonly stepUp: StepUps['stepUp'];
  readonly store: Pick<SessionStore, 'read' | 'readDevice' | 'writeDevice'>;
}

/** The member of a client that holds its parts. A copy of a client has it, too. */
export interface WithParts {
  readonly '#parts': ClientParts;
}

/** Returns the parts of a client. @throws TypeError for any other object */
export function partsOf(client: object): ClientParts {
  const { '#parts': parts } = client as Partial<WithParts>;
  if (!parts) throw new TypeError('The client is not one of createClient: its session is needed');
  return parts;
}
