import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { goTo } from './route';

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

// A link within the app; opening it in a new tab works as for any link.
export function Link({ href, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}
