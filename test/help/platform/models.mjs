// The calls of integration models (1, 3.3).
import { defaultProperties } from './defaults.mjs';
import { page } from './lists.mjs';
import { structureErrors } from './structure.mjs';

const PREFIX = '@itential/adapter_';

/** @returns {Record<string, (call: any) => any>} By method and path. */
export const modelRoutes = (platform) => {
  const { models, switches } = platform;
  const missing = (name) => platform.error(500, `Cannot find integration model ${name}`);
  const found = (name, run) => (models.has(name) ? run(models.get(name)) : missing(name));
  return {
    'GET /integration-models': ({ query }) => {
      const listed = page([...models.values()].map(wrapperOf), query, (model, key) => model[key], ['versionId']);
      if (listed.error) return platform.error(500, listed.error);
      return { json: { integrationModels: listed.results, total: listed.total } };
    },
    // Not wrapped in `{data}` (1.3); a missing one is a 500, never a 404 (3.1).
    'GET /integration-models/:name': ({ name }) => found(name, (model) => ({ json: wrapperOf(model) })),
    'GET /integration-models/:name/export': ({ name }) =>
      found(name, ({ document }) => ({ json: switches.exported === 'wrapped' ? { model: document } : document })),
    // Of 6.x only (3.3).
    ...(switches.release === '6' && {
      'GET /integration-models/:name/securitySchemes': ({ name }) =>
        found(name, ({ document }) => ({ json: document.components?.securitySchemes ?? {} })),
    }),
    'POST /integration-models': ({ body }) => createModel(platform, body?.model),
    'PUT /integration-models': ({ body }) => updateModel(platform, body?.model),
    'PUT /integration-models/validation': ({ body }) => validateModel(platform, body?.model),
    'DELETE /integration-models/:name': ({ name }) => found(name, (model) => deleteModel(platform, name, model)),
  };
};

/** The first error alone is useful (9), but all of them come, as a bare array (1.6). */
function createModel(platform, document) {
  const errors = structureErrors(document);
  if (errors.length > 0) return { status: 500, json: errors };
  const versionId = `${document.info.title}:${document.info.version}`;
  if (platform.models.has(versionId)) return platform.error(500, `Integration model ${versionId} already exists`);
  const model = addModel(platform, document);
  const json = { status: 'Created', message: `Successfully created ${versionId}`, data: wrapperOf(model) };
  return { status: platform.switches.createdStatus, json };
}

export function addModel({ models, switches }, document) {
  const versionId = `${document.info.title}:${document.info.version}`;
  const model = { versionId, document: structuredClone(document), properties: defaultProperties(document, switches) };
  models.set(versionId, model);
  return model;
}

/** The document names itself: there is no name in the path (3.3). */
function updateModel(platform, document) {
  const versionId = `${document?.info?.title}:${document?.info?.version}`;
  if (platform.switches.updateModel === 'fails') return platform.error(500, 'Cannot update integration model');
  if (!platform.models.has(versionId)) return platform.error(500, `Cannot find integration model ${versionId}`);
  const model = addModel(platform, document);
  return { json: { status: 'OK', message: `Successfully updated ${versionId}`, data: wrapperOf(model) } };
}

function validateModel({ switches }, document) {
  const errors = structureErrors(document);
  if (errors.length === 0) return { json: { status: 'OK', message: 'The integration model is valid' } };
  // `message` is a string, or a list of validation errors (3.3).
  if (switches.invalid === 200) return { json: { status: 'Invalid', message: errors } };
  return { status: switches.invalid, json: errors };
}

/** Instances block it; what is deleted may stay visible for a moment (1.8). */
function deleteModel(platform, name, model) {
  const users = [...platform.integrations.values()].filter(({ properties }) => properties.type === name);
  if (users.length > 0 && platform.switches.modelBlocked)
    return platform.error(500, `Cannot delete integration model ${name}: it is used by ${users.length} integrations`);
  const remove = () => platform.models.get(name) === model && platform.models.delete(name);
  if (platform.switches.deletionMs === 0) remove();
  else setTimeout(remove, platform.switches.deletionMs).unref();
  return { json: { status: 'OK', message: `Successfully deleted ${name}` } };
}

/** The four keys of the capture (1.3); `description` may be missing. */
function wrapperOf({ versionId, document, properties }) {
  const { description } = document.info;
  return { model: PREFIX + versionId, versionId, ...(description && { description }), properties };
}
