import { render, screen } from '@testing-library/react';
import { createPortal } from './createPortal';

const config = {
  app: { title: 'ML Monitoring', baseUrl: 'http://localhost:3000' },
  backend: { baseUrl: 'http://localhost:7007' },
};

describe('the portal', () => {
  const env = process.env;
  afterEach(() => {
    process.env = env;
  });

  it('starts by asking who the visitor wants to be', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [{ data: config, context: 'test' }] as any,
    };
    render(createPortal().createRoot());
    const buttons = await screen.findAllByRole(
      'button',
      { name: /^Enter as/ },
      { timeout: 20_000 },
    );
    expect(buttons.map(({ textContent }) => textContent)).toEqual([
      'Enter as Ada',
      'Enter as Bob',
      'Enter as Carol',
      'Enter as Dave',
    ]);
  }, 30_000);
});
