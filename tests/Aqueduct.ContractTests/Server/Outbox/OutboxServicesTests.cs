using Aqueduct.ContractTests.Storage;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Server.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aqueduct.ContractTests.Server.Outbox;

/// <summary>The outbox as a host puts it together.</summary>
public sealed class OutboxServicesTests() : OutboxContract(new SqliteEngine())
{
    [Fact]
    public async Task A_host_delivers_what_is_stored()
    {
        var delivered = new TaskCompletionSource<GatewayEvent>();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddStorage(Storage)
            .AddOutbox(_ => (e, _) =>
            {
                delivered.TrySetResult(e);
                return Task.FromResult<DeliveryResult>(new DeliveryResult.Delivered());
            }, notes: null)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        var hosted = services.GetServices<IHostedService>().ToList();
        foreach (var service in hosted)
            await service.StartAsync(Cancelled);

        await services.GetRequiredService<EventOutbox>().StoreAsync(Event("a", "a1"), Cancelled);
        (await delivered.Task.WaitAsync(Cancelled)).ClientToken.ShouldBe("a1");
        foreach (var service in hosted)
            await service.StopAsync(Cancelled);
        (await CountRowsAsync()).ShouldBe(0);
    }
}
