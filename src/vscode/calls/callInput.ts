// Asks for the parameters and the body of an operation, offering what was given last.
import * as vscode from 'vscode';
import type { CallInput, GivenParameter } from '../../core/requests/callInput.ts';
import type { Json } from '../../core/json.ts';
import type { OperationDetail, Parameter, RequestBody } from '../../core/model.ts';
import { referencesIn } from '../../core/secrets/secrets.ts';
import type { TestCalls } from '../../core/calls/testCalls.ts';
import { plain } from '../notify.ts';
import { ask } from '../target.ts';

/** What was typed for an operation of an integration; it may hold secrets, so it stays in memory. */
const typedBefore = new Map<string, string>();

export async function askInput(calls: TestCalls, uri: vscode.Uri, detail: OperationDetail): Promise<CallInput> {
  const key = `${uri.toString()} ${detail.operation.id}`;
  const wanted = [
    ...detail.parameters.filter(({ required }) => required),
    ...(await chooseOptional(key, detail.parameters)),
  ];
  const parameters: GivenParameter[] = [];
  for (const parameter of wanted) parameters.push(await askParameter(calls, key, parameter));
  const body = detail.body && (await askBody(calls, key, detail.body));
  return { parameters, ...(body !== undefined && { body }) };
}

/** Whether the operation takes what is not text: a file as its body, or among the fields of a form. */
export function needsFile(calls: TestCalls, detail: OperationDetail): boolean {
  const { value } = calls.readCallDocument(calls.sampleCall('', detail));
  return 'bodyFile' in value || 'files' in value;
}

type Item = vscode.QuickPickItem & { readonly parameter: Parameter };

async function chooseOptional(key: string, parameters: readonly Parameter[]): Promise<Parameter[]> {
  const optional = parameters.filter(({ required }) => !required);
  if (optional.length === 0) return [];
  const items = optional.map((parameter): Item => ({
    label: parameter.name,
    description: parameter.in,
    detail: firstLine(parameter.description),
    picked: typedBefore.has(inputKey(key, parameter)),
    parameter,
  }));
  const placeHolder = vscode.l10n.t('Which optional parameters? None is fine: press Enter.');
  const chosen = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder, ignoreFocusOut: true });
  if (!chosen) throw new vscode.CancellationError();
  return chosen.map(({ parameter }) => parameter);
}

async function askParameter(calls: TestCalls, key: string, parameter: Parameter): Promise<GivenParameter> {
  const typed = await ask({
    title: `${parameter.name} (${parameter.in})`,
    prompt: firstLine(parameter.description) || vscode.l10n.t('Value of the parameter'),
    value: typedBefore.get(inputKey(key, parameter)) ?? suggestion(parameter.example ?? parameter.schema['default']),
    validateInput: (text) => wrongValue(calls, parameter, text),
  });
  typedBefore.set(inputKey(key, parameter), typed);
  return { in: parameter.in, name: parameter.name, value: calls.readValue(parameter, typed) };
}

/** The same is asked of the value of a call document; whoever wants to send another one writes `unchecked` there. */
function wrongValue(calls: TestCalls, parameter: Parameter, text: string): string | undefined {
  if (text === '' && parameter.in === 'path') return vscode.l10n.t('A part of the path cannot be empty.');
  // What a reference stands for is known when the call is made.
  if (referencesIn(text).length > 0) return undefined;
  return refusal(calls.checkValue(parameter.schema, calls.readValue(parameter, text)));
}

const refusal = (wrong: string | undefined): string | undefined =>
  wrong === undefined
    ? undefined
    : plain(
        vscode.l10n.t(
          'The model says: {0}. A call document with "unchecked" sends it all the same.',
          wrong.replace(/\.$/, ''),
        ),
      );

async function askBody(calls: TestCalls, key: string, body: RequestBody): Promise<string | undefined> {
  const typed = await ask({
    title: vscode.l10n.t('Body ({0})', body.contentType),
    prompt: body.required
      ? firstLine(body.description) || vscode.l10n.t('The request body')
      : vscode.l10n.t('The request body; leave it empty to send none'),
    value: typedBefore.get(`${key} body`) ?? suggestion(body.example ?? calls.sampleBody(body)),
    validateInput: (text) => wrongBody(calls, body, text),
  });
  typedBefore.set(`${key} body`, typed);
  return typed === '' && !body.required ? undefined : typed;
}

function wrongBody(calls: TestCalls, body: RequestBody, text: string): string | undefined {
  if ((text === '' && !body.required) || referencesIn(text).length > 0) return undefined;
  return refusal(calls.checkBody(body, text));
}

const inputKey = (key: string, parameter: Parameter): string => `${key} ${parameter.in} ${parameter.name}`;
const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? '';

function suggestion(example: Json | undefined): string {
  return example === undefined ? '' : typeof example === 'string' ? example : JSON.stringify(example);
}
