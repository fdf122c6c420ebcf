import { MenuButton } from '../design/MenuButton';
import { setTheme, themes, useTheme, type Theme } from './theme';

const names: Record<Theme, string> = { system: 'Like the system', light: 'Light', dark: 'Dark' };

export function ThemeSwitch() {
  const theme = useTheme();
  return (
    <MenuButton
      icon={theme}
      label="Theme"
      selected={theme}
      items={themes.map(each => ({ id: each, name: names[each], icon: each, onAction: () => setTheme(each) }))}
    />
  );
}
