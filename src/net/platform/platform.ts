// An Itential Platform over the network: its REST API as the calls that core describes. Sections are those of the
// platform's API reference as the public clients use it; what is not documented is read tolerantly.
import * as l10n from '@vscode/l10n';
import { readExact } from '../../core/exact.ts';
import { isObject, parseJson, type Json, type JsonObject } from '../../core/json.ts';
import type { Answered, Fault, OnPage, Platform, Refusal } from '../../core/platform/platform.ts';
import { outlineOf, readDecorators, readFaults, readModelId, readService } from '../../core/platform/readAnswers.ts';
import { readIntegrationPage, readModelPage } from '../../core/platform/readAnswers.ts';
import { failed, ok, type Answer } from '../../core/request.ts';
import { createPlatformCalls, type Call, type PlatformCalls } from './platformCalls.ts';
import { allPages, type PageReader } from './platformPages.ts';
import type { PlatformOptions } from './platformSession.ts';

export type { PlatformOptions } from './platformSession.ts';

/** Nothing is sent before the first call. */
export function createPlatform(options: PlatformOptions): Platform {
  const calls = createPlatformCalls(options);
  return { signIn: (...given) => calls.signIn(...given), ...integrationCalls(calls), ...modelCalls(calls) };
}

type IntegrationCalls = Omit<Platform, 'signIn' | 'models' | `${string}Model`>;

function integrationCalls(calls: PlatformCalls): IntegrationCalls {
  return {
    integrations: (signal, onPage) => list(calls, listIntegrations(), readIntegrationPage, signal, onPage),
    integration: (name, signal) => read(calls, name, signal),
    async secretPointers(name, signal) {
      const what = l10n.t('The schema of {0} could not be read', name);
      const path = `/schema${at(name)}`;
      const answered = await calls.call(
        { method: 'GET', path, what, permission: 'Schema.getIntegrationSchema' },
        signal,
      );
      return answered.ok ? ok(readDecorators(jsonOf(answered.value))) : answered;
    },
    createIntegration: (service, signal) => create(calls, service, signal),
    updateIntegration(name, service, signal) {
      const permission = 'Integrations.updateIntegration';
      return update(calls, name, { path: at(name), body: { properties: service }, permission }, signal);
    },
    updateProperties(name, configuration, signal) {
      const permission = 'Integrations.updateIntegrationProperties';
      const path = `${at(name)}/properties`;
      return update(calls, name, { path, body: { properties: configuration }, permission }, signal);
    },
    async deleteIntegration(name, signal) {
      const what = l10n.t('{0} could not be deleted', name);
      const permission = 'Integrations.deleteIntegration';
      return nothing(await calls.call({ method: 'DELETE', path: at(name), what, permission }, signal));
    },
    async setLogLevel(name, level, signal) {
      const what = l10n.t('The log level of {0} could not be changed', name);
      const path = `/adapters/${encodeURIComponent(name)}/loglevel`;
      // The key of the level is not documented: both spellings that were seen go along.
      const body = { properties: { ...level, loglevel: level.level } };
      const permission = 'Adapters.updateAdapterLogging';
      return nothing(await calls.call({ method: 'PUT', path, body, what, permission }, signal));
    },
  };
}

function modelCalls(calls: PlatformCalls): Pick<Platform, 'models' | Extract<keyof Platform, `${string}Model`>> {
  return {
    models: (signal, onPage) => list(calls, listModels(), readModelPage, signal, onPage),
    async exportModel(id, signal) {
      const what = l10n.t('The document of the model {0} could not be read', id);
      const permission = 'IntegrationModels.exportIntegrationModel';
      const answered = await calls.call({ method: 'GET', path: `${atModel(id)}/export`, what, permission }, signal);
      return answered.ok ? ok(answered.value.body) : answered;
    },
    async createModel(document, signal) {
      const what = l10n.t('The model could not be imported');
      if (document.length >= largestModel) return failed(tooLarge(what));
      const permission = 'IntegrationModels.createIntegrationModel';
      const call: Call = { method: 'POST', path: '/integration-models', body: wrapped(document), what, permission };
      const answered = await calls.call(call, signal);
      return answered.ok ? ok(readModelId(jsonOf(answered.value))) : answered;
    },
    async updateModel(document, signal) {
      const what = l10n.t('The model could not be changed in place');
      if (document.length >= largestModel) return failed(tooLarge(what));
      const permission = 'IntegrationModels.updateIntegrationModel';
      const call: Call = { method: 'PUT', path: '/integration-models', body: wrapped(document), what, permission };
      return nothing(await calls.call(call, signal));
    },
    deleteModel: (id, signal) => deleteModel(calls, id, signal),
    validateModel: (document, signal) => validate(calls, document, signal),
  };
}

/** Bytes; the clients of the platform refuse more. */
const largestModel = 15 * 1024 * 1024;

const at = (name: string): string => `/integrations/${encodeURIComponent(name)}`;
const atModel = (id: string): string => `/integration-models/${encodeURIComponent(id)}`;

