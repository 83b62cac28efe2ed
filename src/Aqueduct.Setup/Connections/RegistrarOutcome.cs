using Aqueduct.Aws;

namespace Aqueduct.Setup.Connections;

/// <summary>What registering came to.</summary>
/// <param name="Refusal">What AWS refused; null: it is registered.</param>
/// <param name="Note">What was done, or what stands after the refusal, as a sentence.</param>
/// <param name="IsUnknown">The refused call may have been carried out.</param>
internal sealed record RegistrarOutcome(AwsFailure? Refusal, string? Note = null, bool IsUnknown = false)
{
    /// <summary>There is a connection that nobody here knows, and it was not to be replaced.</summary>
    public static RegistrarOutcome Foreign { get; } = new(Refusal: null);

    public Failure? Explain(Registration wanted)
    {
        if (ReferenceEquals(this, Foreign))
            return Unknown(wanted);
        if (Refusal is null)
            return null;
        var explained = ConnectionExplanation.Explain(Refusal, wanted.Region);
        return Note is null ? explained : explained with { Detail = $"{explained.Detail} {Note}" };
    }

    private static Failure Unknown(Registration wanted) => new(
        "connection-unknown",
        $"Account {wanted.Account} has a connection in {wanted.Region} that this Aqueduct did not make: another GitLab or another installation may be using it, and its secret cannot be read back.",
        "Disconnect it where it was made. Or, when nobody uses it, take its place: `aqueduct connection connect --replace`.");
}
