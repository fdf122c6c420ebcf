import { useState } from 'react';
import { useStudio } from '../api/useStudio';
import { Field } from '../design/Field';
import { NewButton } from '../design/NewButton';
import { NewEntityForm } from '../entities/NewEntityForm';

const maxLength = 10_000;

export const NewVoiceoverButton = () => <NewButton name="New voiceover">{close => <NewVoiceoverForm onClose={close} />}</NewButton>;

function NewVoiceoverForm({ onClose }: { onClose: () => void }) {
  const studio = useStudio();
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  return (
    <NewEntityForm
      path="voiceovers"
      onClose={onClose}
      onSubmit={() => studio.makeVoiceover({ text, ...(title.trim() !== '' && { title: title.trim() }) })}
    >
      <Field label="Title" name="title" value={title} onChange={setTitle} maxLength={200} hint="Left empty, it is called “Voiceover”." />
      <Field label="Text" name="text" value={text} onChange={setText} rows={8} isRequired maxLength={maxLength}
        hint={`${text.length.toLocaleString()} of ${maxLength.toLocaleString()} characters`} />
    </NewEntityForm>
  );
}
