namespace Aqueduct.ContractTests.Gateway;

/// <summary>One world for all tests of a class that leave nothing behind in it.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    internal GatewayWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => World = await GatewayWorld.StartAsync();

    public async ValueTask DisposeAsync() => await World.DisposeAsync();
}
