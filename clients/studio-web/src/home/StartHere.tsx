import { useInfiniteQuery } from '@tanstack/react-query';
import { entityList } from '../api/queries';
import { useStudio } from '../api/useStudio';
import type { DocumentView } from '../api/views';
import { Button } from '../design/Button';
import { EmptyState } from '../design/EmptyState';
import { Notice } from '../design/Notice';
import { Skeleton } from '../design/Skeleton';
import { MakePodcastButton } from '../documents/MakeButtons';
import { EntityLink } from '../entities/EntityLink';
import { JobLine } from '../jobs/JobLine';
import { useSamples } from '../samples/useSamples';
import styles from './HomePage.module.css';
import { HomeSection } from './HomeSection';

const shown = 3;

/** The newest documents, each one press away from a podcast. */
export function StartHere() {
  const samples = useSamples();
  // Read when the samples are in it: nothing moves while they are being added, and no event is needed to show them.
  const list = useInfiniteQuery({ ...entityList(useStudio(), 'documents'), enabled: !samples.isPending });
  const error = list.error ?? samples.error;
  const documents = list.data?.slice(0, shown);
  const arriving = list.isPending || samples.isPending;
  const retry = () => void (list.error ? list.refetch() : samples.refetch());
  return (
    <HomeSection title="Start with a document" all={{ to: '/documents', name: 'All documents' }}>
      {error && <Notice action={<Button small icon="retry" onPress={retry}>Try again</Button>}>{error.message}</Notice>}
      {!error && arriving && <div className={styles.cards} aria-hidden="true">{Array.from({ length: shown }, (_, index) => <CardSkeleton key={index} />)}</div>}
      {!arriving && documents?.length === 0 && <EmptyState icon="documents" title="No documents yet" text="Add one on the page Documents; podcasts and infographics are made of documents." />}
      {!arriving && documents !== undefined && documents.length > 0 && (
        <ul className={styles.cards}>{documents.map((document, index) => <DocumentCard key={document.id} document={document} first={index === 0} />)}</ul>
      )}
    </HomeSection>
  );
}

function DocumentCard({ document, first }: { document: DocumentView; first: boolean }) {
  return (
    <li className={styles.card}>
      <h3><EntityLink path="documents" id={document.id}>{document.title}</EntityLink></h3>
      {document.status === 'pending'
        ? <div><JobLine jobId={document.jobId} /></div>
        : <p className={styles.summary}>{document.status === 'failed' ? 'It could not be read.' : document.summary}</p>}
      {document.status !== 'failed' && <div className={styles.buttons}><MakePodcastButton document={document} variant={first ? 'primary' : 'plain'} /></div>}
    </li>
  );
}

function CardSkeleton() {
  return <div className={styles.card}><Skeleton height="1.3em" width="80%" /><Skeleton height="4em" /><Skeleton height="38px" width="11rem" /></div>;
}
