namespace Aqueduct.Setup;

/// <summary>An OAuth application as it should be at GitLab; confidential in any case.</summary>
/// <param name="Resource">What it is called in a plan.</param>
/// <param name="Key">Its row in the records; its intent is beside it.</param>
/// <param name="Consequence">What a new secret or client ID asks of people; null when nothing.</param>
internal sealed record DesiredApplication(string Resource, string Name, string RedirectUri, IReadOnlyList<string> Scopes, string Key, string? Consequence = null);
