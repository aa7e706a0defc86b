/** Plays attacks that depend on waits of a second on machines that may stand still for as long. */

/** In that time no wait is over, and no caller has repeated a call because its answer was late. */
export const QUICK_MS = 800;

/** A machine that is too slow so often can't judge. */
const MAX_ATTEMPTS = 5;

/** Plays, and plays again when it failed and took so long that a wait may have ended meanwhile. */
export async function unlessTooSlow(play: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const began = performance.now();
    try {
      return await play();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || performance.now() - began < QUICK_MS) throw error;
    }
  }
}
