namespace Aqueduct.Aws;

/// <summary>One of AWS's separated worlds: its ARN prefix and DNS suffix. Source: AWS General Reference, "Amazon Resource Names".</summary>
public sealed record AwsPartition(string Id, string DnsSuffix, string IamSigningRegion)
{
    public static AwsPartition Aws { get; } = new("aws", "amazonaws.com", "us-east-1");

    public static AwsPartition China { get; } = new("aws-cn", "amazonaws.com.cn", "cn-north-1");

    public static AwsPartition GovCloud { get; } = new("aws-us-gov", "amazonaws.com", "us-gov-west-1");

    public static AwsPartition OfRegion(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? China
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? GovCloud
        : Aws;
}
