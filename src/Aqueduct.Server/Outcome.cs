using System.Diagnostics.CodeAnalysis;
using Aqueduct.Setup;

namespace Aqueduct.Server;

/// <summary>A value, or the failure a person must cure first.</summary>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The conversions are the point of the type.")]
public sealed class Outcome<T>
    where T : class
{
    private readonly T? value;
    private readonly Failure? failure;

    private Outcome(T? value, Failure? failure) => (this.value, this.failure) = (value, failure);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Failure? failure)
    {
        (value, failure) = (this.value, this.failure);
        return this.failure is null;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(null, failure);
}
