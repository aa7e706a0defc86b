/** The Node options that start a TypeScript program in a test. */
import { join } from 'node:path';

/** The options for a TypeScript program and for its imports. They precede the program's path. */
export const typescriptOptions: readonly string[] = ['--require', join(__dirname, 'load-typescript.cjs')];
