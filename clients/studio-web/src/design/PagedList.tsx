import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { Notice } from './Notice';
import { SkeletonRows } from './Skeleton';
import styles from './PagedList.module.css';

export interface PagedListProps<T> {
  label: string;
  query: UseInfiniteQueryResult<T[]>;
  empty: ReactNode;
  /** A list item. */
  row: (item: T) => ReactNode;
}

export function PagedList<T>({ label, query, empty, row }: PagedListProps<T>) {
  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError, isFetching } = query;
  const retry = <Button small icon="retry" isDisabled={isFetching} onPress={() => void (isFetchNextPageError ? query.fetchNextPage() : query.refetch())}>Try again</Button>;
  if (data === undefined) {
    return error ? <Notice action={retry}>{error.message}</Notice> : <SkeletonRows label={label} />;
  }

  return (
    <div className={styles.list}>
      {data.length === 0 ? empty : <ul aria-label={label} className={styles.rows}>{data.map(row)}</ul>}
      {error && <Notice action={retry}>{error.message}</Notice>}
      {hasNextPage && (
        <div className={styles.more}>
          <Button isDisabled={isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
            {isFetchingNextPage ? 'Loading…' : 'Load more'}
          </Button>
        </div>
      )}
    </div>
  );
}
