import { createDefaultHandlers, queryKeys } from '@realtime-mesh/client/query';

const { entity_change: ofEntity } = createDefaultHandlers();

/** What a changed entity changes on screen: itself and its list, and the jobs, whose rows have its title. */
export const entityChange: typeof ofEntity = (event, context) => {
  ofEntity(event, context);
  // A new one has a new job, and that tells of itself.
  if (event.changeType !== 'insert') {
    context.invalidate(queryKeys.list('jobs'));
  }
};
