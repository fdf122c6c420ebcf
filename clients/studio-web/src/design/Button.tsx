import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Icon, type IconName } from './Icon';
import styles from './Button.module.css';

type Variant = 'plain' | 'primary' | 'danger' | 'quiet';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  variant?: Variant;
  small?: boolean;
  icon?: IconName;
  children: string;
}

export function Button({ variant = 'plain', small = false, icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={buttonClass(variant, small)}>
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> {
  icon: IconName;
  label: string;
}

export function IconButton({ icon, label, ...props }: IconButtonProps) {
  return (
    <AriaButton {...props} aria-label={label} className={`${styles.button} ${styles.quiet} ${styles.icon}`}>
      <Icon name={icon} />
    </AriaButton>
  );
}

/** For links that look like a button. */
export const buttonClass = (variant: Variant = 'plain', small = false): string =>
  [styles.button, variant !== 'plain' && styles[variant], small && styles.small].filter(Boolean).join(' ');
