/** The ports of a run: one for each stage of each API. */
import type { Listener } from '../gateway/http/listener';

/** Ports that are opened when they are asked for. */
export interface StagePorts {
  /** The port of a stage: the same one until it is withdrawn. */
  of(apiLogicalId: string, stageName: string): Promise<Listener>;
  /**
   * Forgets the ports that no stage is served at.
   * @param origins where stages are served
   * @returns closes them, once nothing is under way there
   */
  withdraw(origins: readonly string[]): () => Promise<void>;
  close(): Promise<void>;
}

/** @param open opens any free port */
export function createStagePorts(open: () => Promise<Listener>): StagePorts {
  const ports = new Map<string, Listener>();
  const opened = new Set<Listener>();

  async function close(listeners: readonly Listener[]): Promise<void> {
    await Promise.all(listeners.map((listener) => listener.close()));
    for (const listener of listeners) opened.delete(listener);
  }

  return {
    async of(apiLogicalId, stageName) {
      const stage = `${apiLogicalId} ${stageName}`;
      const known = ports.get(stage);
      if (known !== undefined) return known;
      const listener = await open();
      ports.set(stage, listener);
      opened.add(listener);
      return listener;
    },
    withdraw(origins) {
      const unused = [...ports].filter(([, { origin }]) => !origins.includes(origin));
      for (const [stage] of unused) ports.delete(stage);
      return () => close(unused.map(([, listener]) => listener));
    },
    close: () => close([...opened]),
  };
}
