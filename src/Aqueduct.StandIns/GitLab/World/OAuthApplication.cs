namespace Aqueduct.StandIns.GitLab.World;

internal sealed class OAuthApplication
{
    public required long Id { get; init; }

    /// <summary>The client id.</summary>
    public required string Uid { get; init; }

    public required string Secret { get; set; }

    public required string Name { get; init; }

    /// <summary>One or more, a line each.</summary>
    public required string RedirectUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public bool Confidential { get; init; }

    public bool Redirects(string uri) => RedirectUri.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(uri, StringComparer.Ordinal);

    /// <summary>Whether the scope is registered; <c>user:*</c> covers <c>user:7</c>.</summary>
    public bool Allows(string scope) =>
        Scopes.Contains(scope, StringComparer.Ordinal) || (scope.StartsWith("user:", StringComparison.Ordinal) && Scopes.Contains("user:*", StringComparer.Ordinal));
}
