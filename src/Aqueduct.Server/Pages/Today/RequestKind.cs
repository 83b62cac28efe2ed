namespace Aqueduct.Server.Pages.Today;

/// <summary>What GitLab asks of Aqueduct.</summary>
internal enum RequestKind
{
    Deliveries,
    Connection,
    Events,
    Assistance,
}
