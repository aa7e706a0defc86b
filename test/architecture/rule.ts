/** What a rule of the architecture is, and the ways to state one. */
import { type SourceFile, trailsFrom } from '../support/source-files';

/** A rule that every source file keeps. */
export interface Rule {
  /** Read after "the rule": what holds. */
  readonly name: string;
  /** What breaks it, a line each, in a form that says where to look. */
  readonly offences: (files: readonly SourceFile[]) => readonly string[];
  /** Files that a change could add, by path, and that break the rule. */
  readonly planted: Readonly<Record<string, string>>;
}

/** What a room may import. */
export interface Arrows {
  readonly name: string;
  /** The files that are judged. */
  readonly from: RegExp;
  /** What they may import themselves, types included. */
  readonly imports: RegExp;
  /**
   * What loading them may load at all, by whatever way. @default - the same as `imports`
   */
  readonly loads?: RegExp;
  readonly planted: Readonly<Record<string, string>>;
}

/** Judges each import of a room, and everything that loading the room loads. */
export function arrows({ name, from, imports, loads = imports, planted }: Arrows): Rule {
  return {
    name,
    planted,
    offences: (files) => {
      const byPath = new Map(files.map((file) => [file.path, file]));
      const judged = files.filter(({ path }) => from.test(path));
      const direct = judged.flatMap((file) =>
        file.imports
          .filter(({ kind, target }) => kind === 'file' && !imports.test(target))
          .map(({ target }) => `${file.path} -> ${target}`),
      );
      const loaded = judged.flatMap(({ path }) =>
        [...trailsFrom(byPath, path)]
          .filter(([target]) => !from.test(target) && !loads.test(target))
          .map(([, trail]) => trail),
      );
      return [...new Set([...direct, ...loaded])];
    },
  };
}

/** Judges each file by itself. */
export function everyFile(
  name: string,
  breaks: (file: SourceFile) => boolean,
  planted: Readonly<Record<string, string>>,
): Rule {
  return { name, planted, offences: (files) => files.filter(breaks).map(({ path }) => path) };
}
