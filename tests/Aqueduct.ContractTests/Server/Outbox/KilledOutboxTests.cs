using System.Text;
using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Server.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.Server.Outbox;

/// <summary>A process is killed right after it has stored an event, and in the middle of an attempt.</summary>
public sealed class KilledOutboxTests : IDisposable
{
    private const string Secret = "a-code-nobody-may-read";

    private readonly TempFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_and_nothing_readable_was_written()
    {
        using (var child = ChildProcess.Start(StoreAndAttemptAsync, folder.FullPath))
        {
            (await child.ReadAsync(Cancelled)).ShouldBe("attempted");
            (await child.ReadAsync(Cancelled)).ShouldBe("stored");
            await child.KillAsync(Cancelled);
        }
        foreach (var file in Directory.GetFiles(folder.File("data"), "aqueduct.db*"))
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancelled)).ShouldNotContain(Secret, customMessage: file);

        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var storage = await OpenAsync(folder.FullPath, clock).ShouldOpenAsync();
        var process = new Process(storage, clock, new OutboxLimits());
        await using var scene = await Scene.StartAsync(process, clock);
        foreach (var token in (string[])["first", "second"])
        {
            var attempt = await scene.NextAsync();
            (attempt.Event.ClientToken, attempt.Event.Code).ShouldBe((token, Secret));
            Encoding.UTF8.GetString(attempt.Event.Event.Span).ShouldBe(Secret);
            attempt.End(new DeliveryResult.Delivered());
        }
        await scene.SleepUntilAsync(async () => !await process.Outbox.HasWaitingAsync("a", Cancelled));
    }

    public void Dispose() => folder.Dispose();

    private static Task<StorageResult> OpenAsync(string folder, TimeProvider clock) =>
        AqueductStorage.OpenAsync(new StorageOptions(), folder, "aqueduct test", clock, CancellationToken.None);

    private static async Task StoreAndAttemptAsync(string folder)
    {
        await using var storage = await OpenAsync(folder, TimeProvider.System).ShouldOpenAsync();
        var process = new Process(storage, TimeProvider.System, new OutboxLimits());
        await process.Waiting.RefreshAsync(CancellationToken.None);
        await process.Outbox.StoreAsync(Event("first"), CancellationToken.None);
        await process.Claims.ClaimAsync(1, CancellationToken.None); // it is leased to this process when that dies
        ChildProcess.Say("attempted");
        await process.Outbox.StoreAsync(Event("second"), CancellationToken.None);
        ChildProcess.Say("stored");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
    }

    private static GatewayEvent Event(string clientToken) => new(
        "a", "arn:aws:iam::111122223333:role/Q", "user", "Quick Action", clientToken, Secret, Encoding.UTF8.GetBytes(Secret), "request", null, TimeProvider.System.GetUtcNow());
}
