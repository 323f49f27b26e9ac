// Every document of the collection is read as its list says; where not, the table below says why.
import assert from 'node:assert/strict';
import type { SecurityScheme } from '../../src/core/model.ts';
import { modelOf, openDocument, operationOf } from '../../src/core/models/readDocument.ts';
import { besideOf, bytesOf, listed, type Listed } from '../help/corpus.ts';

/** The list counts what stands in the document itself; we follow its references to other files. */
const operationsInFiles: Readonly<Record<string, number>> = { 'conjur/openapi.yml': 41 };
/** The list leaves the protocol open where Swagger 2.0 gives a host without schemes; we take http, as the platform does. */
const serversOfOurs: Readonly<Record<string, readonly string[]>> = {
  'itential-assets__gitlab__cloud_4.json': ['http://gitlab.com'],
};

/** In the list's words: it has Swagger 2.0's names as they are, every flow of a scheme, and kinds that nobody knows. */
function kindOf(scheme: SecurityScheme): RegExp {
  switch (scheme.type) {
    case 'apiKey':
      return new RegExp(`^apiKey:${scheme.in}$`);
    case 'awsSigV4':
      return /^apiKey:header$/;
    case 'basic':
      return /^(http:)?basic$/i;
    case 'bearer':
      return /^http:bearer$/i;
    case 'oauth2':
      return new RegExp(`^oauth2\\((${flows[scheme.flow]})(\\+\\w+)*\\)$`);
    case 'unsupported':
      return new RegExp(`^${scheme.declared.replace(' ', ':')}$`);
    case 'openIdConnect':
    case 'mutualTLS':
      return new RegExp(`^${scheme.type}$`);
  }
}
const flows = {
  implicit: 'implicit',
  password: 'password',
  clientCredentials: 'clientCredentials|application',
  authorizationCode: 'authorizationCode|accessCode',
};

async function check(entry: Listed): Promise<void> {
  const document = openDocument(bytesOf(entry.file));
  if (entry.fragment) {
    assert.match('error' in document ? document.error : '', /neither "openapi" nor "swagger"/);
    return;
  }
  if ('error' in document) throw new Error(document.error);
  const reading = await modelOf(document, besideOf(entry.file));
  if ('error' in reading) throw new Error(reading.error);
  const { model } = reading;
  assert.equal(model.title, entry.title?.trim());
  assert.equal(model.openapi, entry.version);
  assert.equal(model.operations.length, operationsInFiles[entry.file] ?? entry.operations);
  assert.equal(model.schemes.length, entry.securitySchemes?.length);
  for (const [index, scheme] of model.schemes.entries())
    assert.match(entry.securitySchemes?.[index] ?? '', kindOf(scheme));
  assert.deepEqual(model.servers, serversOfOurs[entry.file] ?? entry.servers);
  for (const operation of model.operations.filter((_, index) => index % 50 === 0))
    assert.ok('detail' in (await operationOf(document, besideOf(entry.file), operation)));
}

describe('the collection of vendors’ documents', () => {
  if (listed.length === 0) it.skip('is not on this machine');
  for (const entry of listed) it(entry.file, () => check(entry));
});
