import type { QueryClient, QueryKey } from '@tanstack/query-core';
import type { ConnectedEvent, UserEvent } from '../events.js';
import { collectionOf, queryKeys } from './keys.js';
import { createProgressHandler } from './progress.js';

/** What a handler can do. */
export interface HandlerContext {
  readonly queryClient: QueryClient;
  /** Marks all queries under the key as stale, and refetches those on screen: with the next frame, each once. */
  readonly invalidate: (queryKey: QueryKey) => void;
}

/** One handler for every type of `E`. */
export type Handlers<E extends { type: string }> = {
  readonly [T in E['type']]: (event: Extract<E, { type: T }>, context: HandlerContext) => void;
};

/** Every event but `connected`, which is about the stream and not about data. */
export type DataEvent = Exclude<UserEvent, ConnectedEvent>;

/**
 * What each event changes in the cache, unless the app says otherwise. A type of `events.ts` that is missing here does not compile.
 *
 * The collection of an entity type is its name with an `s`; what no query uses costs nothing.
 */
export function createDefaultHandlers(): Handlers<DataEvent> {
  return {
    job_completion: (event, context) => jobEnded('podcasts', event.podcastId, context),
    voiceover_job_completion: (event, context) => jobEnded('voiceovers', event.voiceoverId, context),
    infographic_job_completion: (event, context) => jobEnded('infographics', event.infographicId, context),
    document_job_completion: (event, context) => jobEnded('documents', event.documentId, context),
    entity_change: (event, context) => entityChanged(collectionOf(event.entityType), event.entityId, context),
    activity_logged: (_, { invalidate }) => invalidate(queryKeys.activity),
    job_progress: createProgressHandler(),
  };
}

function jobEnded(collection: string, id: string, context: HandlerContext): void {
  entityChanged(collection, id, context);
  context.invalidate(queryKeys.all('jobs'));
}

function entityChanged(collection: string, id: string, { invalidate }: HandlerContext): void {
  invalidate(queryKeys.get(collection, id));
  invalidate(queryKeys.list(collection));
}
