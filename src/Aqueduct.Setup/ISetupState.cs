namespace Aqueduct.Setup;

/// <summary>
/// What set-up remembers between runs: an intent before each create, ids and secrets after it.
/// Implemented by the server's encrypted <c>setup_state</c> table, directly or over its Unix socket.
/// </summary>
public interface ISetupState
{
    /// <returns>The JSON text stored under <paramref name="key"/>, or null.</returns>
    Task<string?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Durable when it returns.</summary>
    Task SetAsync(string key, string json, CancellationToken cancellationToken);

    Task RemoveAsync(string key, CancellationToken cancellationToken);
}
