using Aqueduct.Server.Identity.RoleSessions;

namespace Aqueduct.Server.Gateway;

/// <summary>Aqueduct as the AI gateway of a GitLab that has the Duo with Amazon Q add-on.</summary>
public sealed class GatewayOptions
{
    /// <summary>Where requests go that are not for Amazon Q. <c>off</c>: they are answered 404.</summary>
    public string Upstream { get; set; } = "https://cloud.gitlab.com/ai";

    /// <summary>Further issuers whose Cloud Connector tokens are accepted; https. GitLab itself and its customer portal always are.</summary>
    public IReadOnlyList<string> TokenIssuers { get; set; } = [];

    /// <summary>Requests may name only the role that set-up created.</summary>
    public bool BindRole { get; set; } = true;

    /// <summary>What AWS's CloudTrail shows as session name: the user's id, or the instance UID for all users.</summary>
    public RoleSessionNaming SessionName { get; set; } = RoleSessionNaming.User;

    /// <summary>
    /// <c>deliver_then_store_on_failure</c>: an event goes to Amazon Q at once, and only what may succeed later is stored.
    /// <c>store_first</c>: GitLab is answered when the event is stored.
    /// </summary>
    public EventDelivery Events { get; set; } = EventDelivery.DeliverThenStoreOnFailure;
}

public enum EventDelivery
{
    DeliverThenStoreOnFailure,
    StoreFirst,
}
