using System.Diagnostics.CodeAnalysis;

namespace Aqueduct.Aws;

/// <summary>The answer of an AWS call: a value, or the failure a caller can meet.</summary>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The conversions are the point of the type.")]
public readonly struct AwsResult<T>
{
    private readonly T? value;
    private readonly AwsFailure? failure;

    private AwsResult(T? value, AwsFailure? failure) => (this.value, this.failure) = (value, failure);

    public AwsFailure? Failure => failure;

    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out AwsFailure? failure)
    {
        (value, failure) = (this.value, this.failure);
        return this.failure is null;
    }

    internal AwsResult<TOther> Map<TOther>(Func<T, TOther> map) => TryGet(out var value, out var failure) ? map(value) : failure;

    public static implicit operator AwsResult<T>(T value) => new(value, null);

    public static implicit operator AwsResult<T>(AwsFailure failure) => new(default, failure);
}

/// <summary>The answer of a call that says nothing but "done".</summary>
public readonly record struct Done;
