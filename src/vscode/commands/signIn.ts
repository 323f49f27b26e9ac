// Signs the user in for an integration: opens the authorization server's page and waits for the browser to come back.
import * as vscode from 'vscode';
import { modelsIn } from '../../core/catalog.ts';
import { readIntegration } from '../../core/integration.ts';
import type { RedirectListener } from '../../core/schemes/oauth/redirectListener.ts';
import { canSignIn, noScheme } from '../../core/calls/signIn.ts';
import type { TokenRequest } from '../../core/report.ts';
import type { SecretReference } from '../../core/world.ts';
import { callText, prepareRemoteCall } from '../calls/callText.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { ExpectedError } from '../expectedError.ts';
import { importFirst } from '../neededFirst.ts';
import { requireTrust } from '../trust.ts';
import { inform, withCancel } from '../notify.ts';
import { settings } from '../settings.ts';
import { integrationFor } from '../target.ts';

export async function signIn(face: Face, arg?: unknown): Promise<void> {
  requireTrust();
  const uri = await integrationFor(face, arg, vscode.l10n.t('Sign in for which integration?'));
  const text = await face.catalog.text(uri);
  const { modelId } = readIntegration(text);
  const model = modelsIn(face.catalog.homes).get(modelId);
  if (!model)
    throw importFirst(vscode.l10n.t('There is no model "{0}" here. Import its OpenAPI document first.', modelId));
  // No problem of the document: nothing in it could be otherwise.
  if (!canSignIn(model)) throw new ExpectedError(noScheme(model));
  const schemes = model.schemes.slice(0, 1).map(({ name }) => name);
  await prepareRemoteCall(face, uri, schemes);
  const integration = readIntegration(await callText(face, uri, text, schemes));
  const calls = await face.testCalls();
  const listener = await listenerFor(face, uri);
  try {
    const redirectUri = await reachable(listener.uri, settings.signInReturn(uri) === 'localhost');
    const world = { ...face.world, secret: (reference: SecretReference) => face.secrets.read(reference, uri) };
    const tell = (requests: readonly TokenRequest[]): void =>
      void guarded(face, 'logging', async () => (await face.logs()).writeTokens(uri, requests, face.world.now()));
    const given = { integration, model, owner: uri.toString(), redirectUri, timeout: settings.timeout(uri), tell };
    const title = vscode.l10n.t('{0}: waiting for the sign-in in the browser', integration.name);
    const outcome = await withCancel(title, async (signal) => {
      const started = await calls.signIn(given, world, signal);
      if (!started.ok) return started;
      const { url, state, finish } = started.value;
      // Whoever is signed in already comes back at once.
      const back = listener.wait(state, signal);
      const [callback] = await Promise.all([back, openPage(url, redirectUri)]);
      return finish(callback, signal);
    });
    await face.problems.setFindings(uri, text, outcome.ok ? [] : outcome.failure);
    if (!outcome.ok) throw new ExpectedError(outcome.failure.map(({ message }) => message).join(' '));
  } finally {
    listener.close();
  }
  void inform(vscode.l10n.t('{0}: signed in. The next test calls use the token.', integration.name));
}

/** On a port of this machine, or by a link of the editor. */
async function listenerFor(face: Face, uri: vscode.Uri): Promise<RedirectListener> {
  if (settings.signInReturn(uri) === 'editor') return face.editorReturn.listener();
  const port = settings.redirectPort(uri);
  const listening = await face.listenForRedirect(port, pages());
  if (!listening.ok) throw new ExpectedError(portTaken(port, listening.failure));
  return listening.value;
}

/** Where the browser runs on another machine than the extension, VS Code forwards the port or the link. */
async function reachable(listening: string, byName: boolean): Promise<string> {
  const address = byName ? listening.replace('127.0.0.1', 'localhost') : listening;
  if (vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop) return address;
  return (await vscode.env.asExternalUri(vscode.Uri.parse(address, true))).toString(true);
}

/** As text, for `Uri` would write the parameters in another way. */
async function openPage(url: string, redirectUri: string): Promise<void> {
  const opened = await vscode.env.openExternal(url as unknown as vscode.Uri);
  if (opened) return;
  throw new ExpectedError(
    vscode.l10n.t(
      'The browser was not opened. The authorization server must know the redirect address {0}.',
      redirectUri,
    ),
  );
}

const pages = (): { readonly done: string; readonly refused: string; readonly unknown: string } => ({
  done: vscode.l10n.t('You are signed in. You can close this page and go back to the editor.'),
  refused: vscode.l10n.t('The sign-in was refused. The editor says why; you can close this page.'),
  unknown: vscode.l10n.t('No sign-in is waiting for this page. Start it again in the editor.'),
});

function portTaken(port: number, code: string): string {
  return vscode.l10n.t(
    'The browser cannot come back: port {0} of this machine is taken or not allowed ({1}). Choose another one in the setting integrations.signIn.port, and register http://127.0.0.1:PORT/callback at the authorization server.',
    port,
    code,
  );
}
