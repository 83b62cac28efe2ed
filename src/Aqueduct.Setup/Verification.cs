namespace Aqueduct.Setup;

/// <summary>The proof that the set-up works, step by step.</summary>
public sealed record Verification(IReadOnlyList<VerificationStep> Steps)
{
    public bool Passed => Steps.All(s => s.Status is not VerificationStatus.Failed);
}

/// <param name="Detail">What was seen, and for a failure its cause.</param>
public sealed record VerificationStep(string Name, VerificationStatus Status, string Detail, string? Fix = null);

public enum VerificationStatus
{
    Passed,
    Failed,
    Skipped,
}
