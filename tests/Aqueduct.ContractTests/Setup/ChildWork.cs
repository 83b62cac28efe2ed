using System.Text.Json;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.ContractTests.Setup;

/// <summary>What a process of its own needs to work in a <see cref="SetupWorld"/>; tests kill it.</summary>
internal sealed record ChildWork(string DataFolder, string Endpoint, string CredentialsFile, string CaFile, IReadOnlyList<string> ConnectTo, string KeyId)
{
    /// <param name="work">From <see cref="SetupWorld.DescribeAsync"/>.</param>
    public static Task<Installation> OpenAsync(string work, bool adopt)
    {
        var given = JsonSerializer.Deserialize<ChildWork>(work)!;
        var settings = new SetupSettings(
            SetupWorld.Uid, $"https://{PublishedIssuer.Host}", new() { EndpointUrl = given.Endpoint, CredentialsFile = given.CredentialsFile }, new(), new())
        {
            Adopt = adopt,
        };
        return Installation.OpenAsync(
            given.DataFolder, settings, new NetworkOptions { CaFile = given.CaFile, ConnectTo = given.ConnectTo }, new KeyIdOnly(given.KeyId));
    }

    private sealed class KeyIdOnly(string keyId) : IIssueTokens
    {
        public Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken) => Task.FromResult(keyId);

        public Task<string> IssueAsync(string user, CancellationToken cancellationToken) => throw new InvalidOperationException("No token is needed here.");
    }
}
