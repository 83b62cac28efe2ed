using System.Security.Cryptography;
using System.Text;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>The secret that GitLab's system hook sends with every delivery, as set-up stored it.</summary>
public sealed class HookSecret(ISetupState state)
{
    /// <returns>Whether <paramref name="given"/> is it; a near miss takes as long as any other. False before there is a hook.</returns>
    public async Task<bool> IsAsync(string given, CancellationToken cancellationToken) =>
        await new GitLabRecords(state).GetHookAsync(cancellationToken) is { } hook
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(hook.Secret)));
}
