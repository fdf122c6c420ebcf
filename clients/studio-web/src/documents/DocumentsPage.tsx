import { useId } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button } from '../design/Button';
import { EntityListPage } from '../entities/EntityListPage';
import { DropArea } from './DropArea';
import { formatText } from './format';
import { UploadErrors } from './UploadErrors';
import { acceptedFiles, useUpload } from './useUpload';

export function DocumentsPage() {
  const { upload, busy, errors, dismiss } = useUpload();
  const hint = useId();
  return (
    <DropArea onDrop={upload}>
      <EntityListPage
        path="documents"
        intro={<span id={hint}>Markdown, text, HTML or PDF, up to 5 MiB each. Drop files anywhere on this page.</span>}
        action={
          <FileTrigger acceptedFileTypes={acceptedFiles} allowsMultiple onSelect={files => files && upload([...files])}>
            <Button variant="primary" icon="upload" isDisabled={busy} aria-describedby={hint}>{busy ? 'Adding…' : 'Add documents'}</Button>
          </FileTrigger>
        }
        above={<UploadErrors errors={errors} onDismiss={dismiss} />}
        empty={{ title: 'No documents yet', text: 'Add a file, or drop one here. Podcasts and infographics are made of documents.' }}
        details={document => [
          formatText[document.format],
          document.wordCount === undefined ? undefined : `${document.wordCount.toLocaleString()} words`,
        ]}
      />
    </DropArea>
  );
}
