// The whole state of a form at one moment, as the page draws it.
import * as vscode from 'vscode';
import { buildForm } from '../../core/form/buildForm.ts';
import { largestIntegration, modelsIn, tooLarge } from '../../core/catalog.ts';
import type { Form } from '../../core/form.ts';
import { readIntegration, unreadable, type Integration } from '../../core/integration.ts';
import { noticeOf, problemsBeside } from '../../core/form/notices.ts';
import { isNothing, mayChange, type Access } from '../../core/platform/access.ts';
import type { PlatformCommand } from '../../core/platform/commandNeeds.ts';
import type { Path } from '../../core/pointer.ts';
import type { Problem } from '../../core/problem.ts';
import { succeeded } from '../../core/report.ts';
import { referencesIn, textsIn, writeReference } from '../../core/secrets/secrets.ts';
import { reason, summarize } from '../../core/calls/summary.ts';
import type { SecretReference } from '../../core/world.ts';
import type { Broken, LastTest, Notice, Snapshot } from '../../protocol.ts';
import type { Face } from '../face.ts';
import { certificateDetails } from './formCertificates.ts';
import { accessTo, whyLimited, withPermittedFixes } from '../platforms/documentAccess.ts';
import { refusalFor } from '../platforms/permitted.ts';
import { isReadOnly } from '../readOnly.ts';

/** The snapshot with what it was made from: messages of the page refer to these. */
export interface Drawing {
  readonly snapshot: Snapshot;
  readonly form: Form | undefined;
  readonly problems: readonly Problem[];
  /** Those that the head of the page tells. */
  readonly beside: readonly Problem[];
  readonly access: Access;
}

export async function drawForm(face: Face, document: vscode.TextDocument): Promise<Drawing> {
  const text = document.getText();
  const { version } = document;
  const integration = readIntegration(text.length > largestIntegration ? '' : text);
  const access = accessTo(face, document);
  const problems = withPermittedFixes(await face.problems.check(document.uri, text), integration, access);
  const broken = brokenAt(document, text, integration, problems);
  const form = broken ? undefined : await formOf(face, document, integration, text, problems, access);
  const beside = form ? problemsBeside(form, problems, lastTest(face, document.uri)?.message) : [];
  const snapshot = snapshotOf(face, document, version, integration, beside, form, broken, access);
  return { snapshot, form, problems, beside, access };
}

async function formOf(
  face: Face,
  document: vscode.TextDocument,
  integration: Integration,
  text: string,
  problems: readonly Problem[],
  access: Access,
): Promise<Form> {
  const model = modelsIn(face.catalog.homes).get(integration.modelId);
  const [has, details] = await Promise.all([
    knownSecrets(face, document.uri, integration),
    certificateDetails(face, document.uri, integration, model),
  ]);
  const isLocked = (path: Path): boolean => !mayChange(access, integration, path);
  return buildForm({ integration, text, model, problems, has, details, isLocked });
}

function snapshotOf(
  face: Face,
  document: vscode.TextDocument,
  version: number,
  integration: Integration,
  beside: readonly Problem[],
  form: Form | undefined,
  broken: Broken | undefined,
  access: Access,
): Snapshot {
  const mayRun = (command: PlatformCommand): boolean => refusalFor(face, command, document.uri) === undefined;
  const limited = whyLimited(face, document, access);
  const told: Notice[] = limited === undefined ? [] : [{ severity: 'information', message: limited, fixes: [] }];
  const test = lastTest(face, document.uri);
  return {
    type: 'snapshot',
    version,
    name: integration.name || vscode.l10n.t('Integration without a name'),
    fileName: vscode.workspace.asRelativePath(document.uri),
    model: integration.modelId,
    notices: [...told, ...beside.map(noticeOf)],
    editable: !isNothing(access),
    dirty: document.isDirty,
    can: {
      testCall: form !== undefined && vscode.workspace.isTrusted,
      clone: form !== undefined && mayRun('cloneIntegration'),
      delete: !isReadOnly(document.uri) && mayRun('deleteIntegration'),
    },
    ...(form && { form }),
    ...(broken && { broken }),
    ...(test && { lastTest: test }),
  };
}

function brokenAt(
  document: vscode.TextDocument,
  text: string,
  integration: Integration,
  problems: readonly Problem[],
): Broken | undefined {
  if (text.length > largestIntegration) return { message: tooLarge(text.length), line: 0, column: 0 };
  const [error] = integration.errors;
  // In the words of the Problems panel, where it has some: then also at its place.
  const spoken = problems.find(({ code }) => code === 'syntax');
  const message = error ? (spoken?.message ?? error.message) : unreadable(integration);
  if (message === undefined) return undefined;
  const { line, character } = document.positionAt(spoken?.span?.offset ?? error?.offset ?? 0);
  return { message, line, column: character };
}

function lastTest(face: Face, uri: vscode.Uri): LastTest | undefined {
  const report = face.reports.of(uri);
  return report && { ok: succeeded(report), summary: summarize(report), message: reason(report) };
}

/** Which of the references in the text this machine has values for. */
async function knownSecrets(
  face: Face,
  uri: vscode.Uri,
  integration: Integration,
): Promise<(reference: SecretReference) => boolean> {
  const references = textsIn(integration.value).flatMap(({ text }) => referencesIn(text));
  const found = await Promise.all(
    references.map(async (reference) =>
      (await face.secrets.read(reference, uri)) === undefined ? [] : [writeReference(reference)],
    ),
  );
  const known = new Set(found.flat());
  return (reference) => known.has(writeReference(reference));
}
