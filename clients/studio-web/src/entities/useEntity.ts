import { useQuery, useQueryClient } from '@tanstack/react-query';
import { entityDetail, entityList } from '../api/queries';
import { useStudio } from '../api/useStudio';
import type { EntityPath } from '../api/views';

/** An entity by its id; what a list knows of it stands in until it is there. */
export function useEntity<P extends EntityPath>(path: P, id: string) {
  const studio = useStudio();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(entityDetail(studio, path, id));
  const listed = () => queryClient.getQueryData(entityList(studio, path).queryKey)?.pages.flatMap(page => page.items).find(entity => entity.id === id);
  return { data: data ?? listed(), error, refetch };
}
