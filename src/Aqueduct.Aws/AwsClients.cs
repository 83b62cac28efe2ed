using Aqueduct.Aws.Iam;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Aws.Sts;

namespace Aqueduct.Aws;

/// <summary>Where and as whom AWS is called.</summary>
/// <param name="Region">Such as <c>us-east-1</c>; also chooses the partition.</param>
/// <param name="EndpointUrl">One endpoint for all services, or null for AWS's own.</param>
/// <param name="QEndpointUrl">Endpoint of Amazon Q's GitLab integration, or null for <paramref name="EndpointUrl"/>, else AWS's own.</param>
/// <param name="CredentialsFile">Shared credentials file to use instead of the AWS default chain.</param>
/// <param name="CredentialsProfile">Profile in that file, or in the default chain's files.</param>
public sealed record AwsTarget(
    string Region, Uri? EndpointUrl = null, Uri? QEndpointUrl = null, string? CredentialsFile = null, string? CredentialsProfile = null)
{
    public AwsPartition Partition => AwsPartition.OfRegion(Region);
}

/// <summary>All AWS clients of one target over one connection pool.</summary>
public sealed class AwsClients : IDisposable
{
    /// <param name="transport">The innermost handler (proxy, private CA, name overrides); disposed with this.</param>
    public AwsClients(AwsTarget target, HttpMessageHandler transport, TimeProvider clock) => throw new NotImplementedException();

    public AwsTarget Target { get; } = null!;

    public IamClient Iam { get; } = null!;

    public StsClient Sts { get; } = null!;

    public ProfilesClient Profiles { get; } = null!;

    public AmazonQClient AmazonQ { get; } = null!;

    public void Dispose() => throw new NotImplementedException();
}
