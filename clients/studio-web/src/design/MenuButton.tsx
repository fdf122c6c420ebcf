import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { IconButton } from './Button';
import { Icon, type IconName } from './Icon';
import styles from './MenuButton.module.css';

export interface MenuEntry {
  id: string;
  name: string;
  icon?: IconName;
  onAction: () => void;
}

export interface MenuButtonProps {
  icon: IconName;
  label: string;
  heading?: string;
  items: readonly MenuEntry[];
  /** The entry that holds now; given, the menu is a choice. */
  selected?: string;
}

export function MenuButton({ icon, label, heading, items, selected }: MenuButtonProps) {
  return (
    <MenuTrigger>
      <IconButton icon={icon} label={label} />
      <Popover className={styles.popover!} placement="bottom end">
        <Menu className={styles.menu!} aria-label={label}>
          <MenuSection {...(selected !== undefined && { selectionMode: 'single', selectedKeys: [selected], disallowEmptySelection: true })}
            aria-label={heading ?? label}>
            {heading !== undefined && <Header className={styles.heading!}>{heading}</Header>}
            {items.map(item => (
              <MenuItem key={item.id} id={item.id} className={styles.item!} onAction={item.onAction} textValue={item.name}>
                {item.icon && <Icon name={item.icon} />}
                {item.name}
                {item.id === selected && <span className={styles.check}><Icon name="ok" /></span>}
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
