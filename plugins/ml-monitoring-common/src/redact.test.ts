import fc from 'fast-check';
import { redact } from './redact';

const KEY_BODY =
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\nVJTUt9Us8cKjMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDu';

describe('redact', () => {
  it.each([
    ['PASSWORD=hunter2', 'PASSWORD=***'],
    ['db_password: hunter2, retrying', 'db_password: ***, retrying'],
    ['{"apiKey":"a b c","n":1}', '{"apiKey":***,"n":1}'],
    [
      String.raw`"{\"secret\":\"a b\",\"n\":1}"`,
      String.raw`"{\"secret\":***,\"n\":1}"`,
    ],
    [
      "{'AWS_SECRET_ACCESS_KEY': 'abc/def+1'}",
      "{'AWS_SECRET_ACCESS_KEY': ***}",
    ],
    ['login --password hunter2 --user me', 'login --password *** --user me'],
    ['Authorization: Bearer abc.def', 'Authorization: ***'],
    ['sent with bearer abcdefgh', 'sent with bearer ***'],
    ['Cookie: a=b; c=d\nnext', 'Cookie: ***\nnext'],
    ['GET https://me:p%40ss@host/x', 'GET https://***@host/x'],
    [
      'git clone https://ghp_0123456789abcdefghij@github.com/x',
      'git clone https://***@github.com/x',
    ],
    ['amqp://u:p@ss@mq:5672/v', 'amqp://***@mq:5672/v'],
    [
      'https://b.s3.amazonaws.com/k?X-Amz-Signature=0a1b&x=1',
      'https://b.s3.amazonaws.com/k?X-Amz-Signature=***&x=1',
    ],
    ['using AKIAIOSFODNN7EXAMPLE now', 'using *** now'],
    [
      'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl back',
      'got *** back',
    ],
    ['hf_abcdefghijklmnopqrstuvwxyz', '***'],
    [
      `a\n-----BEGIN RSA PRIVATE KEY-----\n${KEY_BODY}\n-----END RSA PRIVATE KEY-----\nb`,
      'a\n***\nb',
    ],
    [`a\n-----BEGIN PRIVATE KEY-----\n${KEY_BODY}`, 'a\n***'],
    [`${KEY_BODY}\n-----END PRIVATE KEY-----\nb`, '***\nb'],
  ])('takes the secret out of %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'ValueError: could not convert string to float: "abc"',
    'max_tokens=512 tokenizer: bert',
    'secretName: s3-credentials-ref',
    'GET http://model.ml-mon:9000/predict 200',
    'Failed to pull image "registry.example.com/ml/x@sha256:0011": not found',
    '2026-01-01T00:00:00Z INFO loaded in 3.2 s',
    '-----BEGIN CERTIFICATE-----',
  ])('leaves %j as it is', text => {
    expect(redact(text)).toBe(text);
  });

  const words = fc.stringMatching(/^[a-z0-9 .:/\n-]{0,60}$/);
  const secret = fc.stringMatching(/^[A-Za-z0-9_.~+-]{24,40}$/);
  const forms: ((value: string) => string)[] = [
    value => `password=${value}`,
    value => `"client_secret": "${value}"`,
    value => `X_API_KEY: '${value}'`,
    value => `Authorization: Bearer ${value}`,
    value => `bearer ${value}`,
    value => `postgres://me:${value}@db/x`,
    value => `--auth-token ${value.replace(/^-+/, 'a')}`,
    value => `?sig=${value}&x=1`,
    value =>
      `-----BEGIN EC PRIVATE KEY-----\n${value}\n-----END EC PRIVATE KEY-----`,
  ];

  it('hides a secret wherever it stands in a text', () => {
    fc.assert(
      fc.property(
        words,
        secret,
        fc.constantFrom(...forms),
        words,
        (before, value, form, after) => {
          const hidden = value.replace(/^-+/, 'a');
          expect(redact(`${before} ${form(value)} ${after}`)).not.toContain(
            hidden.slice(0, 20),
          );
        },
      ),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc
              .tuple(fc.constantFrom(...forms), secret)
              .map(([form, value]) => form(value)),
          ),
        ),
        parts => {
          const once = redact(parts.join(' '));
          expect(redact(once)).toBe(once);
        },
      ),
    );
  });

  it('takes time in proportion to the text', () => {
    const hostile = [
      'a',
      ':',
      '"',
      '\\',
      'password',
      '-----BEGIN ',
      'eyJaaaaaa.',
    ];
    for (const piece of hostile) {
      expect(typeof redact(piece.repeat(200_000))).toBe('string');
    }
  });
});
