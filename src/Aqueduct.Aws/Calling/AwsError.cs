namespace Aqueduct.Aws.Calling;

/// <summary>An error as its protocol says it.</summary>
internal sealed record AwsError(string Code, string Message, string? RequestId)
{
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();
}

/// <returns>Null when the answer is no error of AWS.</returns>
internal delegate AwsError? ReadError(AwsAnswer answer);
