// Clicks that arrive: what VS Code draws anew between pressing and releasing the button gets no click from the browser.

/**
 * Clicks an element and, when the click did not reach it, clicks again.
 * @param {import('playwright-core').Locator} locator
 * @param {{ readonly timeout: number, readonly button?: 'left' | 'right', readonly count?: 1 | 2 }} options
 *   `timeout` in milliseconds for all tries together
 */
export async function press(locator, { timeout, button = 'left', count = 1 }) {
  const end = Date.now() + timeout;
  const event = button === 'right' ? 'contextmenu' : count === 2 ? 'dblclick' : 'click';
  for (;;) {
    const left = { timeout: Math.max(end - Date.now(), 1) };
    const watched = await locator.evaluateHandle(watch, event, left);
    await locator.click({ ...left, button, clickCount: count });
    // A click that closes the frame which the element was in has arrived.
    const hasArrived = await watched.evaluate(({ arrived }) => arrived).catch(() => true);
    if (hasArrived) return;
    if (Date.now() > end) throw new Error(`No click reached ${locator}.`);
  }
}

/**
 * Clicks an item of a menu, which takes no click in its first moments, until it is gone; false when none has reached it:
 * what is drawn anew closes the menu that belongs to it.
 * @param {import('playwright-core').Locator} item
 * @param {{ readonly timeout: number }} options in milliseconds
 * @returns {Promise<boolean>}
 */
export async function pressInMenu(item, { timeout }) {
  const end = Date.now() + timeout;
  const watched = await item.evaluateHandle(watch, 'mouseup', { timeout });
  for (;;) {
    await item.click({ timeout: 1000 }).catch(() => undefined);
    const isGone = await item.waitFor({ state: 'hidden', timeout: 300 }).then(
      () => true,
      () => false,
    );
    if (isGone) return watched.evaluate(({ arrived }) => arrived);
    if (Date.now() > end) throw new Error(`${item} stays.`);
  }
}

/** Runs in the page: notices an event on the element, or on what was drawn in its place, as long as it stands for the same thing. */
function watch(element, event) {
  // What follows the name in a row's label, such as its problems, may change meanwhile.
  const labelOf = (each) => each.getAttribute?.('aria-label')?.split(', ')[0];
  const label = labelOf(element);
  // A text editor takes the mouse for itself as soon as the button is down.
  const state = { arrived: element.closest('.monaco-editor') !== null };
  const isIt = (each) => (label === undefined ? each === element : labelOf(each) === label);
  const look = (happened) => (state.arrived ||= happened.composedPath().some(isIt));
  element.ownerDocument.defaultView.addEventListener(event, look, { capture: true });
  return state;
}
