import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/api/errors';
import type { DocumentView } from '../../src/api/views';
import { addSamples } from '../../src/samples/samples';

/** The API's answer to a repeated key is the first one, also here. */
class Documents {
  readonly added = new Map<string, string>();
  requests = 0;

  constructor(private readonly existing: DocumentView[] = []) {}

  list = async () => ({ items: this.existing }) as never;

  addDocument = async ({ title }: { title: string }, { idempotencyKey = `none ${this.requests}` }: { idempotencyKey?: string | undefined } = {}) => {
    this.requests++;
    this.added.set(idempotencyKey, title);
    return { id: idempotencyKey, jobId: idempotencyKey };
  };
}

class Storage {
  private readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
}

describe('sample documents', () => {
  it('are given to a user who has none, the one to begin with last', async () => {
    const documents = new Documents();
    const ids = await addSamples(documents, 'alice', new Storage());
    expect([...documents.added.values()]).toHaveLength(3);
    expect([...documents.added.values()].at(-1)).toBe('How bees find their way home');
    expect(ids).toEqual([...documents.added.keys()]);
  });

  it('are not given to a user who has documents', async () => {
    const documents = new Documents([{ id: '1' } as DocumentView]);
    expect(await addSamples(documents, 'alice', new Storage())).toEqual([]);
    expect(documents.requests).toBe(0);
  });

  it('do not come back to a user who has deleted them', async () => {
    const storage = new Storage();
    await addSamples(new Documents(), 'alice', storage);
    const documents = new Documents();
    await addSamples(documents, 'alice', storage);
    expect(documents.requests).toBe(0);
  });

  it('are given to each user of a browser', async () => {
    const storage = new Storage();
    await addSamples(new Documents(), 'alice', storage);
    const documents = new Documents();
    await addSamples(documents, 'bob', storage);
    expect(documents.added.size).toBe(3);
  });

  it('are added once by two tabs at once', async () => {
    const documents = new Documents();
    const storage = new Storage();
    await Promise.all([addSamples(documents, 'alice', storage), addSamples(documents, 'alice', storage)]);
    expect(documents.requests).toBe(6);
    expect(documents.added.size).toBe(3);
  });

  it('are completed after an attempt that broke off', async () => {
    const storage = new Storage();
    const documents = new Documents();
    const broken = { ...documents, list: documents.list, addDocument: async () => Promise.reject(new ApiError('Away.', 503)) };
    await expect(addSamples(broken, 'alice', storage)).rejects.toThrow('Away.');
    await addSamples(documents, 'alice', storage);
    expect(documents.added.size).toBe(3);
  });
});
