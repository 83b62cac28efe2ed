using System.Diagnostics.CodeAnalysis;

namespace Aqueduct.Setup;

/// <summary>What a set-up step came to: a value, or every failure found on the way, so that a person mends them all at once.</summary>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The conversions are the point of the type.")]
public readonly struct SetupResult<T>
{
    private readonly T? value;
    private readonly IReadOnlyList<Failure>? failures;

    internal SetupResult(T? value, IReadOnlyList<Failure>? failures) => (this.value, this.failures) = (value, failures);

    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out IReadOnlyList<Failure>? failures)
    {
        (value, failures) = (this.value, this.failures);
        return this.failures is null;
    }

    public static implicit operator SetupResult<T>(T value) => new(value, null);

    public static implicit operator SetupResult<T>(Failure failure) => new(default, [failure]);
}

public static class SetupResult
{
    /// <summary>For interface types, which have no implicit conversion.</summary>
    public static SetupResult<T> Of<T>(T value) => new(value, null);

    public static SetupResult<T> Refused<T>(IReadOnlyList<Failure> failures) => new(default, failures);
}
