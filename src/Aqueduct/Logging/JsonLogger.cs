using Microsoft.Extensions.Logging;

namespace Aqueduct.Logging;

/// <summary>One category of <see cref="JsonLog"/>. Scopes are not written: nobody here opens one.</summary>
internal sealed class JsonLogger(JsonLog log, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            log.Add(new LogLine(logLevel, eventId.Id, category, formatter(state, exception), exception, state as IReadOnlyList<KeyValuePair<string, object?>>));
    }
}
