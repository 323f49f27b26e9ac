// What the user can ask for beyond typing: commands and quick fixes, each on a document that has everything typed.
import * as l10n from '@vscode/l10n';
import { samePath, toPointer, type Path } from '../src/core/pointer.ts';
import type { PageCommand, Snapshot } from '../src/protocol.ts';
import type { Announcer } from './announce.ts';
import type { Edits } from './edits.ts';
import type { Actions } from './fields/control.ts';
import type { Host, Question } from './host.ts';

/** What the actions must know of the page. */
interface View {
  last(): Snapshot | undefined;
  reveal(path: Path): boolean;
}

export function createActions(host: Host, edits: Edits, announcer: Announcer, view: View): Actions {
  const ask = async (question: Question): Promise<void> => {
    const { ok, message } = await host.ask(question);
    if (!ok && message) announcer.say(message);
  };
  return {
    edits,
    command: (command, path) => void runCommand(command, path),
    fix: (path, problem, fix, title) => void runFix(path, problem, fix, title),
    typing: (path, value) => void host.ask({ type: 'typing', path, value }),
    async showSecret(path) {
      const { ok, value, message } = await host.ask({ type: 'showSecret', path });
      if (!ok && message) announcer.say(message);
      return ok ? value : undefined;
    },
  };

  /** A command sees the document, so everything typed must be in it first. */
  async function runCommand(command: PageCommand, path: Path | undefined): Promise<void> {
    const isComplete = await edits.settle();
    const refused = edits.firstRefused();
    if (command === 'testCall' && !isComplete && refused) {
      view.reveal(refused);
      announcer.say(l10n.t('Not tested: a value was refused. {0}', edits.refusal(toPointer(refused)) ?? ''));
    } else await ask({ type: 'command', command, ...(path && { path }) });
  }

  /** A fix is named by its place, which the edits that were just sent may have moved. */
  async function runFix(path: Path, problem: number, fix: number, title: string): Promise<void> {
    edits.forget(toPointer(path));
    await edits.settle();
    const snapshot = view.last();
    const titles = fixesAt(snapshot, path, problem);
    if (snapshot && titles?.[fix] === title) await ask({ type: 'fix', path, problem, fix, version: snapshot.version });
    else announcer.say(l10n.t('The text has changed meanwhile; choose again.'));
  }
}

function fixesAt(snapshot: Snapshot | undefined, path: Path, problem: number): readonly string[] | undefined {
  if (path.length === 0) return snapshot?.notices[problem]?.fixes;
  const groups = snapshot?.form?.tabs.flatMap((tab) => tab.groups) ?? [];
  const field = groups.flatMap((group) => group.fields).find((field) => samePath(field.path, path));
  return field?.problems[problem]?.fixes;
}
