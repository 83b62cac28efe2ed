using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aqueduct.StandIns.GitLab.World;

/// <summary>The instance: its state behind one lock, its clock and its outside name.</summary>
/// <param name="stateFile">Written after each change; null keeps the state in memory.</param>
internal sealed class GitLabWorld(WorldState state, GitLabStandInOptions options, string externalUrl, string? stateFile)
{
    private const string TokenAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly Lock gate = new();

    /// <summary>Touch it only inside <see cref="Read"/> or <see cref="Change"/>.</summary>
    public WorldState State { get; } = state;

    public GitLabStandInOptions Options { get; } = options;

    public TimeProvider Clock { get; } = options.Clock;

    /// <summary>Root URL without a slash at the end.</summary>
    public string ExternalUrl { get; } = externalUrl.TrimEnd('/');

    public DateTimeOffset Now => Clock.GetUtcNow();

    public bool HasServiceAccounts => Options.Licence != GitLabLicence.Free;

    public T Read<T>(Func<T> read)
    {
        lock (gate) return read();
    }

    public T Change<T>(Func<T> change)
    {
        lock (gate)
        {
            try
            {
                return change();
            }
            finally
            {
                Save(); // a refusal may change something too: a rotated token used again ends its successors
            }
        }
    }

    public void Change(Action change) => Change(() => { change(); return true; });

    public static bool TryLoad(string? file, [NotNullWhen(true)] out WorldState? loaded)
    {
        loaded = file is not null && File.Exists(file) ? JsonSerializer.Deserialize<WorldState>(File.ReadAllBytes(file)) : null;
        return loaded is not null;
    }

    public static string Secret(int length) => RandomNumberGenerator.GetString(TokenAlphabet, length);

    public static string HexSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Writes beside and renames: a stop in between leaves the old state whole.</summary>
    private void Save()
    {
        if (stateFile is null) return;
        var beside = stateFile + ".new";
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(beside, create)) file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(State)));
        File.Move(beside, stateFile, overwrite: true);
    }
}
