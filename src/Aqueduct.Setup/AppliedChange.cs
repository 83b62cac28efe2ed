namespace Aqueduct.Setup;

/// <summary>What apply or destroy did to one resource.</summary>
/// <param name="Note">What a person should know, such as that another set-up created it meanwhile.</param>
public sealed record AppliedChange(string Resource, string Identifier, ChangeKind Kind, string? Note = null);
