// What is kept of a platform is brought back to that platform, whatever became of its connection.
import assert from 'node:assert/strict';
import { connectionOf, nameThen } from '../../src/core/platform/connectionOf.ts';

const dev = { id: 'dev', name: 'Dev', url: 'https://dev.example.com' };
const then = { connection: 'dev', url: dev.url };

describe('the connection of what is kept', () => {
  it('is the one of that time', () => {
    const other = { id: 'other', name: 'Other', url: dev.url };
    assert.equal(connectionOf([other, dev], then), dev);
    assert.equal(nameThen(dev, then), 'Dev');
  });
  it('is the one that was made anew for the same address', () => {
    const anew = { ...dev, id: 'dev-2' };
    assert.equal(connectionOf([anew], then), anew);
  });
  it('is not the one of that time where it leads to another platform by now and another one leads there', () => {
    const [edited, anew] = [
      { ...dev, name: 'Production', url: 'https://prod.example.com' },
      { ...dev, id: 'dev-2' },
    ];
    assert.equal(connectionOf([edited, anew], then), anew);
  });
  it('says where it led, if no other leads there', () => {
    const edited = { ...dev, url: 'https://new.example.com' };
    assert.equal(connectionOf([edited], then), edited);
    assert.equal(nameThen(edited, then), 'Dev (which was https://dev.example.com then)');
    assert.equal(connectionOf([{ ...edited, id: 'new' }], then), undefined);
  });
});
