// For tests inside the extension host: acts in the real window through the process that opened it (see ui-bridge.mjs).
import type { workbenchActions } from './workbench-actions.mjs';

type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : Remote<T[K]>;
};

/** Every action of workbench-actions.mjs, such as `ui.tree.click(name)` or `ui.webview.fill(selector, text)`. */
export const ui = remote([]) as Remote<ReturnType<typeof workbenchActions>>;

function remote(path: readonly string[]): unknown {
  return new Proxy(() => undefined, {
    get: (_, key) => remote([...path, String(key)]),
    apply: (_, _this, args: unknown[]) => ask(path, args),
  });
}

async function ask(path: readonly string[], args: readonly unknown[]): Promise<unknown> {
  const address = process.env['INTEGRATION_TEST_UI'];
  if (address === undefined) throw new Error('This test needs a window that it can act in.');
  const response = await fetch(address, { method: 'POST', body: JSON.stringify({ path, args }) });
  const { error, result } = (await response.json()) as { error?: string; result?: unknown };
  if (error !== undefined) throw new Error(`ui.${path.join('.')}(${args.map(String).join(', ')}): ${error}`);
  return result;
}
