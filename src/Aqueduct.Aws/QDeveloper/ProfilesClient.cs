using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Protocols;

namespace Aqueduct.Aws.QDeveloper;

/// <param name="Status"><c>ACTIVE</c>, <c>CREATING</c>, <c>CREATE_FAILED</c>, <c>DELETING</c>, …</param>
public sealed record QProfile(string Arn, string Name, string Status, string? Description);

/// <summary>Amazon Q Developer profiles (<c>AWSCodeWhispererService</c>, AWS JSON 1.0, signing name <c>codewhisperer</c>).</summary>
public sealed class ProfilesClient
{
    private static readonly JsonOperation<ListProfilesInput, ListProfilesOutput> List = new(
        "ListProfiles", QDeveloperJson.Default.ListProfilesInput, QDeveloperJson.Default.ListProfilesOutput, Repeatable: true);

    private static readonly JsonOperation<CreateProfileInput, CreateProfileOutput> Create = new(
        "CreateProfile", QDeveloperJson.Default.CreateProfileInput, QDeveloperJson.Default.CreateProfileOutput, Repeatable: true);

    private static readonly JsonOperation<DeleteProfileInput, NoMembers> Delete = new(
        "DeleteProfile", QDeveloperJson.Default.DeleteProfileInput, QDeveloperJson.Default.NoMembers, Repeatable: true);

    private readonly JsonProtocol profiles;
    private readonly ICredentialSource signer;

    internal ProfilesClient(JsonProtocol profiles, ICredentialSource signer) => (this.profiles, this.signer) = (profiles, signer);

    public async Task<AwsResult<IReadOnlyList<QProfile>>> ListProfilesAsync(CancellationToken cancellationToken)
    {
        var all = new List<QProfile>();
        for (string? next = null; ;)
        {
            var page = await profiles.CallAsync(List, new ListProfilesInput(next), signer, cancellationToken);
            if (!page.TryGet(out var output, out var failure))
            {
                return failure;
            }

            all.AddRange(output.Profiles.Select(p => new QProfile(p.Arn, p.ProfileName, p.Status ?? "ACTIVE", p.Description)));
            if (string.IsNullOrEmpty(output.NextToken))
            {
                return all;
            }

            next = output.NextToken;
        }
    }

    /// <param name="clientToken">Makes the call idempotent: the same token creates at most one profile.</param>
    /// <returns>The ARN.</returns>
    public async Task<AwsResult<string>> CreateProfileAsync(
        string name, string? description, string clientToken, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var input = new CreateProfileInput(
            name,
            string.IsNullOrEmpty(description) ? null : description,
            ReferenceTracking.Allow,
            clientToken,
            tags.Count == 0 ? null : [.. tags.Select(t => new ProfileTag(t.Key, t.Value))]);
        return (await profiles.CallAsync(Create, input, signer, cancellationToken)).Map(o => o.ProfileArn);
    }

    public async Task<AwsResult<Done>> DeleteProfileAsync(string arn, CancellationToken cancellationToken) =>
        (await profiles.CallAsync(Delete, new DeleteProfileInput(arn), signer, cancellationToken)).Map(_ => default(Done));
}
