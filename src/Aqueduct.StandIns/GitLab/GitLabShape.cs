namespace Aqueduct.StandIns.GitLab;

/// <summary>Which GitLab is played.</summary>
public enum GitLabShape
{
    /// <summary>Any GitLab without the Amazon Q add-on.</summary>
    Beside,

    /// <summary>Ultimate with the GitLab Duo with Amazon Q add-on: it calls an AI gateway as GitLab's Rails application does.</summary>
    Gateway,
}
