import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM, as the server shows it and as a client that trusts it holds it. */
  certificate: string;
  privateKey: string;
}

/** A certificate for some names of this machine, signed by itself. */
export async function selfSignedCertificate(of: {
  commonName: string;
  hosts: string[];
  addresses?: string[];
}): Promise<Certificate> {
  const { cert, private: privateKey } = await generate(
    [{ name: 'commonName', value: of.commonName }],
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
            ...of.hosts.map(value => ({ type: 2, value }) as const),
            ...(of.addresses ?? []).map(ip => ({ type: 7, ip }) as const),
          ],
        },
      ],
    },
  );
  return { certificate: cert, privateKey };
}
