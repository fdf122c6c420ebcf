import { EntityListPage } from '../entities/EntityListPage';
import { NewInfographicButton } from './NewInfographic';

export function InfographicsPage() {
  return (
    <EntityListPage
      path="infographics"
      intro="A chart of a document’s keywords, or of figures of your own."
      action={<NewInfographicButton />}
      empty={{ title: 'No infographics yet', text: 'Choose “New infographic” and a document, or type in what shall be drawn.' }}
      details={infographic => [infographic.points ? `${infographic.points.length} points` : 'Of a document']}
    />
  );
}
