using Aqueduct.StandIns.GitLab.Git;

namespace Aqueduct.StandIns.GitLab.World;

/// <summary>The repository of <c>acme/platform/ledger</c>: C#.</summary>
internal static class LedgerRepository
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net8.0</TargetFramework>
            <Nullable>enable</Nullable>
          </PropertyGroup>
        </Project>
        """;

    private const string Booking = """
        namespace Acme.Ledger;

        public sealed record Booking(DateOnly Day, string Text, decimal Amount);
        """;

    private const string Ledger = """
        namespace Acme.Ledger;

        public sealed class Ledger
        {
            private readonly List<Booking> bookings = new();

            public void Book(Booking booking) => bookings.Add(booking);

            public IReadOnlyList<Booking> Bookings => bookings;
        }
        """;

    private static readonly (string, string) Max = ("Max Maintainer", "max@acme.example.test");
    private static readonly (string, string) Dana = ("Dana Developer", "dana@acme.example.test");

    public static string FastImport => new FastImport(FixedWorld.Begin)
        .Commit("main", "Start the ledger", Max, null, ("README.md", "# Ledger\n\nBuild with `dotnet build`."), ("Ledger.csproj", Project), (".gitignore", "bin/\nobj/"))
        .Commit("main", "Book amounts", Dana, null, ("src/Booking.cs", Booking), ("src/Ledger.cs", Ledger))
        .Commit("feature/balance", "Add a running balance", Dana, "main",
            ("src/Ledger.cs", Ledger.Replace("    public IReadOnlyList", "    public decimal Balance => bookings.Sum(b => b.Amount);\n\n    public IReadOnlyList", StringComparison.Ordinal)))
        .ToString();
}
