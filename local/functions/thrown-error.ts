/** What a function threw, as its worker hands it on. */

/** An error as Lambda's runtime describes it, with what a developer needs besides. */
export interface ThrownError {
  readonly errorType: string;
  readonly errorMessage: string;
  /** As V8 wrote it: type and message, then the frames. @default - what was thrown has none */
  readonly stack?: string;
  readonly cause?: ThrownError;
}
