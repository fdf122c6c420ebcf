import { useInfiniteQuery } from '@tanstack/react-query';
import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup, Text } from 'react-aria-components';
import { entityList } from '../api/queries';
import { useStudio } from '../api/useStudio';
import { Button } from '../design/Button';
import { Notice } from '../design/Notice';
import { Skeleton } from '../design/Skeleton';
import styles from './DocumentChoice.module.css';

export interface DocumentChoiceProps {
  label: string;
  hint?: string;
  multiple?: boolean;
  value: string[];
  onChange: (ids: string[]) => void;
}

/** One or several of the user's documents. */
export function DocumentChoice({ label, hint, multiple = false, value, onChange }: DocumentChoiceProps) {
  const list = useInfiniteQuery(entityList(useStudio(), 'documents'));
  const Option = multiple ? Checkbox : Radio;
  const content = (
    <>
      <Label className={styles.label!}>{label}</Label>
      <div className={styles.options}>
        {list.error && <Notice>{list.error.message}</Notice>}
        {list.isPending && <Skeleton height="7rem" />}
        {list.data?.length === 0 && <p className={styles.none}>There are no documents yet. Add one on the page Documents first.</p>}
        {list.data?.map(document => (
          <Option key={document.id} value={document.id} className={styles.option!}>
            <span className={`${styles.mark} ${multiple ? '' : styles.round}`} />
            <span className={styles.title}>{document.title}</span>
          </Option>
        ))}
        {list.hasNextPage && <Button small isDisabled={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>Load more</Button>}
      </div>
      {hint !== undefined && <Text slot="description" className={styles.hint!}>{hint}</Text>}
    </>
  );
  return multiple
    ? <CheckboxGroup className={styles.group!} value={value} onChange={onChange}>{content}</CheckboxGroup>
    : <RadioGroup className={styles.group!} value={value[0] ?? null} onChange={id => onChange([id])}>{content}</RadioGroup>;
}
