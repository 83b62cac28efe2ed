using Aqueduct.Server.Identity;

namespace Aqueduct.Tests.Server.Identity;

public sealed class StaticIssuerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aqueduct-");

    private static IssuerFiles Files(string content) =>
        new("https://aqueduct.example.test/cc/oidc/uid", [new("cc/oidc/uid/.well-known/jwks.json", "", "application/json", content)]);

    private string Target => Path.Combine(folder.FullName, "cc/oidc/uid/.well-known/jwks.json");

    [Fact]
    public async Task Files_stand_where_the_host_serves_them()
    {
        await StaticIssuer.WriteAsync(Files("{}"), folder.FullName, TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken)).ShouldBe("{}");
    }

    [Fact]
    public async Task File_being_read_stays_whole_while_it_is_replaced()
    {
        await StaticIssuer.WriteAsync(Files("before"), folder.FullName, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(Target);

        await StaticIssuer.WriteAsync(Files("after"), folder.FullName, TestContext.Current.CancellationToken);

        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("before");
        (await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken)).ShouldBe("after");
        Directory.GetFiles(Path.GetDirectoryName(Target)!).ShouldHaveSingleItem();
    }

    public void Dispose() => folder.Delete(recursive: true);
}
