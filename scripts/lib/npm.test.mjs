import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { npmCommand, yarnEnvironment } from './npm.mjs';

describe('yarn', () => {
  it('is told nothing that npm was not told', () => {
    assert.deepEqual(
      yarnEnvironment({
        'https-proxy': null,
        proxy: false,
        cafile: null,
        'strict-ssl': true,
      }),
      {},
    );
  });

  it('follows npm to a registry, through a proxy, with a certificate authority', () => {
    assert.deepEqual(
      yarnEnvironment({
        registry: 'http://packages.example.com:4873/',
        'https-proxy': 'http://proxy.example.com:3128',
        proxy: 'http://proxy.example.com:3128',
        cafile: '/etc/ssl/company.pem',
        'strict-ssl': false,
      }),
      {
        YARN_NPM_REGISTRY_SERVER: 'http://packages.example.com:4873',
        YARN_UNSAFE_HTTP_WHITELIST: 'packages.example.com',
        YARN_HTTPS_PROXY: 'http://proxy.example.com:3128',
        YARN_HTTP_PROXY: 'http://proxy.example.com:3128',
        YARN_HTTPS_CA_FILE_PATH: '/etc/ssl/company.pem',
        YARN_ENABLE_STRICT_SSL: 'false',
      },
    );
  });
});

describe('npm', () => {
  it('is the one that called us', () => {
    assert.deepEqual(
      npmCommand({ npm_execpath: '/opt/npm/bin/npm-cli.js' }).slice(1),
      ['/opt/npm/bin/npm-cli.js'],
    );
  });

  it('is the one on PATH when yarn called us', () => {
    assert.deepEqual(npmCommand({ npm_execpath: '/opt/yarn.js' }), ['npm']);
  });
});
