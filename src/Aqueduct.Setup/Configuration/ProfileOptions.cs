namespace Aqueduct.Setup.Configuration;

/// <summary>The Amazon Q Developer profile.</summary>
public sealed class ProfileOptions
{
    /// <summary>1 to 100 letters, digits, <c>-</c>, <c>_</c>, beginning with a letter. Default: <c>QDevProfile-&lt;region&gt;</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Up to 256 letters, digits, spaces, <c>-</c>, <c>_</c>.</summary>
    public string Description { get; set; } = "";
}
