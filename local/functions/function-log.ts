/** What functions write, on its way to whoever shows it. */

/** One piece of output of a function, or of the runtime about it. */
export interface FunctionLog {
  /** The function's logical id. */
  readonly logicalId: string;
  /** The function's physical name. */
  readonly functionName: string;
  /** @default - written while the module loaded */
  readonly requestId?: string;
  /** `output`: the function's console; `error`: how an invocation or a start failed. */
  readonly kind: 'output' | 'error';
  /** One line or several, without the last line's end. */
  readonly text: string;
}
