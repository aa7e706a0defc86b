/** Types of the replacement for the SDK's SHA-256. */

/** SHA-256, or HMAC-SHA-256 if there is a secret, with the SDK's interface. */
export declare class Sha256 {
  constructor(secret?: string | ArrayBuffer | ArrayBufferView);
  readonly digestLength: number;
  update(data: string | Uint8Array): void;
  digest(): Promise<Uint8Array>;
  reset(): void;
}
