using Aqueduct.Server;

namespace Aqueduct.Tests.Server;

public sealed class RecentlyUsedTests
{
    private readonly RecentlyUsed<int, string> map = new(capacity: 10);

    [Fact]
    public void What_is_used_stays_and_the_rest_goes()
    {
        map.Set(-1, "used");
        map.Set(-2, "unused");

        for (var i = 0; i < 100; i++)
        {
            map.Set(i, "other");
            map.TryGet(-1, out _).ShouldBeTrue();
        }

        map.TryGet(-2, out _).ShouldBeFalse();
    }

    [Fact]
    public void It_never_holds_more_than_its_capacity()
    {
        for (var i = 0; i < 100; i++)
            map.Set(i, "value");

        var held = Enumerable.Range(0, 100).Reverse().Where(i => map.TryGet(i, out _)).ToList();

        held.Count.ShouldBeInRange(5, 10);
        held.ShouldContain(99);
    }

    [Fact]
    public void The_last_value_of_a_key_counts_young_or_old()
    {
        map.Set(-1, "first");
        for (var i = 0; i < 5; i++)
            map.Set(i, "other");

        map.Set(-1, "second");
        map.TryGet(-1, out var value).ShouldBeTrue();
        value.ShouldBe("second");

        map.Set(-1, "third");
        map.TryGet(-1, out value).ShouldBeTrue();
        value.ShouldBe("third");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Only_the_very_value_is_removed(int additionsSince)
    {
        var (former, present) = (new string("x"), new string("y"));
        map.Set(-1, present);
        for (var i = 0; i < additionsSince; i++)
            map.Set(i, "other");

        map.Remove(-1, former);
        map.TryGet(-1, out _).ShouldBeTrue();

        map.Remove(-1, present);
        map.TryGet(-1, out _).ShouldBeFalse();
    }
}
