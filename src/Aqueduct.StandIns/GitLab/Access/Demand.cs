namespace Aqueduct.StandIns.GitLab.Access;

/// <summary>Whom a REST route lets in at all; finer rights are the route's own.</summary>
internal enum Demand
{
    Anyone,
    User,
    Administrator,
}
