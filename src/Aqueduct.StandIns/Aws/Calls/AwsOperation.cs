namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>One operation. Refusals are thrown as <see cref="AwsError"/>, before anything is changed.</summary>
/// <param name="Name">Such as <c>CreateRole</c>.</param>
/// <param name="Run">Validates, executes, answers.</param>
internal sealed record AwsOperation(string Name, Func<AwsCall, CancellationToken, Task<AwsAnswer>> Run)
{
    /// <summary>An operation that only touches the world.</summary>
    public AwsOperation(string name, Func<AwsCall, AwsAnswer> run)
        : this(name, (call, _) => Task.FromResult(run(call)))
    {
    }

    /// <summary>
    /// The resource on which the caller must be allowed <c>service:Name</c>; null for an operation that needs no permission or asks itself.
    /// </summary>
    public Func<AwsCall, string>? Resource { get; init; }

    /// <summary>Condition keys of the service for this call, beside the global ones.</summary>
    public Action<AwsCall, Policies.RequestContext>? Context { get; init; }

    /// <summary>True for an operation that takes no signature (AssumeRoleWithWebIdentity).</summary>
    public bool Unsigned { get; init; }
}
