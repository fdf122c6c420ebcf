import bees from './bees.md?raw';
import lighthouses from './lighthouses.md?raw';
import sourdough from './sourdough.md?raw';
import type { Studio } from '../api/studio';

/** Lists show the newest first: the last one here is the first one there. */
const samples = [
  { key: 'sample-lighthouses', title: 'Light at the edge of the sea', content: lighthouses },
  { key: 'sample-sourdough', title: 'What happens in a sourdough', content: sourdough },
  { key: 'sample-bees', title: 'How bees find their way home', content: bees },
];

const flag = (userId: string) => `realtime-mesh.samples.${userId}`;

/**
 * Gives a user who has no documents something to start with, once: who deletes all does not get them back.
 * Two tabs at once send the same keys, so each sample is added once.
 * Returns the ids of those that were added.
 */
export async function addSamples(
  studio: Pick<Studio, 'list' | 'addDocument'>,
  userId: string,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): Promise<string[]> {
  if (storage.getItem(flag(userId)) !== null) {
    return [];
  }

  const added: string[] = [];
  const { items } = await studio.list('documents', undefined);
  if (items.length === 0) {
    for (const { key, title, content } of samples) {
      added.push((await studio.addDocument({ title, content }, { idempotencyKey: key })).id);
    }
  }

  storage.setItem(flag(userId), 'done');
  return added;
}
