// The pre-flight of a model: says before the import what the platform would refuse or silently spoil.
import * as vscode from 'vscode';
import type { Preflight } from '../../core/preflight/preflight.ts';
import type { Position } from '../../core/lines.ts';
import type { PlatformConnection } from '../../core/platform/platform.ts';
import type { Severity } from '../../core/problem.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { caution, complain, inform, withCancel } from '../notify.ts';
import { oneOf } from '../platforms/chosenConnection.ts';
import { documentBytes } from '../documentText.ts';
import { besideOf, filesWith, looseFile } from '../models/modelFiles.ts';
import { openRemote, validatorOf } from '../platforms/importToPlatform.ts';
import { ExpectedError } from '../expectedError.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import { activeUri, modelFor, uriOf } from '../target.ts';

export async function validateModel(face: Face, arg?: unknown): Promise<void> {
  const uri = await documentFor(face, arg);
  const file = vscode.workspace.asRelativePath(uri);
  const title = vscode.l10n.t('Validating {0}', file);
  const preflight = await withCancel(title, (signal) => face.modelProblems.validate(uri, signal));
  void guarded(face, 'validateModel', () => announce(face, preflight, uri, file));
}

/** A document of a tree node, the one that is being edited, or a model of the user's choice. */
async function documentFor(face: Face, arg: unknown): Promise<vscode.Uri> {
  const given = uriOf(arg);
  if (given) return given;
  const active = arg === undefined ? activeUri() : undefined;
  if (active && /(?<!\.integration)\.(json|ya?ml)$/i.test(active.path)) return active;
  const { entry } = await modelFor(face, arg, vscode.l10n.t('Validate which model?'));
  return vscode.Uri.parse(entry.uri);
}

async function announce(face: Face, preflight: Preflight, uri: vscode.Uri, file: string): Promise<void> {
  const count = (severity: Severity): number => preflight.problems.filter((each) => each.severity === severity).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('information')];
  const verdict = errors + warnings + preflight.lost === 0 ? vscode.l10n.t('ready to import') : '';
  const text = [verdict, ...counted(errors, warnings, notes)].filter(Boolean).join(', ');
  const message = `${preflight.id || file}: ${text}. ${losses(preflight)}`.trim();
  const show = vscode.l10n.t('Show Problems');
  const onPlatform = platformButton(face, uri);
  const actions = [...(preflight.problems.length > 0 ? [show] : []), ...(onPlatform ? [onPlatform] : [])];
  const tell = errors > 0 ? complain : warnings > 0 ? caution : inform;
  const choice = await tell(message, ...actions);
  if (choice === show) await showFirst(preflight.problems[0]?.start, uri);
  else if (choice === onPlatform && choice !== undefined) await validateOnPlatform(face, uri, file);
}

/** The platform of the document, the only one, or one to choose. */
function platformButton(face: Face, uri: vscode.Uri): string | undefined {
  const [only, ...others] = connectionsFor(face, uri);
  if (!only) return undefined;
  return others.length > 0 ? vscode.l10n.t('Validate on Platform…') : vscode.l10n.t('Validate on {0}', only.name);
}

function connectionsFor(face: Face, uri: vscode.Uri): readonly PlatformConnection[] {
  const { all } = face.connections;
  return isRemote(uri) ? all.filter(({ id }) => id === uri.authority) : all;
}

/** Its verdict stands in the Problems panel beside ours. */
async function validateOnPlatform(face: Face, uri: vscode.Uri, file: string): Promise<void> {
  const each = await oneOf(connectionsFor(face, uri), vscode.l10n.t('Validate on which platform?'));
  const remote = await openRemote(face, each);
  const title = vscode.l10n.t('Validating {0} on {1}', file, each.name);
  const faults = await withCancel(title, async (signal) => {
    const document = await documentBytes(uri);
    const file = { ...looseFile(document.bytes), ...besideOf(uri) };
    const beside = await filesWith(face.models, file, uri, signal);
    const found = await validatorOf(remote)(await face.modelProblems.toJson(document.bytes, beside, signal), signal);
    if (typeof found === 'string') throw new ExpectedError(found);
    await face.modelProblems.showFaults(uri, document, each.name, found, signal);
    return found;
  });
  const show = vscode.l10n.t('Show Problems');
  if (faults.length === 0) await inform(vscode.l10n.t('{0} would take {1}.', each.name, file));
  else if (
    (await complain(vscode.l10n.t('{0} would refuse {1}: {2}', each.name, file, faults[0]?.message ?? ''), show)) ===
    show
  )
    await showFirst(undefined, uri);
}

/** The panel has the problems of all files; the document is where they can be mended. */
async function showFirst(start: Position | undefined, uri: vscode.Uri): Promise<void> {
  const at = new vscode.Position(start?.line ?? 0, start?.character ?? 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}

function counted(errors: number, warnings: number, notes: number): string[] {
  const { t } = vscode.l10n;
  return [
    errors > 0 ? (errors === 1 ? t('1 error') : t('{0} errors', errors)) : '',
    warnings > 0 ? (warnings === 1 ? t('1 warning') : t('{0} warnings', warnings)) : '',
    notes > 0 ? (notes === 1 ? t('1 note') : t('{0} notes', notes)) : '',
  ];
}

function losses({ lost, operations }: Preflight): string {
  return lost > 0 ? vscode.l10n.t('{0} of {1} operations would be lost.', lost, operations) : '';
}
