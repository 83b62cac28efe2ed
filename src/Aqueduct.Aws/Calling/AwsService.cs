namespace Aqueduct.Aws.Calling;

/// <param name="SigningName">Such as <c>iam</c>; also the prefix of its IAM actions.</param>
internal sealed record AwsService(string SigningName, string SigningRegion, Uri Endpoint)
{
    /// <summary>IAM is global: one endpoint and one signing region per partition. Source: AWS General Reference, "IAM endpoints".</summary>
    public static AwsService Iam(AwsTarget target)
    {
        var host = target.Partition.Id switch
        {
            "aws-cn" => "iam.cn-north-1.amazonaws.com.cn",
            "aws-us-gov" => "iam.us-gov.amazonaws.com",
            _ => "iam.amazonaws.com",
        };
        return new("iam", target.Partition.IamSigningRegion, target.EndpointUrl ?? Https(host));
    }

    public static AwsService Sts(AwsTarget target) =>
        new("sts", target.Region, target.EndpointUrl ?? Https($"sts.{target.Region}.{target.Partition.DnsSuffix}"));

    public static AwsService Profiles(AwsTarget target) =>
        new("codewhisperer", target.Region, target.EndpointUrl ?? Https($"codewhisperer.{target.Region}.{target.Partition.DnsSuffix}"));

    /// <summary>The host GitLab's own gateway uses; it exists in the commercial partition only.</summary>
    public static AwsService AmazonQ(AwsTarget target) =>
        new("q", target.Region, target.QEndpointUrl ?? target.EndpointUrl ?? Https($"{target.Region}.prod.integration.qdev.ai.aws.dev"));

    private static Uri Https(string host) => new($"https://{host}/");
}
