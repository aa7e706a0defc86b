/**
 * Copies the sources that an app is synthesized and run from, for benchmarks that change them or keep state
 * next to them.
 */
import { copyProject } from '../../test/support/copy-project';

/** Folders and files, in addition to those in every copy. */
const SOURCES = ['bin', 'client', 'lambda', 'lib', 'local', 'openapi.json'];

/** Creates a copy in a temporary folder. The caller removes it. */
export function copySources(): string {
  return copyProject(SOURCES);
}
