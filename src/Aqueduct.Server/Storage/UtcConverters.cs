using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Aqueduct.Server.Storage;

// Both engines keep an instant to the microsecond (PostgreSQL has no more), so that what is read does not depend on the engine.

/// <summary>Times as UTC ticks: SQLite has no type for them, and numbers sort.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    time => time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

/// <summary>Times as <c>timestamptz</c>, for which Npgsql accepts only offset zero.</summary>
internal sealed class UtcTimestampConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    time => new DateTimeOffset(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero),
    time => time);
