import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM, as the server shows it and as a client that trusts it holds it. */
  certificate: string;
  privateKey: string;
}

/** A certificate for this machine alone, signed by itself. */
export async function selfSignedCertificate(
  host: string,
): Promise<Certificate> {
  const { cert, private: privateKey } = await generate(
    [{ name: 'commonName', value: 'sandbox-apiserver' }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        {
          name: 'keyUsage',
          digitalSignature: true,
          keyCertSign: true,
          critical: true,
        },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 2, value: 'kubernetes.default.svc' },
            { type: 7, ip: host },
          ],
        },
      ],
    },
  );
  return { certificate: cert, privateKey };
}
