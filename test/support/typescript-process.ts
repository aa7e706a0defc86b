/** How a test starts Node on a TypeScript program. */
import { join } from 'node:path';

/** The options of Node for a program in TypeScript, and for what it loads; they come before the program's path. */
export const typescriptOptions: readonly string[] = ['--require', join(__dirname, 'load-typescript.cjs')];
