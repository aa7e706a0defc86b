import { Fact, RegionInfo } from 'aws-cdk-lib/region-info';
import { partitionOf, urlSuffixOf } from '../../../../local/template/resolve/partition';

/** Regions of networks that are isolated from the internet. */
const ISOLATED = /^(us|eu)-iso/;

test.each(Fact.regions.filter((region) => !ISOLATED.test(region)))(
  'knows partition and suffix of %s',
  (region) => {
    const { partition, domainSuffix } = RegionInfo.get(region);
    expect([partitionOf(region), urlSuffixOf(region)]).toEqual([partition, domainSuffix]);
  },
);
