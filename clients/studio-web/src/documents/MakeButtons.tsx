import { useNavigate } from '@tanstack/react-router';
import { useStudio } from '../api/useStudio';
import type { DocumentView, EntityPath, Started } from '../api/views';
import { Button, type ButtonProps } from '../design/Button';
import { Notice } from '../design/Notice';
import { useAction } from '../design/useAction';

type MakeProps = Pick<ButtonProps, 'variant' | 'small'> & { document: DocumentView };

export function MakePodcastButton({ document, ...look }: MakeProps) {
  const studio = useStudio();
  return <MakeButton {...look} name="Make a podcast" path="podcasts" of={document.title}
    make={() => studio.makePodcast({ title: document.title, documentIds: [document.id] })} />;
}

export function MakeInfographicButton({ document, ...look }: MakeProps) {
  const studio = useStudio();
  return <MakeButton {...look} name="Make an infographic" path="infographics" of={document.title}
    make={() => studio.makeInfographic({ title: document.title, documentId: document.id })} />;
}

interface MakeButtonProps extends Pick<ButtonProps, 'variant' | 'small'> {
  name: string;
  path: EntityPath;
  of: string;
  make: () => Promise<Started>;
}

/** Starts it and goes to where it comes to be. */
function MakeButton({ name, path, of, make, ...look }: MakeButtonProps) {
  const navigate = useNavigate();
  const { start, isPending, error } = useAction(make, ({ id }) => void navigate({ to: `/${path}/$id` as const, params: { id } }));
  return (
    <>
      <Button {...look} icon={path} isDisabled={isPending} aria-label={`${name} of ${of}`} onPress={start}>{name}</Button>
      {error && <Notice>{error.message}</Notice>}
    </>
  );
}
