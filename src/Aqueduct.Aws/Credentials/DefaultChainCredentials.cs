using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace Aqueduct.Aws.Credentials;

/// <summary>
/// The AWS default chain: environment, shared files (SSO, assumed roles and processes included), web identity, container, instance metadata.
/// With a profile, only that profile of the shared files.
/// </summary>
internal sealed partial class DefaultChainCredentials(string? profile) : ICredentialSource, IDisposable
{
    private readonly DefaultAWSCredentialsIdentityResolver chain = new();
    private AWSCredentials? ofProfile;

    public async Task<FoundKeys> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var source = profile is null ? await chain.ResolveIdentityAsync(null, cancellationToken) : ofProfile ??= OfProfile(profile);
            return FoundKeys.Of((await source.GetCredentialsAsync().WaitAsync(cancellationToken)).ToKeys());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The SDK throws a different type per source; all of them mean that there are no credentials.
            var where = profile is null ? "The AWS default chain" : $"Profile \"{profile}\" of the shared AWS files";
            return FoundKeys.None($"{where} gave none. {LinePerSource(e.Message)}");
        }
    }

    public void Dispose() => chain.Dispose();

    /// <summary>The SDK tells of each source it looked at in one long sentence.</summary>
    private static string LinePerSource(string message) =>
        NumberedException().Replace(string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), "\n- ");

    [GeneratedRegex(@" ?Exception \d+ of \d+: ")]
    private static partial Regex NumberedException();

    private static AWSCredentials OfProfile(string name) =>
        new CredentialProfileStoreChain().TryGetAWSCredentials(name, out var credentials)
            ? credentials
            : throw new AmazonClientException("It does not exist or holds no credentials.");
}
