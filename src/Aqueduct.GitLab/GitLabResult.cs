using System.Diagnostics.CodeAnalysis;

namespace Aqueduct.GitLab;

/// <summary>The answer of a GitLab call: a value, or the failure a caller can meet.</summary>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The conversions are the point of the type.")]
public readonly struct GitLabResult<T>
{
    private readonly T? value;
    private readonly GitLabFailure? failure;

    private GitLabResult(T? value, GitLabFailure? failure) => (this.value, this.failure) = (value, failure);

    public GitLabFailure? Failure => failure;

    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out GitLabFailure? failure)
    {
        (value, failure) = (this.value, this.failure);
        return this.failure is null;
    }

    public static implicit operator GitLabResult<T>(T value) => new(value, null);

    public static implicit operator GitLabResult<T>(GitLabFailure failure) => new(default, failure);
}

/// <summary>The answer of a call whose success says all.</summary>
public readonly record struct NoContent;
