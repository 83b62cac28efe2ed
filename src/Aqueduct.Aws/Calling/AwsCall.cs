using Aqueduct.Aws.Credentials;

namespace Aqueduct.Aws.Calling;

/// <summary>One API call in its protocol's serialisation, ready for any number of attempts.</summary>
internal sealed class AwsCall
{
    public required AwsService Service { get; init; }

    public required string Operation { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>Whether a second execution does no harm, so that an attempt of unknown outcome may be repeated.</summary>
    public required bool Repeatable { get; init; }

    /// <summary>The credentials to sign with; null sends the call unsigned.</summary>
    public required ICredentialSource? Signer { get; init; }

    /// <summary>Value of <c>X-Amz-Target</c> (AWS JSON only).</summary>
    public string? Target { get; init; }

    /// <summary>Values in the body that no failure text may repeat.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>How long one attempt may take; for a streaming call, how long until the answer begins and from each event to the next.</summary>
    public TimeSpan AttemptLimit { get; init; } = AwsChannel.AttemptLimit;

    /// <summary>Whether a successful answer is left unread, for its events are worth having as they come.</summary>
    public bool IsStreaming { get; init; }

    public AwsFailure Failed(AwsFailureKind kind, string code, string message) => new(kind, Service.SigningName, Operation, code, message);
}
