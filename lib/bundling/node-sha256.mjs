// Replaces the SDK's SHA-256, which includes a JavaScript implementation for platforms without Node.js's `crypto`.
import { createHash, createHmac } from 'node:crypto';

/** SHA-256, or HMAC-SHA-256 if there is a secret, with the SDK's interface. */
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
