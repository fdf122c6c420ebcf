import { MenuButton } from '../design/MenuButton';
import { useSession } from '../sign-in/session';

export function UserMenu() {
  const session = useSession();
  return (
    <MenuButton
      icon="user"
      label="User menu"
      heading={`Signed in as ${session.userId}`}
      items={[{ id: 'sign-out', name: 'Sign out', onAction: () => void session.signOut() }]}
    />
  );
}
