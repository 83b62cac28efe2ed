using Aqueduct.Aws.Protocols;

namespace Aqueduct.Aws.Iam;

public sealed partial class IamClient
{
    /// <returns>The ARNs; IAM gives no more and in one page.</returns>
    public Task<AwsResult<IReadOnlyList<string>>> ListOpenIdConnectProvidersAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<string>>(
            "ListOpenIDConnectProviders",
            new QueryForm(),
            r => [.. r.Members("OpenIDConnectProviderList").Select(p => p.Required("Arn"))],
            cancellationToken);

    public Task<AwsResult<OpenIdConnectProvider>> GetOpenIdConnectProviderAsync(string arn, CancellationToken cancellationToken) =>
        ReadAsync("GetOpenIDConnectProvider", OfProvider(arn), r => IamXml.Provider(arn, r), cancellationToken);

    /// <returns>The ARN.</returns>
    public Task<AwsResult<string>> CreateOpenIdConnectProviderAsync(
        string url, IReadOnlyList<string> clientIds, IReadOnlyList<IamTag> tags, CancellationToken cancellationToken) =>
        CreateAsync(
            "CreateOpenIDConnectProvider",
            new QueryForm().Add("Url", url).AddList("ClientIDList", clientIds).AddTags(tags),
            r => r.Required("OpenIDConnectProviderArn"),
            cancellationToken);

    public Task<AwsResult<Done>> AddClientIdToOpenIdConnectProviderAsync(string arn, string clientId, CancellationToken cancellationToken) =>
        WriteAsync("AddClientIDToOpenIDConnectProvider", OfProvider(arn).Add("ClientID", clientId), cancellationToken);

    public Task<AwsResult<Done>> RemoveClientIdFromOpenIdConnectProviderAsync(string arn, string clientId, CancellationToken cancellationToken) =>
        WriteAsync("RemoveClientIDFromOpenIDConnectProvider", OfProvider(arn).Add("ClientID", clientId), cancellationToken);

    public Task<AwsResult<Done>> TagOpenIdConnectProviderAsync(string arn, IReadOnlyList<IamTag> tags, CancellationToken cancellationToken) =>
        WriteAsync("TagOpenIDConnectProvider", OfProvider(arn).AddTags(tags), cancellationToken);

    public Task<AwsResult<Done>> UntagOpenIdConnectProviderAsync(string arn, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        WriteAsync("UntagOpenIDConnectProvider", OfProvider(arn).AddList("TagKeys", keys), cancellationToken);

    public Task<AwsResult<Done>> DeleteOpenIdConnectProviderAsync(string arn, CancellationToken cancellationToken) =>
        WriteAsync("DeleteOpenIDConnectProvider", OfProvider(arn), cancellationToken);

    private static QueryForm OfProvider(string arn) => new QueryForm().Add("OpenIDConnectProviderArn", arn);
}
