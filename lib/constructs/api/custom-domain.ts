/** A custom domain name for an API. */
import { CfnOutput } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { CustomDomainSettings } from '../../stages/operation-settings';
import { IP_ADDRESS_TYPE, TRANSPORT_SECURITY } from './transport-security';

/** The properties of a `CustomDomain`. */
export interface CustomDomainProps extends Omit<CustomDomainSettings, 'id'> {
  /** The stage that is served at the root of the domain. */
  readonly stage: apigateway.Stage;
}

/**
 * A domain name, served over TLS 1.2 and newer, by IPv4 and IPv6. Without a hosted zone, an output names the target for your own DNS.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html
 */
export class CustomDomain extends Construct {
  constructor(scope: Construct, id: string, props: CustomDomainProps) {
    super(scope, id);
    const { name, certificateArn, hostedZoneId, stage } = props;
    const domain = new apigateway.DomainName(this, 'Resource', {
      domainName: name,
      certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: apigateway.EndpointType.REGIONAL,
      ...TRANSPORT_SECURITY,
    });
    // the construct has no property for the IP address type
    const resource = domain.node.defaultChild as apigateway.CfnDomainName;
    resource.addPropertyOverride('EndpointConfiguration.IpAddressType', IP_ADDRESS_TYPE);
    domain.addApiMapping(stage);
    if (hostedZoneId === undefined) {
      new CfnOutput(this, 'Target', {
        value: domain.domainNameAliasDomainName,
        description: `Target of the CNAME record of ${name}`,
      });
      return;
    }
    // the records use only the domain name, so the zone's own name is not needed
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName: name });
    const target = route53.RecordTarget.fromAlias(new targets.ApiGatewayDomain(domain));
    new route53.ARecord(this, 'Ipv4', { zone, target });
    new route53.AaaaRecord(this, 'Ipv6', { zone, target });
  }
}
