using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>Create, update and delete the one OAuth application connection.</summary>
internal static class Connections
{
    private const string HttpsOnly = "https://.*";

    /// <summary>Needs a Q Developer profile in the region; an existing connection has to be deleted first.</summary>
    public static AwsAnswer Create(AwsCall call)
    {
        var input = call.Json;
        var (clientId, clientSecret) = (input.Text("clientId"), input.Text("clientSecret"));
        var (instanceUrl, redirectUrl) = (input.Text("instanceUrl"), input.Text("redirectUrl"));
        AmazonQInput.Validate(constraints =>
        {
            constraints.Required("clientId", clientId);
            constraints.Required("clientSecret", clientSecret);
            constraints.Required("instanceUrl", instanceUrl);
            constraints.Pattern("instanceUrl", instanceUrl, HttpsOnly);
            constraints.Required("redirectUrl", redirectUrl);
        });
        call.World.Change(world =>
        {
            if (!world.Profiles.AnyIn(call.Region)) throw AmazonQErrors.ProfileDoesNotExist();
            var region = world.AmazonQ.In(call.Region);
            if (region.Connection is not null) throw AmazonQErrors.ConnectionExists();
            region.Connection = new OAuthAppConnection
            {
                ClientId = clientId!,
                ClientSecret = clientSecret!,
                InstanceUrl = instanceUrl!,
                RedirectUrl = redirectUrl!,
            };
        });
        return AwsAnswer.Empty;
    }

    /// <summary>What is left out stays as it is.</summary>
    public static AwsAnswer Update(AwsCall call)
    {
        var input = call.Json;
        AmazonQInput.Validate(constraints => constraints.Pattern("instanceUrl", input.Text("instanceUrl"), HttpsOnly));
        call.World.Change(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            var old = region.Connection ?? throw AmazonQErrors.NoConnection();
            region.Connection = new OAuthAppConnection
            {
                ClientId = input.Text("clientId") ?? old.ClientId,
                ClientSecret = input.Text("clientSecret") ?? old.ClientSecret,
                InstanceUrl = input.Text("instanceUrl") ?? old.InstanceUrl,
                RedirectUrl = input.Text("redirectUrl") ?? old.RedirectUrl,
            };
        });
        return AwsAnswer.Empty;
    }

    /// <summary>Its grants go with it.</summary>
    public static AwsAnswer Delete(AwsCall call)
    {
        call.World.Change(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            if (region.Connection is null) throw AmazonQErrors.NoConnection();
            region.Connection = null;
            region.Grants.Clear();
        });
        return AwsAnswer.Empty;
    }
}
