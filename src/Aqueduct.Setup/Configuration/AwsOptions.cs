using Aqueduct.Aws;

namespace Aqueduct.Setup.Configuration;

/// <summary>The AWS account that holds provider, role and profile. Credentials: the AWS default chain, unless a file is named.</summary>
public sealed class AwsOptions
{
    /// <summary>The region of the profile, of STS and of Amazon Q; also chooses the partition.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Twelve digits; set-up refuses credentials of any other account. Default: the account of the credentials.</summary>
    public string? AccountId { get; set; }

    /// <summary>One endpoint for all AWS services, for a stand-in or a VPC endpoint.</summary>
    public string? EndpointUrl { get; set; }

    /// <summary>Endpoint of Amazon Q's GitLab integration. Default: <see cref="EndpointUrl"/>, else AWS's own.</summary>
    public string? QEndpointUrl { get; set; }

    /// <summary>A shared credentials file (INI) to use instead of the AWS default chain.</summary>
    public string? CredentialsFile { get; set; }

    /// <summary>The profile in the shared credentials file.</summary>
    public string? Profile { get; set; }

    /// <summary>Not a property: those are the settings.</summary>
    public AwsTarget ToTarget() => new(Region, AsUri(EndpointUrl), AsUri(QEndpointUrl), CredentialsFile, Profile);

    private static Uri? AsUri(string? text) => text is null ? null : new(text);
}
