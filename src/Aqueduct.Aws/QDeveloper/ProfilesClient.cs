namespace Aqueduct.Aws.QDeveloper;

/// <param name="Status"><c>ACTIVE</c>, <c>CREATING</c>, <c>CREATE_FAILED</c>, <c>DELETING</c>, …</param>
public sealed record QProfile(string Arn, string Name, string Status, string? Description);

/// <summary>Amazon Q Developer profiles (<c>AWSCodeWhispererService</c>, AWS JSON 1.0, signing name <c>codewhisperer</c>).</summary>
public sealed class ProfilesClient
{
    public Task<AwsResult<IReadOnlyList<QProfile>>> ListProfilesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <param name="clientToken">Makes the call idempotent: the same token creates at most one profile.</param>
    /// <returns>The ARN.</returns>
    public Task<AwsResult<string>> CreateProfileAsync(
        string name, string? description, string clientToken, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> DeleteProfileAsync(string arn, CancellationToken cancellationToken) => throw new NotImplementedException();
}
