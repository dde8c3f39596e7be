/** What can wait until the screen shows what is there already. */

/** The longest wait: a page that nobody sees draws no frames. */
const WITHOUT_FRAMES_MS = 150;

/** Resolves when what React was given until now is on the screen: after the frame that follows the one in which it is drawn. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, WITHOUT_FRAMES_MS);
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        clearTimeout(timer);
        setTimeout(done);
      });
    });
  });
}
