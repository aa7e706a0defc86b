/** The output of functions, for display. */

/** A piece of output of a function, or of the runtime about it. */
export interface FunctionLog {
  /** The logical id of the function. */
  readonly logicalId: string;
  /** The physical name of the function. */
  readonly functionName: string;
  /** @default - written while the module loaded */
  readonly requestId?: string;
  /** `output`: console output of the function; `error`: the failure of an invocation or a start. */
  readonly kind: 'output' | 'error';
  /** One or more lines, without the final line end. */
  readonly text: string;
}
