// Stands in for the SDK's SHA-256, which brings an implementation in JavaScript for where Node.js has none.
import { createHash, createHmac } from 'node:crypto';

/** SHA-256, or with a secret HMAC-SHA-256, in the SDK's form. */
export class Sha256 {
  digestLength = 32;

  /** @param {string | ArrayBuffer | ArrayBufferView} [secret] */
  constructor(secret) {
    this.secret = secret;
    this.reset();
  }

  update(data) {
    this.hash.update(data);
  }

  async digest() {
    const { buffer, byteOffset, byteLength } = this.secret ? this.hash.digest() : this.hash.copy().digest();
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  reset() {
    this.hash = this.secret ? createHmac('sha256', toKey(this.secret)) : createHash('sha256');
  }
}

function toKey(secret) {
  return secret instanceof ArrayBuffer ? new Uint8Array(secret) : secret;
}
