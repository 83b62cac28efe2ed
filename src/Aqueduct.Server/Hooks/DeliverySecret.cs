using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aqueduct.Setup;

namespace Aqueduct.Server.Hooks;

/// <summary>The secret that our webhooks of groups and projects send with every delivery: one per installation, drawn once, stored sealed.</summary>
public sealed class DeliverySecret(ISetupState state)
{
    private const string Key = "hooks.secret";

    /// <returns>Whether <paramref name="given"/> is it; a near miss takes as long as any other. False before there is a hook.</returns>
    public async Task<bool> IsAsync(string given, CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is { } secret
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    internal async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } known)
            return known;
        var drawn = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await state.SetAsync(Key, $"\"{drawn}\"", cancellationToken);
        return drawn;
    }

    private async Task<string?> FindAsync(CancellationToken cancellationToken) =>
        await state.GetAsync(Key, cancellationToken) is { } json && JsonNode.Parse(json) is JsonValue value && value.GetValueKind() is JsonValueKind.String
            ? value.GetValue<string>()
            : null;
}
