// One open form: it says how the document looks whenever that changes, and does what the page asks for.
import * as vscode from 'vscode';
import { toPointer, type Path } from '../../core/pointer.ts';
import { readToHost, type ToHost, type ToWebview } from '../../protocol.ts';
import type { Face } from '../face.ts';
import { act } from './formActions.ts';
import { drawForm, type Drawing } from './formDrawing.ts';
import type { Done } from './formFields.ts';
import { levelAtOnce } from './formLevels.ts';
import { logFault } from '../guarded.ts';
import { messageOf } from '../messages.ts';
import { tellUnsent } from './unsentSecrets.ts';
import { isRemote } from '../platforms/remoteAddress.ts';

const isOf = ({ uri }: vscode.TextDocument, connection: string): boolean =>
  isRemote(uri) && uri.authority === connection;

const edits: ReadonlySet<ToHost['type']> = new Set(['set', 'reset', 'secret', 'paste', 'choose', 'items', 'entries']);

export class FormPage {
  readonly #face: Face;
  readonly #document: vscode.TextDocument;
  readonly #webview: vscode.Webview;
  readonly #subscriptions: vscode.Disposable[];
  #drawing: Drawing | undefined;
  /** The page is there and nothing has closed it. */
  #listening = false;
  #busy = false;
  #stale = false;
  /** Edits of fields that are on their way into the document. */
  readonly #edits = new Set<Promise<unknown>>();
  /** Secrets that are being typed, by the pointers of their fields: the page has their values, the host does not. */
  readonly #typed = new Set<string>();

  constructor(face: Face, document: vscode.TextDocument, webview: vscode.Webview) {
    this.#face = face;
    this.#document = document;
    this.#webview = webview;
    const mine = (uri: vscode.Uri): boolean => uri.toString() === document.uri.toString();
    const draw = (): void => void this.#draw();
    this.#subscriptions = [
      webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)),
      // Who presses Save after the last key means that key too.
      vscode.workspace.onWillSaveTextDocument(
        (event) => mine(event.document.uri) && event.waitUntil(Promise.allSettled(this.#edits)),
      ),
      vscode.workspace.onDidChangeTextDocument((event) => mine(event.document.uri) && draw()),
      face.problems.onDidChange((uris) => uris.some(mine) && draw()),
      face.reports.onDidChange((uri) => mine(uri) && draw()),
      face.secrets.onDidChange(draw),
      // What the user may do has perhaps changed.
      face.connections.onDidChange((uris) => uris.some(({ authority }) => isOf(document, authority)) && draw()),
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration('integrations.platform') && draw(),
      ),
    ];
  }

  dispose(): void {
    this.#listening = false;
    tellUnsent(this.#document.uri, this.#drawing, this.#typed);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #receive(raw: unknown): Promise<void> {
    const message = readToHost(raw);
    if (!message) {
      this.#face.log.warn('A message of the form was not understood and ignored.');
      return;
    }
    if (message.type === 'ready') {
      this.#listening = true;
      this.#typed.clear();
      return this.#draw();
    }
    if (message.type === 'typing' || message.type === 'secret') this.#noteTyping(message.path, message.value === true);
    const failed = (error: unknown): Done => ({ refusal: messageOf(error) });
    // What saves the document itself must not be waited for by its saving.
    const savesItself = message.type === 'set' && levelAtOnce(this.#document, message.path, message.value);
    const acting = act(this.#face, this.#document, this.#drawing, message).catch(failed);
    if (edits.has(message.type) && !savesItself) this.#edits.add(acting);
    const { refusal, note, value } = await acting;
    this.#edits.delete(acting);
    // What was refused is in its field still, and nowhere else.
    if (message.type === 'secret' && refusal !== undefined) this.#noteTyping(message.path, true);
    const { id } = message;
    const { version } = this.#document;
    const outcome =
      refusal === undefined
        ? { ok: true, ...(note !== undefined && { message: note }) }
        : { ok: false, message: refusal };
    this.#say({ type: 'answer', id, version, ...outcome, ...(value !== undefined && { value }) });
  }

  #noteTyping(path: Path, isTyped: boolean): void {
    if (isTyped) this.#typed.add(toPointer(path));
    else this.#typed.delete(toPointer(path));
  }

  /** Sends the newest state; while one is being made, at most one more is needed. */
  async #draw(): Promise<void> {
    this.#stale = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#stale && this.#listening) {
        this.#stale = false;
        this.#drawing = await drawForm(this.#face, this.#document);
        this.#say(this.#drawing.snapshot);
      }
    } catch (error) {
      logFault(this.#face, 'form', error);
    } finally {
      this.#busy = false;
    }
  }

  #say(message: ToWebview): void {
    if (this.#listening) void this.#webview.postMessage(message);
  }
}
