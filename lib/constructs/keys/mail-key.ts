/** A KMS key from which the codes in mails are derived, so that no code is stored. */
import type { Construct } from 'constructs';
import { HmacKey } from './hmac-key';
import type { KeyLife } from './replicable-key';

/** The properties of a `MailKey`. */
export type MailKeyProps = Omit<KeyLife, 'multiRegion'>;

/**
 * The HMAC key of the codes. It is always a multi-Region key: KMS cannot change that later, and another key would make every code
 * invalid that is under way. A standby has a replica, so that a code from a mail of one region is valid in the other.
 */
export class MailKey extends HmacKey {
  constructor(scope: Construct, id: string, props: MailKeyProps) {
    super(scope, id, { ...props, multiRegion: true, description: 'Derives the codes in mails' });
  }
}