const listIntegrations = (): Call => ({
  method: 'GET',
  path: '/integrations?sort=name',
  what: l10n.t('The integrations could not be listed'),
  permission: 'Integrations.getIntegrations',
});

const listModels = (): Call => ({
  method: 'GET',
  path: '/integration-models?sort=versionId',
  what: l10n.t('The models could not be listed'),
  permission: 'IntegrationModels.getIntegrationModels',
});

function list<T>(
  calls: PlatformCalls,
  call: Call,
  read: PageReader<T>,
  signal: AbortSignal,
  onPage?: OnPage,
): Answered<readonly T[]> {
  const get = (skip: number, limit: number): ReturnType<PlatformCalls['call']> =>
    calls.call({ ...call, path: `${call.path}&limit=${limit}&skip=${skip}` }, signal);
  return allPages(get, (answer) => read(jsonOf(answer)), onPage);
}

async function read(calls: PlatformCalls, name: string, signal: AbortSignal): Answered<JsonObject> {
  const what = l10n.t('{0} could not be read', name);
  const permission = 'Integrations.getIntegration';
  return serviceIn(await calls.call({ method: 'GET', path: at(name), what, permission }, signal), what);
}

/** What the answer to an update holds is not documented: where it is not the document, that is read. */
async function update(
  calls: PlatformCalls,
  name: string,
  call: Pick<Call, 'path' | 'body' | 'permission'>,
  signal: AbortSignal,
): Answered<JsonObject> {
  const what = l10n.t('{0} could not be saved', name);
  const answered = await calls.call({ ...call, method: 'PUT', what }, signal);
  if (!answered.ok) return answered;
  const given = serviceIn(answered, what);
  return given.ok ? given : read(calls, name, signal);
}

/** A platform can hand out an existing integration of the same model in place of the one that was asked for. */
async function create(calls: PlatformCalls, service: JsonObject, signal: AbortSignal): Answered<JsonObject> {
  const { name } = outlineOf(service);
  const what = l10n.t('{0} could not be created', name);
  const call: Call = { method: 'POST', path: '/integrations', body: { properties: service }, what };
  const made = serviceIn(await calls.call({ ...call, permission: 'Integrations.createIntegration' }, signal), what);
  if (!made.ok || outlineOf(made.value).name === name) return made;
  const message = l10n.t(
    '{0} could not be created: the platform answered with its existing integration {1} of the same model instead.',
    name,
    outlineOf(made.value).name,
  );
  return failed({ kind: 'exists', message });
}

/** Milliseconds between two looks whether a deleted model has gone, and how many there are. */
const pause = 250;
const looks = 12;

async function deleteModel(calls: PlatformCalls, id: string, signal: AbortSignal): Answered<undefined> {
  const what = l10n.t('The model {0} could not be deleted', id);
  const permission = 'IntegrationModels.deleteIntegrationModel';
  const answered = await calls.call({ method: 'DELETE', path: atModel(id), what, permission }, signal);
  if (!answered.ok) return answered;
  for (let look = 0; look < looks; look++) {
    const still = await calls.call({ method: 'GET', path: atModel(id), what }, signal);
    if (!still.ok) break;
    await new Promise((resume) => setTimeout(resume, pause));
  }
  return ok(undefined);
}

/** Whether a bad document is answered with 200 and a list or with an error is not documented: both are findings. */
async function validate(calls: PlatformCalls, document: Uint8Array, signal: AbortSignal): Answered<readonly Fault[]> {
  const what = l10n.t('The platform could not validate the model');
  const permission = 'IntegrationModels.validateIntegrationModel';
  const path = '/integration-models/validation';
  const answered = await calls.call({ method: 'PUT', path, body: wrapped(document), what, permission }, signal);
  if (!answered.ok) return answered.failure.faults ? ok(answered.failure.faults) : answered;
  return ok(readFaults(jsonOf(answered.value)) ?? []);
}

/** The document goes out as it is written: parsing it would spoil numbers and hold up the editor. */
function wrapped(document: Uint8Array): Uint8Array {
  const start = document[0] === 0xef && document[1] === 0xbb && document[2] === 0xbf ? 3 : 0;
  return Buffer.concat([Buffer.from('{"model":'), document.subarray(start), Buffer.from('}')]);
}

const tooLarge = (what: string): Refusal => ({
  kind: 'invalid',
  message: l10n.t('{0}: it has 15 MB or more, which the platform does not take.', what),
});

const jsonOf = ({ body }: Answer): Json | undefined => parseJson(new TextDecoder().decode(body));

type Given = Awaited<ReturnType<PlatformCalls['call']>>;

function serviceIn(answered: Given, what: string): Awaited<Answered<JsonObject>> {
  if (!answered.ok) return answered;
  const value = readExact(new TextDecoder().decode(answered.value.body));
  const service = readService(value);
  if (isObject(value) && outlineOf(service).name !== '') return ok(service);
  const message = l10n.t('{0}: the platform answered something that is no integration.', what);
  return failed({ kind: 'failed', message, status: answered.value.status });
}

const nothing = (answered: Given): Awaited<Answered<undefined>> => (answered.ok ? ok(undefined) : answered);
