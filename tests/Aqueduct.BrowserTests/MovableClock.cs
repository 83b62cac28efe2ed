namespace Aqueduct.BrowserTests;

/// <summary>The system's clock, put forward at will; timers run as they do.</summary>
internal sealed class MovableClock : TimeProvider
{
    private TimeSpan ahead;

    public void Advance(TimeSpan by) => ahead += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
