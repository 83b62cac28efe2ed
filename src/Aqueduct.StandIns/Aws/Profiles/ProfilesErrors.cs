namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>Refusals of the profiles' service. AWS publishes the codes, not the texts.</summary>
internal static class ProfilesErrors
{
    public static AwsError NotFound(string arn) => new("ResourceNotFoundException", $"Profile {arn} does not exist.");

    public static AwsError NameTaken(string name) => new("ConflictException", $"A profile named {name} exists.");

    public static AwsError TokenReused() => new("ConflictException", "The clientToken was used with other parameters.");

    public static AwsError ClosedToNewAccounts() => new("AccessDeniedException", "Amazon Q Developer is not available to new customers.");

    public static AwsError BadPage() => new("ValidationException", "The nextToken is not valid.");
}
