import { Button, IconButton } from '../design/Button';
import { Field } from '../design/Field';
import styles from './PointFields.module.css';
import { emptyPoint, isUsed, maxPoints, type PointText } from './points';

/** What shall be drawn, line by line. Names are those under which the server speaks of them. */
export function PointFields({ points, onChange }: { points: PointText[]; onChange: (points: PointText[]) => void }) {
  const change = (key: number, part: Partial<PointText>) => onChange(points.map(point => (point.key === key ? { ...point, ...part } : point)));
  const required = points.some(isUsed) ? isUsed : (point: PointText) => point === points[0];
  let used = 0;
  return (
    <fieldset className={styles.points}>
      <legend>Points</legend>
      {points.map((point, index) => {
        const name = isUsed(point) ? `points[${used++}]` : `unused[${index}]`;
        return (
          <div key={point.key} className={styles.point}>
            <Field label={`Label ${index + 1}`} name={`${name}.label`} value={point.label} onChange={label => change(point.key, { label })}
              isRequired={required(point)} maxLength={100} />
            <Field label={`Value ${index + 1}`} name={`${name}.value`} value={point.value} onChange={value => change(point.key, { value })}
              isRequired={required(point)} inputMode="decimal" validate={problemOf} />
            <IconButton icon="close" label={`Remove point ${index + 1}`} isDisabled={points.length === 1}
              onPress={() => onChange(points.filter(other => other !== point))} />
          </div>
        );
      })}
      <div><Button small icon="add" isDisabled={points.length === maxPoints} onPress={() => onChange([...points, emptyPoint()])}>Add a point</Button></div>
    </fieldset>
  );
}

const problemOf = (value: string): string | null =>
  value.trim() === '' || (Number.isFinite(Number(value)) && Number(value) >= 0) ? null : 'Must be a number, 0 or more.';
