using System.Text;
using Aqueduct.ContractTests.Storage;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.ContractTests.Server.Outbox;

/// <summary>An outbox on an empty storage, and what the tests of both its halves need.</summary>
public abstract class OutboxContract(StorageEngine engine) : StorageContract(engine)
{
    private protected static Failure Throttled { get; } = new("throttled", "Amazon Q throttles.", "Ask again later.");

    private protected Process First { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        First = await StartAsync();
        await First.Store.ReadAsync(0, Cancelled); // the first use of a query takes long, and an attempt that waits for it would see hours pass
    }

    /// <summary>A process on the same storage as the others.</summary>
    private protected async Task<Process> StartAsync(OutboxLimits? limits = null)
    {
        var process = new Process(Storage, Clock, limits ?? new OutboxLimits());
        await process.Waiting.RefreshAsync(Cancelled);
        await process.Claims.TakeOverAsync(Cancelled);
        return process;
    }

    private protected GatewayEvent Event(string orderKey, string clientToken, EventOrigin? origin = null) => new(
        orderKey, "arn:aws:iam::111122223333:role/Q", "user", "Quick Action", clientToken, $"code of {clientToken}",
        Encoding.UTF8.GetBytes($$"""{"command":"{{clientToken}}"}"""), $"request-{clientToken}", origin, Clock.GetUtcNow());

    private protected Task<int> CountRowsAsync() => Database.ReadAsync((db, token) => db.GatewayEvents.CountAsync(token), Cancelled);
}
