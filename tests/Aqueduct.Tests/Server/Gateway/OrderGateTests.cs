using Aqueduct.Server.Gateway.Events;

namespace Aqueduct.Tests.Server.Gateway;

public sealed class OrderGateTests
{
    private readonly OrderGate gate = new();

    [Fact]
    public async Task The_second_of_one_place_waits_for_the_first()
    {
        var first = await gate.EnterAsync("a", TestContext.Current.CancellationToken);
        var second = gate.EnterAsync("a", TestContext.Current.CancellationToken).AsTask();
        var third = gate.EnterAsync("a", TestContext.Current.CancellationToken).AsTask();
        second.IsCompleted.ShouldBeFalse();

        first.Dispose();
        (await second).Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Other_places_do_not_wait()
    {
        using var first = await gate.EnterAsync("a", TestContext.Current.CancellationToken);
        using var other = await gate.EnterAsync("b", TestContext.Current.CancellationToken);
        other.ShouldNotBe(first);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_place_to_the_next()
    {
        var first = await gate.EnterAsync("a", TestContext.Current.CancellationToken);
        using var impatient = new CancellationTokenSource();
        var second = gate.EnterAsync("a", impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);

        var third = gate.EnterAsync("a", TestContext.Current.CancellationToken).AsTask();
        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await third).Dispose();
    }
}
