import { CatalogPage } from '../pages/CatalogPage';
import { expect, test } from '../support/test';

test('Ada signs in and finds the tutorial model in the catalog', async ({
  page,
  signIn,
}) => {
  await signIn('ada', '/catalog?filters[kind]=component&filters[user]=all');
  await expect(new CatalogPage(page).entity('rest-seldon')).toBeVisible();
});

test('signing out leads back to the choice of persons', async ({
  page,
  signIn,
}) => {
  await signIn('carol', '/settings');
  await page.getByTestId('user-settings-menu').click();
  await page.getByText('Sign Out').click();
  await expect(
    page.getByRole('button', { name: 'Enter as Ada' }),
  ).toBeVisible();
});
