import {
  Sidebar,
  SidebarDivider,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';

/** Daily pages first, settings last; a page nobody named here comes in between. */
export function Nav({ navItems }: NavContentComponentProps) {
  const items = navItems.withComponent(({ href, icon, title }) => (
    <SidebarItem to={href} icon={() => icon} text={title} />
  ));
  const settings = items.take('page:user-settings');
  return (
    <Sidebar>
      {items.take('page:catalog')}
      {items.take('page:scaffolder')}
      {items.take('page:ml-monitoring')}
      <SidebarDivider />
      <SidebarScrollWrapper>
        {items.rest({ sortBy: 'title' })}
      </SidebarScrollWrapper>
      <SidebarSpace />
      <SidebarDivider />
      {settings}
    </Sidebar>
  );
}
