import { useState } from 'react';
import { useStudio } from '../api/useStudio';
import { Field } from '../design/Field';
import { NewButton } from '../design/NewButton';
import { DocumentChoice } from '../documents/DocumentChoice';
import { NewEntityForm } from '../entities/NewEntityForm';

const maxDocuments = 10;

export const NewPodcastButton = () => <NewButton name="New podcast">{close => <NewPodcastForm onClose={close} />}</NewButton>;

function NewPodcastForm({ onClose }: { onClose: () => void }) {
  const studio = useStudio();
  const [title, setTitle] = useState('');
  const [documentIds, setDocumentIds] = useState<string[]>([]);
  const fits = documentIds.length > 0 && documentIds.length <= maxDocuments;
  return (
    <NewEntityForm
      path="podcasts"
      isDisabled={!fits}
      onClose={onClose}
      onSubmit={() => studio.makePodcast({ documentIds, ...(title.trim() !== '' && { title: title.trim() }) })}
    >
      <Field label="Title" name="title" value={title} onChange={setTitle} maxLength={200} hint="Left empty, it is called “Podcast”." />
      <DocumentChoice label="Documents" hint={`Choose 1 to ${maxDocuments}.`} multiple value={documentIds} onChange={setDocumentIds} />
    </NewEntityForm>
  );
}
