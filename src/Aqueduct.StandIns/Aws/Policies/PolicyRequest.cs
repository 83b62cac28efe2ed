namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>What is asked of policies.</summary>
/// <param name="Action">Such as <c>iam:CreateRole</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> where the action has no resource type.</param>
/// <param name="Context">Condition keys.</param>
internal sealed record PolicyRequest(string Action, string Resource, RequestContext Context)
{
    /// <summary>Who asks, for statements with a Principal; null where policies of the principal itself are asked.</summary>
    public RequestPrincipal? Principal { get; init; }
}

/// <summary>Who asks, as a statement's Principal may name it.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Federated</c> or <c>Service</c>.</param>
/// <param name="Names">Every name that fits: for a role session its own ARN, the role's ARN, the account's root ARN and the account ID.</param>
internal sealed record RequestPrincipal(string Kind, params IReadOnlyList<string> Names);
