using System.Text.Json.Nodes;
using Aqueduct.StandIns.Tokens;

namespace Aqueduct.StandIns.CloudConnector;

/// <summary>The keys the portal shows; the newest signs.</summary>
/// <param name="file">Keeps the newest; null: every start has a new one.</param>
internal sealed class PortalKeys(string? file)
{
    private volatile RsaKey[] shown = [file is not null && File.Exists(file) ? RsaKey.FromPem(File.ReadAllText(file)) : Create(file)];

    public RsaKey Signing => shown[0];

    public JsonObject Jwks() => new() { ["keys"] = new JsonArray([.. shown.Select(k => k.Jwk())]) };

    /// <param name="keepFormer">Whether the former ones stay in the set, as they do when nothing is wrong with them.</param>
    public void Rotate(bool keepFormer) => shown = [Create(file), .. keepFormer ? shown : []];

    private static RsaKey Create(string? file)
    {
        var key = RsaKey.Create();
        if (file is null) return key;
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, create);
        writer.Write(key.Pem);
        return key;
    }
}
