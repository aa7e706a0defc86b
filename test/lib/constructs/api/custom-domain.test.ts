import { small, synthStage } from '../../../support/synth-stack';

const name = 'auth.example.com';
const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/a';

test('is set in the hosted zone, for IPv4 and IPv6, and served from TLS 1.2 on', () => {
  const template = synthStage('dev', {
    ...small,
    customDomain: { name, certificateArn, hostedZoneId: 'Z0123456789ABC' },
  });
  template.hasResourceProperties('AWS::ApiGateway::DomainName', {
    DomainName: name,
    SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
    EndpointAccessMode: 'STRICT',
    EndpointConfiguration: { Types: ['REGIONAL'], IpAddressType: 'dualstack' },
  });
  for (const Type of ['A', 'AAAA']) {
    template.hasResourceProperties('AWS::Route53::RecordSet', { Type, Name: `${name}.` });
  }
  template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
});

test('without a hosted zone, an output names the target of the DNS record', () => {
  const template = synthStage('dev', { ...small, customDomain: { name, certificateArn } });
  template.resourceCountIs('AWS::Route53::RecordSet', 0);
  const [output] = Object.values(
    template.findOutputs('*', { Description: `Target of the CNAME record of ${name}` }),
  );
  expect(output?.Value['Fn::GetAtt'][1]).toBe('RegionalDomainName');
});

test('a name keeps its logical id when it becomes the former or the current name', () => {
  const auth = { name, certificateArn };
  const login = { id: 'LoginDomain', name: 'login.example.com', certificateArn };
  const idsOf = (...[customDomain, ...additionalDomains]: [typeof auth, ...(typeof auth)[]]) =>
    Object.fromEntries(
      Object.entries(
        synthStage('dev', { ...small, customDomain, additionalDomains }).findResources(
          'AWS::ApiGateway::DomainName',
        ),
      ).map(([id, { Properties }]) => [Properties.DomainName, id]),
    );
  expect(idsOf(auth, login)).toEqual(idsOf(login, auth));
  expect(idsOf(auth)).toMatchObject({ [name]: idsOf(auth, login)[name] });
  expect(idsOf(login)).toMatchObject({ [login.name]: idsOf(auth, login)[login.name] });
});

test('the API serves every name', () => {
  const login = { id: 'LoginDomain', name: 'login.example.com', certificateArn };
  const template = synthStage('dev', {
    ...small,
    customDomain: { name, certificateArn },
    additionalDomains: [login],
  });
  template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 2);
  template.hasOutput('ApiUrl', { Value: `https://${name}` });
});
