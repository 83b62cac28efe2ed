namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>GitLab's OAuth application as Amazon Q knows it: at most one per account and region.</summary>
internal sealed class OAuthAppConnection
{
    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    /// <summary>Where Amazon Q reaches GitLab; <c>https://</c>.</summary>
    public required string InstanceUrl { get; init; }

    public required string RedirectUrl { get; init; }

    public override string ToString() => $"{InstanceUrl}, application {ClientId}";
}
