using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Tests.Setup;

/// <summary>The settings of a sound set-up, to vary.</summary>
internal static class Wanted
{
    public const string Uid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";
    public const string Account = "111122223333";

    public static SetupSettings Settings { get; } =
        new(Uid, "https://aqueduct.example.test", new() { Region = "us-east-1" }, new(), new());

    public static Desired Desired { get; } = Of(Settings);

    public static Desired Inline { get; } = Of(Settings with { Role = new() { Policy = RolePolicy.Inline } });

    public static DesiredInAccount InAccount { get; } = Desired.In(Account);

    public static IReadOnlyList<Failure> FailuresOf(SetupSettings settings) =>
        Desired.From(settings).TryGet(out _, out var failures) ? [] : failures;

    private static Desired Of(SetupSettings settings) =>
        Desired.From(settings).TryGet(out var desired, out var failures) ? desired : throw new InvalidOperationException(failures[0].Detail);
}
