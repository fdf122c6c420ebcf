import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useStudio } from '../api/useStudio';
import { Field } from '../design/Field';
import { NewButton } from '../design/NewButton';
import { DocumentChoice } from '../documents/DocumentChoice';
import { NewEntityForm } from '../entities/NewEntityForm';
import styles from './NewInfographic.module.css';
import { PointFields } from './PointFields';
import { emptyPoint, toPoints, type PointText } from './points';

export const NewInfographicButton = () => <NewButton name="New infographic">{close => <NewInfographicForm onClose={close} />}</NewButton>;

function NewInfographicForm({ onClose }: { onClose: () => void }) {
  const studio = useStudio();
  const [title, setTitle] = useState('');
  const [source, setSource] = useState('document');
  const [documentIds, setDocumentIds] = useState<string[]>([]);
  const [points, setPoints] = useState<PointText[]>([emptyPoint(), emptyPoint(), emptyPoint()]);
  const [documentId] = documentIds;
  const drawing = source === 'document' ? documentId !== undefined && { documentId } : { points: toPoints(points) };
  return (
    <NewEntityForm
      path="infographics"
      isDisabled={!drawing}
      onClose={onClose}
      onSubmit={() => studio.makeInfographic({ ...drawing, ...(title.trim() !== '' && { title: title.trim() }) })}
    >
      <Field label="Title" name="title" value={title} onChange={setTitle} maxLength={200} hint="Left empty, it is called “Infographic”." />
      <RadioGroup value={source} onChange={setSource} orientation="horizontal" className={styles.source!}>
        <Label>Draw</Label>
        <div className={styles.choices}>
          <Radio value="document" className={styles.choice!}>A document</Radio>
          <Radio value="points" className={styles.choice!}>My own points</Radio>
        </div>
      </RadioGroup>
      {source === 'document'
        ? <DocumentChoice label="Document" value={documentIds} onChange={setDocumentIds} />
        : <PointFields points={points} onChange={setPoints} />}
    </NewEntityForm>
  );
}
