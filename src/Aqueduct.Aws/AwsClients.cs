using Aqueduct.Aws.Calling;
using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Iam;
using Aqueduct.Aws.Protocols;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Aws.Signing;
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
    private readonly AwsChannel channel;
    private readonly ICredentialSource signer;

    /// <param name="transport">The innermost handler (proxy, private CA, name overrides); disposed with this.</param>
    public AwsClients(AwsTarget target, HttpMessageHandler transport, TimeProvider clock)
    {
        Target = target;
        channel = new AwsChannel(new SigV4Handler(clock, transport), clock);
        signer = target.CredentialsFile is { } file
            ? new FileCredentials(file, target.CredentialsProfile)
            : new DefaultChainCredentials(target.CredentialsProfile);
        Iam = new IamClient(new QueryProtocol(channel, AwsService.Iam(target), "2010-05-08"), signer);
        Sts = new StsClient(new QueryProtocol(channel, AwsService.Sts(target), "2011-06-15"), signer);
        Profiles = new ProfilesClient(new JsonProtocol(channel, AwsService.Profiles(target), "AWSCodeWhispererService", "1.0"), signer);
        AmazonQ = new AmazonQClient(new JsonProtocol(channel, AwsService.AmazonQ(target), "AWSQDeveloperIntegrationService", "1.0"));
    }

    public AwsTarget Target { get; }

    public IamClient Iam { get; }

    public StsClient Sts { get; }

    public ProfilesClient Profiles { get; }

    public AmazonQClient AmazonQ { get; }

    public void Dispose()
    {
        channel.Dispose();
        (signer as IDisposable)?.Dispose();
    }
}
