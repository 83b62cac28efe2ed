namespace Aqueduct.StandIns.GitLab;

/// <summary>The plan of the instance; decides on service accounts, group hooks, <c>/license</c> and Amazon Q.</summary>
public enum GitLabLicence
{
    Free,
    Premium,
    Ultimate,
}
