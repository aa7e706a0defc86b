/** A KMS key for keyed hashes of names, so that logs never contain a name as it was typed. */
import type { Construct } from 'constructs';
import { HmacKey } from './hmac-key';
import type { KeyLife } from './replicable-key';

/** The properties of a `KeyedHashKey`. */
export type KeyedHashKeyProps = KeyLife;

/** The HMAC key of the hashes. */
export class KeyedHashKey extends HmacKey {
  constructor(scope: Construct, id: string, props: KeyedHashKeyProps) {
    const description = 'Hashes usernames and addresses before they are stored or logged';
    super(scope, id, { ...props, description });
  }
}
