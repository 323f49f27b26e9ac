// The files that a document of several files refers to.
import assert from 'node:assert/strict';
import { fileReferences } from '../../src/core/fileReferences.ts';

describe('the files that a document refers to', () => {
  it('are found in JSON and YAML, each once and without fragment', () => {
    assert.deepEqual(fileReferences('{"$ref": "parts/pet.json#/Pet", "b": {"$ref":"parts/pet.json"}}'), [
      'parts/pet.json',
    ]);
    assert.deepEqual(fileReferences(`a:\n  $ref: ./parts/pet.yaml#/Pet\nb:\n  '$ref': "../up.yaml"`), [
      'parts/pet.yaml',
      '../up.yaml',
    ]);
  });
  it('are seen from the document, also when another file names them', () =>
    assert.deepEqual(fileReferences('$ref: ../sizes.json', 'parts/pet.yaml'), ['sizes.json']));
  it('are no places in the document itself, and nothing in the network or elsewhere on the machine', () =>
    assert.deepEqual(fileReferences('$ref: "#/a"\n$ref: https://example.com/a.json\n$ref: /etc/passwd'), []));
});
