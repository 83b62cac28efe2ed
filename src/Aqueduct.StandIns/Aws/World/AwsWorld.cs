using System.Text.Json;

namespace Aqueduct.StandIns.Aws.World;

/// <summary>
/// The stand-in's one account. Reads and changes are serialised by one lock; a change is on disk before it is answered. A change must
/// validate before it alters anything: what it altered before throwing would stay.
/// </summary>
internal sealed class AwsWorld
{
    /// <summary>The fixed account, so that scripts and foreign clients can be pointed at it.</summary>
    public const string AccountId = "111122223333";
    public const string RootAccessKeyId = "AKIASTANDIN000000000";
    public const string RootSecretAccessKey = "standin-secret-for-local-use-only";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };
    private readonly Lock gate = new();
    private readonly string? file;
    private readonly WorldState state;

    private AwsWorld(string? file, WorldState state, TimeProvider clock)
    {
        this.file = file;
        this.state = state;
        Clock = clock;
    }

    public TimeProvider Clock { get; }

    /// <summary>Quotas and rehearsed delays; not part of the state on disk.</summary>
    public WorldSettings Settings { get; } = new();

    /// <param name="folder">Where the state is kept; null for memory.</param>
    public static AwsWorld Open(string? folder, TimeProvider clock)
    {
        if (folder is null) return new AwsWorld(null, new WorldState(), clock);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "aws-state.json");
        var state = File.Exists(file) ? JsonSerializer.Deserialize<WorldState>(File.ReadAllBytes(file), Format)! : new WorldState();
        return new AwsWorld(file, state, clock);
    }

    /// <summary>Counts the calls, which is the time eventual consistency is measured in.</summary>
    public void CountCall()
    {
        lock (gate) state.Calls++;
    }

    public T Read<T>(Func<WorldState, T> read)
    {
        lock (gate) return read(state);
    }

    public T Change<T>(Func<WorldState, T> change)
    {
        lock (gate)
        {
            var result = change(state);
            Save();
            return result;
        }
    }

    public void Change(Action<WorldState> change) =>
        Change(state =>
        {
            change(state);
            return true;
        });

    /// <summary>Number of the call from which on something made now is seen. Called within a change.</summary>
    public long VisibleFrom(WorldState state) => Settings.CallsUntilVisible == 0 ? 0 : state.Calls + Settings.CallsUntilVisible + 1;

    private void Save()
    {
        if (file is null) return;
        var next = file + ".new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(state, Format));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(next, file, overwrite: true);
    }
}
