using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam.Providers;

/// <summary>Create, Get, List, DeleteOpenIDConnectProvider.</summary>
internal static class ProviderOperations
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("CreateOpenIDConnectProvider", Create) { Resource = NewResource },
        new("GetOpenIDConnectProvider", Get) { Resource = Resource },
        new("ListOpenIDConnectProviders", List) { Resource = _ => $"arn:aws:iam::{AwsWorld.AccountId}:oidc-provider/*" },
        new("DeleteOpenIDConnectProvider", Delete) { Resource = Resource },
    ];

    /// <summary>The provider a call is about, for permissions.</summary>
    public static string Resource(AwsCall call) => call.Query["OpenIDConnectProviderArn"] ?? $"arn:aws:iam::{AwsWorld.AccountId}:oidc-provider/*";

    /// <summary>The ARN a call must give, checked for its form.</summary>
    public static string Arn(IamInput input, AwsCall call)
    {
        var arn = input.Arn("OpenIDConnectProviderArn");
        input.Check();
        if (!arn.StartsWith($"arn:aws:iam::{AwsWorld.AccountId}:oidc-provider/", StringComparison.Ordinal))
            throw IamRefusals.InvalidInput($"Invalid ARN: {arn}");
        return arn;
    }

    private static string NewResource(AwsCall call) =>
        $"arn:aws:iam::{AwsWorld.AccountId}:oidc-provider/{call.Query["Url"]?.Replace("https://", "", StringComparison.Ordinal)}";

    // Thumbprints left out stay empty: AWS fetches one then, but trusts well-known certificate authorities without it.
    private static AwsAnswer Create(AwsCall call)
    {
        var input = new IamInput(call);
        var url = input.Text("Url", 1, 255);
        var clientIds = input.List("ClientIDList", 1, 255);
        var thumbprints = call.Query.List("ThumbprintList");
        input.Check();
        var tags = Tags.Read(call);
        var name = ProviderUrl.Checked(url);
        Thumbprints.Check(thumbprints);
        if (clientIds.Distinct().Count() > ClientIdOperations.Most) throw ClientIdOperations.TooMany();

        var provider = call.World.Change(state =>
        {
            if (state.Iam.Providers.Exists(p => p.Url == name)) throw IamRefusals.AlreadyExists($"Provider with url {url} already exists.");
            var quota = call.World.Settings.ProvidersPerAccount;
            if (state.Iam.Providers.Count >= quota)
                throw IamRefusals.LimitExceeded($"Cannot exceed quota for OpenIdConnectProvidersPerAccount: {quota}");
            var created = new OidcProvider
            {
                Url = name,
                ClientIds = [.. clientIds.Distinct()],
                Thumbprints = Thumbprints.Stored(thumbprints),
                CreateDate = call.Time,
                VisibleFrom = call.World.VisibleFrom(state),
            };
            Tags.Add(created.Tags, tags);
            state.Iam.Providers.Add(created);
            return created;
        });
        return AwsAnswer.Of(new XElement("OpenIDConnectProviderArn", provider.Arn), Tags.ToXml(provider.Tags));
    }

    private static AwsAnswer Get(AwsCall call)
    {
        var arn = Arn(new IamInput(call), call);
        return call.World.Read(state =>
        {
            var provider = state.Provider(arn);
            return AwsAnswer.Of(
                new XElement("Url", provider.Url),
                IamXml.List("ClientIDList", provider.ClientIds),
                IamXml.List("ThumbprintList", provider.Thumbprints),
                IamXml.Date("CreateDate", provider.CreateDate),
                Tags.ToXml(provider.Tags));
        });
    }

    private static AwsAnswer List(AwsCall call) =>
        call.World.Read(state => AwsAnswer.Of(new XElement("OpenIDConnectProviderList",
            state.Iam.Providers.Where(p => IamLookup.IsSeen(state, p)).Select(p => new XElement("member", new XElement("Arn", p.Arn))))));

    // Roles that trust it are not touched; they fail from now on. «Idempotent» in the model, yet a provider that is not there is refused.
    private static AwsAnswer Delete(AwsCall call)
    {
        var arn = Arn(new IamInput(call), call);
        call.World.Change(state => state.Iam.Providers.Remove(state.Provider(arn)));
        return AwsAnswer.Empty;
    }
}
