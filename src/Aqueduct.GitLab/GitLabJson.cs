using System.Text.Json.Serialization;
using Aqueduct.GitLab.Administration;
using Aqueduct.GitLab.Hooks;
using Aqueduct.GitLab.Notes;
using Aqueduct.GitLab.Tree;

namespace Aqueduct.GitLab;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Metadata))]
[JsonSerializable(typeof(CurrentUser))]
[JsonSerializable(typeof(OwnToken))]
[JsonSerializable(typeof(ServicePing))]
[JsonSerializable(typeof(GitLabUser))]
[JsonSerializable(typeof(IReadOnlyList<GitLabUser>))]
[JsonSerializable(typeof(IReadOnlyList<OAuthApplication>))]
[JsonSerializable(typeof(OAuthApplicationWithSecret))]
[JsonSerializable(typeof(NewApplication))]
[JsonSerializable(typeof(IReadOnlyList<AccessToken>))]
[JsonSerializable(typeof(AccessTokenWithValue))]
[JsonSerializable(typeof(NewAccessToken))]
[JsonSerializable(typeof(SystemHook))]
[JsonSerializable(typeof(IReadOnlyList<SystemHook>))]
[JsonSerializable(typeof(NewSystemHook))]
[JsonSerializable(typeof(IReadOnlyList<Membership>))]
[JsonSerializable(typeof(GitLabProject))]
[JsonSerializable(typeof(IReadOnlyList<GitLabProject>))]
[JsonSerializable(typeof(GroupNode))]
[JsonSerializable(typeof(IReadOnlyList<GroupNode>))]
[JsonSerializable(typeof(ProjectNode))]
[JsonSerializable(typeof(IReadOnlyList<ProjectNode>))]
[JsonSerializable(typeof(PlacedHook))]
[JsonSerializable(typeof(IReadOnlyList<PlacedHook>))]
[JsonSerializable(typeof(NewHook))]
[JsonSerializable(typeof(UserStanding))]
[JsonSerializable(typeof(MemberRole))]
[JsonSerializable(typeof(NewServiceAccount))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(DuoInstance))]
[JsonSerializable(typeof(DuoGroup))]
[JsonSerializable(typeof(DuoProject))]
[JsonSerializable(typeof(DuoChange))]
[JsonSerializable(typeof(GatewayUrlRequest))]
[JsonSerializable(typeof(GatewayUrlAnswer))]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(NewNote))]
internal sealed partial class GitLabJson : JsonSerializerContext;
