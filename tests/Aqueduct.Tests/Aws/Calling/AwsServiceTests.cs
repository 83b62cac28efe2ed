using Aqueduct.Aws;
using Aqueduct.Aws.Calling;

namespace Aqueduct.Tests.Aws.Calling;

public sealed class AwsServiceTests
{
    [Theory]
    [InlineData("us-east-1", "https://iam.amazonaws.com/", "us-east-1", "https://sts.us-east-1.amazonaws.com/", "https://codewhisperer.us-east-1.amazonaws.com/")]
    [InlineData("eu-central-1", "https://iam.amazonaws.com/", "us-east-1", "https://sts.eu-central-1.amazonaws.com/", "https://codewhisperer.eu-central-1.amazonaws.com/")]
    [InlineData("cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn/", "cn-north-1", "https://sts.cn-northwest-1.amazonaws.com.cn/", "https://codewhisperer.cn-northwest-1.amazonaws.com.cn/")]
    [InlineData("us-gov-east-1", "https://iam.us-gov.amazonaws.com/", "us-gov-west-1", "https://sts.us-gov-east-1.amazonaws.com/", "https://codewhisperer.us-gov-east-1.amazonaws.com/")]
    public void Each_partition_has_its_own_endpoints(string region, string iam, string iamRegion, string sts, string profiles)
    {
        var target = new AwsTarget(region);
        AwsService.Iam(target).ShouldBe(new AwsService("iam", iamRegion, new Uri(iam)));
        AwsService.Sts(target).ShouldBe(new AwsService("sts", region, new Uri(sts)));
        AwsService.Profiles(target).ShouldBe(new AwsService("codewhisperer", region, new Uri(profiles)));
    }

    [Fact]
    public void Amazon_Q_has_the_host_GitLab_uses() =>
        AwsService.AmazonQ(new AwsTarget("us-east-1")).ShouldBe(new AwsService("q", "us-east-1", new Uri("https://us-east-1.prod.integration.qdev.ai.aws.dev/")));

    [Fact]
    public void A_custom_endpoint_serves_all_but_keeps_the_signing_names_and_regions()
    {
        var endpoint = new Uri("http://127.0.0.1:7481/");
        var target = new AwsTarget("eu-west-1", endpoint);
        AwsService.Iam(target).ShouldBe(new AwsService("iam", "us-east-1", endpoint));
        AwsService.Sts(target).ShouldBe(new AwsService("sts", "eu-west-1", endpoint));
        AwsService.AmazonQ(target).ShouldBe(new AwsService("q", "eu-west-1", endpoint));
        AwsService.Profiles(target).ShouldBe(new AwsService("codewhisperer", "eu-west-1", endpoint));
    }

    [Fact]
    public void Amazon_Q_may_have_an_endpoint_of_its_own() =>
        AwsService.AmazonQ(new AwsTarget("us-east-1", new Uri("http://one/"), new Uri("http://two/"))).Endpoint.ShouldBe(new Uri("http://two/"));
}
